/** Beyond this Redis's queue takes no number; then parts are taken in the order in which they came. */
const MOST = 2_000_000;

/**
 * Numbers by which the parts of batches are taken, the lowest first, so that tenants take turns part by part: a batch that comes while one of sixty parts is done waits for one of them, not for all. It is
 * start-time fair queueing (Goyal, Vin and Cheng 1996) with parts for packets: whoever comes begins at the number that is being worked on, and whoever has parts there already behind them.
 */
export class TurnNumbers {
  private now = 0;
  private readonly last = new Map<string, number>();

  /** @returns the number of the first of so many parts of a tenant; the others follow */
  take(tenant: string, parts: number): number {
    const first = Math.min(MOST - parts, Math.max(this.now, this.last.get(tenant) ?? 0)) + 1;
    this.last.set(tenant, first + parts - 1);
    return first;
  }

  /** Says that parts with numbers up to this one wait already, since before a restart. */
  taken(tenant: string, last: number): void {
    this.last.set(tenant, Math.max(last, this.last.get(tenant) ?? 0));
  }

  /** Says that a part with this number is worked on. */
  begun(number: number): void {
    this.now = Math.max(this.now, number);
  }

  /** Begins anew, once nothing waits any more. */
  reset(): void {
    this.now = 0;
    this.last.clear();
  }
}
