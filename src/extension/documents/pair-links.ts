import * as vscode from 'vscode';
import type { Jobs } from '../jobs/jobs.ts';
import { findDocument } from './find-document.ts';
import type { OpenDocuments } from './open-documents.ts';
import { pairOf, queryOf } from './pair-query.ts';
import { told } from './text-editors.ts';

const AUTHORITY = 'ghostwriter.ghostwriter-batch';
const PATH = '/pair';

/** Links that open two documents of an analysis side by side, in the VS Code that has it. */
export class PairLinks implements vscode.UriHandler {
  constructor(
    private readonly jobs: Jobs,
    private readonly documents: OpenDocuments,
  ) {}

  /** @param a `id`s of the documents */
  async copy(jobId: string, a: string, b: string): Promise<void> {
    await told(async () => {
      const [first, second] = [await findDocument(this.jobs, jobId, a), await findDocument(this.jobs, jobId, b)];
      const query = queryOf({ analysis: jobId, a: first.document.path, b: second.document.path });
      await vscode.env.clipboard.writeText(`${vscode.env.uriScheme}://${AUTHORITY}${PATH}?${query}`);
    });
  }

  async handleUri({ path, query }: vscode.Uri): Promise<void> {
    await told(async () => {
      const pair = path === PATH ? pairOf(query) : undefined;
      if (!pair) throw new Error(vscode.l10n.t('This link is incomplete. Copy it again from the pair in the results.'));
      if (!this.jobs.get(pair.analysis))
        throw new Error(
          vscode.l10n.t(
            'The analysis of this link is not here. A link opens in the VS Code that made the analysis, for as long as it is kept.',
          ),
        );
      const { documents } = await this.jobs.reports.outline(pair.analysis);
      const [a, b] = [pair.a, pair.b].map((wanted) => {
        const document = documents.find((d) => d.path === wanted);
        if (!document) throw new Error(vscode.l10n.t('{0} is no longer part of this analysis.', wanted));
        return document.id;
      }) as [string, string];
      await this.documents.openPair(pair.analysis, a, b);
    });
  }
}
