import type { JobStore } from '../../jobs/job-store.ts';
import { type LargeReport, packReport, type ReportOutline, unpackReport } from '../../protocol/large-report.ts';
import { RecentReports } from '../../report/recent-reports.ts';
import type { Report, ReportDocument } from '../../report/report.ts';

/**
 * The reports of completed jobs, as much of them as is needed: a whole report of 100,000 documents takes the extension host seconds to read, its outline a fraction of one.
 * All of them reject with a message for people.
 */
export class JobReports {
  private readonly reports = new RecentReports<Report>();
  private readonly outlines = new RecentReports<ReportOutline>();

  constructor(private readonly store: JobStore) {}

  whole(id: string): Promise<Report> {
    return this.reports.get(id, () => this.store.report(id));
  }

  /** A report without the parts that {@link document} has; the whole one where it is small. */
  outline(id: string): Promise<ReportOutline> {
    return this.outlines.get(id, async () => {
      const columns = await this.store.columns(id);
      try {
        if (columns) return unpackReport(JSON.parse(columns.toString('utf8')) as LargeReport);
      } catch {
        // They are made of the report, which has all of it.
      }
      return this.whole(id);
    });
  }

  /** The report of a large batch for the panel, as JSON in UTF-8; of earlier versions it is made anew. */
  async columns(id: string): Promise<ArrayBuffer> {
    const bytes = (await this.store.columns(id)) ?? Buffer.from(JSON.stringify(packReport(await this.whole(id))));
    return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  }

  /** A document as the whole report has it, with the outline that it is from; `undefined` where it is not part of that. */
  async document(
    id: string,
    documentId: string,
  ): Promise<{ readonly report: ReportOutline; readonly document: ReportDocument } | undefined> {
    const report = await this.outline(id);
    const place = report.documents.findIndex((d) => d.id === documentId);
    const found = report.documents[place];
    if (!found) return undefined;
    return {
      report,
      document:
        'segments' in found ? (found as ReportDocument) : { ...found, ...(await this.store.details(id, place)) },
    };
  }

  /** A job has other results from now on, or none. */
  forget(id: string): void {
    this.reports.forget(id);
    this.outlines.forget(id);
  }
}
