import * as vscode from 'vscode';
import type { SearchProgress } from '../../protocol/analyzer.ts';
import type { SearchAnswer, SearchBy } from '../../protocol/panel.ts';
import type { Jobs } from '../jobs/jobs.ts';
import type { TextReader } from '../../process/host/text-reader.ts';
import { said } from '../said.ts';
import { toldBy } from '../../report/notice.ts';

/** Documents that the panel gets of one search, at most: the best. */
const MOST = 5_000;

/** Finds documents of analyses by words in their texts, or by meaning. */
export class BatchSearch {
  constructor(
    private readonly jobs: Jobs,
    private readonly reader: TextReader,
  ) {}

  async find(
    jobId: string,
    by: SearchBy,
    query: string,
    listeners: { readonly onProgress: (progress: SearchProgress) => void; readonly signal: AbortSignal },
  ): Promise<SearchAnswer> {
    try {
      return by === 'words' ? await this.byWords(jobId, query, listeners) : await this.byMeaning(jobId, query);
    } catch (error) {
      return { failure: said(toldBy(error)) };
    }
  }

  private async byMeaning(jobId: string, query: string): Promise<SearchAnswer> {
    const [{ documents }, matches] = await Promise.all([
      this.jobs.reports.outline(jobId),
      this.reader.search(this.jobs.folder(jobId), query),
    ]);
    // What points away from the query is no match, however few others there are.
    const found = matches.flatMap(({ document, similarity }) =>
      documents[document] && similarity > 0 ? [{ id: documents[document].id, similarity }] : [],
    );
    return { ids: found.map(({ id }) => id), figures: found.map(({ similarity }) => similarity), beyond: 0, unread: 0 };
  }

  private async byWords(
    jobId: string,
    query: string,
    listeners: { readonly onProgress: (progress: SearchProgress) => void; readonly signal: AbortSignal },
  ): Promise<SearchAnswer> {
    const job = this.jobs.get(jobId);
    if (!job) return { failure: vscode.l10n.t('This analysis was removed. Analyse its source again.') };
    const [{ documents }, { matches, unread }] = await Promise.all([
      this.jobs.reports.outline(jobId),
      this.reader.searchWords(job, query, listeners),
    ]);
    const idOf = new Map(documents.flatMap((d) => (d.status === 'analyzed' ? [[d.path, d.id] as const] : [])));
    // What came into the source since it was analysed is not part of the results.
    const found = matches.flatMap(({ path, occurrences }) =>
      idOf.has(path) ? [{ id: idOf.get(path)!, occurrences }] : [],
    );
    const shown = found.slice(0, MOST);
    return {
      ids: shown.map(({ id }) => id),
      figures: shown.map(({ occurrences }) => occurrences),
      beyond: found.length - shown.length,
      unread,
    };
  }
}
