import type { AnalysisEntry, Library } from '../../assistants/library.ts';
import type { SearchResponse } from '../../protocol/analyzer.ts';
import type { Explanation } from '../../report/explanation.ts';
import type { Report, ReportDocument } from '../../report/report.ts';
import { findDocument } from '../documents/find-document.ts';
import type { TextReader } from '../../process/host/text-reader.ts';
import { analysedText } from '../documents/unchanged.ts';
import type { Jobs } from '../jobs/jobs.ts';
import { assistantSettings } from '../settings.ts';

/** The jobs of this installation, as assistants are answered from them. */
export class JobLibrary implements Library {
  readonly howToAnalyse = 'Ask the user to run "Ghost-Writer: Analyze Batch…".';
  readonly howToAllowTexts = 'The setting ghostwriter.assistants.allowTexts allows it.';

  constructor(
    private readonly jobs: Jobs,
    private readonly reader: TextReader,
  ) {}

  list(): Promise<readonly AnalysisEntry[]> {
    return Promise.resolve(
      this.jobs.list().map(({ id, source, status, createdAt, summary, error }) => {
        const fraction = this.jobs.live(id)?.progress?.fraction;
        return {
          id,
          name: source.name,
          status,
          createdAt,
          ...(summary && { summary }),
          ...(fraction !== undefined && { fraction }),
          ...(error !== undefined && { error }),
        };
      }),
    );
  }

  report(id: string): Promise<Report> {
    return this.jobs.reports.whole(id);
  }

  search(id: string, query: string, limit: number): Promise<SearchResponse['matches']> {
    return this.reader.search(this.jobs.folder(id), query, limit);
  }

  async explain(id: string, { id: documentId }: ReportDocument): Promise<Explanation> {
    const { job, report, document } = await findDocument(this.jobs, id, documentId);
    await analysedText(this.reader, job, document);
    return this.reader.explain(job, document, report.job.engine, true);
  }

  async text(id: string, { id: documentId }: ReportDocument): Promise<string> {
    const { job, document } = await findDocument(this.jobs, id, documentId);
    return analysedText(this.reader, job, document);
  }

  textsAllowed(): boolean {
    return assistantSettings().allowTexts;
  }
}
