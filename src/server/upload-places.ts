/** A place among the batches of a tenant that wait or run, taken before the batch is there. */
export interface Place {
  /** Gives it back; once is enough. */
  release(): void;
}

/** Places that uploads have taken, by tenant: uploads at the same time do not pass a limit together. */
export class UploadPlaces {
  private readonly taken = new Map<string, number>();

  of(tenant: string): number {
    return this.taken.get(tenant) ?? 0;
  }

  take(tenant: string): Place {
    this.taken.set(tenant, this.of(tenant) + 1);
    let held = true;
    return {
      release: () => {
        if (!held) return;
        held = false;
        const left = this.of(tenant) - 1;
        if (left > 0) this.taken.set(tenant, left);
        else this.taken.delete(tenant);
      },
    };
  }
}
