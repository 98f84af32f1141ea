/** Waiting entries of several tenants, each of whom gets a turn before anybody gets a second one. Within a tenant the first to come goes first. */
export class FairOrder<T> {
  /** In the order of their turns. */
  private readonly waiting = new Map<string, T[]>();

  get size(): number {
    return [...this.waiting.values()].reduce((sum, entries) => sum + entries.length, 0);
  }

  add(tenant: string, entry: T): void {
    const entries = this.waiting.get(tenant);
    if (entries) entries.push(entry);
    else this.waiting.set(tenant, [entry]);
  }

  /** Takes the one whose turn it is; its tenant goes to the end. */
  take(): T | undefined {
    for (const [tenant, entries] of this.waiting) {
      const entry = entries.shift();
      this.waiting.delete(tenant);
      if (entries.length > 0) this.waiting.set(tenant, entries);
      if (entry !== undefined) return entry;
    }
    return undefined;
  }

  remove(tenant: string, entry: T): void {
    const left = (this.waiting.get(tenant) ?? []).filter((other) => other !== entry);
    if (left.length > 0) this.waiting.set(tenant, left);
    else this.waiting.delete(tenant);
  }
}
