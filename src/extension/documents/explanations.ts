import type { DocumentExplanation, ExplanationAnswer } from '../../protocol/panel.ts';
import { said } from '../said.ts';
import { toldBy } from '../../report/notice.ts';
import type { Jobs } from '../jobs/jobs.ts';
import { documentExplanation } from './document-explanation.ts';
import { findDocument } from './find-document.ts';
import type { TextReader } from '../../process/host/text-reader.ts';
import { analysedText } from './unchanged.ts';

/** Says what moved documents' AI probabilities. What was told once is kept until the window closes. */
export class Explanations {
  private readonly known = new Map<string, Promise<DocumentExplanation>>();

  constructor(
    private readonly jobs: Jobs,
    private readonly reader: TextReader,
  ) {}

  async of(jobId: string, documentId: string): Promise<ExplanationAnswer> {
    const key = `${jobId}/${documentId}`;
    const explanation = this.known.get(key) ?? this.explain(jobId, documentId);
    this.known.set(key, explanation);
    try {
      return { explanation: await explanation };
    } catch (error) {
      // The source may be there again at the next try.
      this.known.delete(key);
      return { failure: said(toldBy(error)) };
    }
  }

  private async explain(jobId: string, documentId: string): Promise<DocumentExplanation> {
    const { job, report, document } = await findDocument(this.jobs, jobId, documentId);
    const text = await analysedText(this.reader, job, document);
    return documentExplanation(await this.reader.explain(job, document, report.job.engine, true), text);
  }
}
