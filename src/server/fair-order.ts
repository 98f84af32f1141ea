/** Waiting entries of several tenants, each of whom gets a turn before anybody gets a second one: whose last turn is longest ago goes first. Within a tenant the first to come goes first. */
export class FairOrder<T> {
  private readonly waiting = new Map<string, T[]>();
  /** In which turn each tenant had its last one. */
  private readonly lastTurns = new Map<string, number>();
  private turns = 0;

  get size(): number {
    return [...this.waiting.values()].reduce((sum, entries) => sum + entries.length, 0);
  }

  /** Tenants of whom something waits. */
  get tenants(): readonly string[] {
    return [...this.waiting.keys()];
  }

  /** @param first whether it goes before what waits of its tenant already: it had a turn, and gave it up */
  add(tenant: string, entry: T, first = false): void {
    const entries = this.waiting.get(tenant) ?? [];
    this.waiting.set(tenant, first ? [entry, ...entries] : [...entries, entry]);
  }

  /** Takes the one whose turn it is. */
  take(): { readonly tenant: string; readonly entry: T } | undefined {
    const before = (tenant: string) => this.lastTurns.get(tenant) ?? 0;
    const [first] = this.waiting.keys();
    if (first === undefined) return undefined;
    let tenant = first;
    for (const other of this.waiting.keys()) if (before(other) < before(tenant)) tenant = other;
    this.lastTurns.set(tenant, ++this.turns);
    const entry = this.waiting.get(tenant)![0]!;
    this.remove(tenant, entry);
    return { tenant, entry };
  }

  remove(tenant: string, entry: T): void {
    const left = (this.waiting.get(tenant) ?? []).filter((other) => other !== entry);
    if (left.length > 0) this.waiting.set(tenant, left);
    else this.waiting.delete(tenant);
  }
}
