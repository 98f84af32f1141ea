/** What a limit of requests has counted for one key. */
interface Count {
  current: number;
  startedAt: number;
}

/** Keys that are counted at the same time: the oldest goes where there are more. */
const MOST_KEYS = 5000;

/** Counts requests for the limit of them, by a clock that nobody sets: one that is set back must not keep anybody out for an hour. */
export class RequestCounts {
  private readonly counts = new Map<string, Count>();

  incr(
    key: string,
    done: (error: Error | null, result?: { current: number; ttl: number }) => void,
    timeWindow: number,
  ): void {
    const now = performance.now();
    const before = this.counts.get(key);
    const count = before && now - before.startedAt < timeWindow ? before : { current: 0, startedAt: now };
    count.current++;
    // The latest last.
    this.counts.delete(key);
    this.counts.set(key, count);
    const [oldest] = this.counts.keys();
    if (this.counts.size > MOST_KEYS && oldest !== undefined) this.counts.delete(oldest);
    done(null, { current: count.current, ttl: Math.ceil(timeWindow - (now - count.startedAt)) });
  }

  /** A route with a limit of its own counts for itself. */
  child(): RequestCounts {
    return new RequestCounts();
  }
}
