/** Reports that are kept parsed: the ones that are read one after the other for what is one look at an analysis. */
const KEPT = 3;

/** The reports that were asked for last. One that could not be read is read again the next time. */
export class RecentReports<T> {
  private readonly reports = new Map<string, Promise<T>>();

  /** @param key changes with the report */
  get(key: string, read: () => Promise<T>): Promise<T> {
    const report = this.reports.get(key) ?? read();
    this.reports.delete(key);
    this.reports.set(key, report);
    report.catch(() => this.forget(key));
    for (const oldest of this.reports.keys()) if (this.reports.size > KEPT) this.reports.delete(oldest);
    return report;
  }

  forget(key: string): void {
    this.reports.delete(key);
  }
}
