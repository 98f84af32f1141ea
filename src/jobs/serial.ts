/** Does things one after the other where they have the same key, and at the same time where they have not. */
export class Serial {
  private readonly last = new Map<string, Promise<unknown>>();

  /** Does something once all that was asked for before under this key is over, well or not. */
  run<T>(key: string, act: () => Promise<T>): Promise<T> {
    const before = this.last.get(key) ?? Promise.resolve();
    const result = before.then(act, act);
    const over = result.then(
      () => undefined,
      () => undefined,
    );
    this.last.set(key, over);
    void over.then(() => this.last.get(key) === over && this.last.delete(key));
    return result;
  }
}
