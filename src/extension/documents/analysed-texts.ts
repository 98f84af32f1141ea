import * as vscode from 'vscode';
import type { Jobs } from '../jobs/jobs.ts';
import type { TextReader } from './text-reader.ts';

export const SCHEME = 'ghostwriter';

/** The address of a document's text as it was analysed: `ghostwriter:/<path in the source>?<id of the job>`. */
export function analysedTextUri(jobId: string, path: string): vscode.Uri {
  return vscode.Uri.from({ scheme: SCHEME, path: `/${path}`, query: jobId });
}

/** Read-only documents with the texts as they were analysed, from inside archives too. */
export class AnalysedTexts implements vscode.TextDocumentContentProvider {
  constructor(
    private readonly jobs: Jobs,
    private readonly reader: TextReader,
  ) {}

  /** Rejects with a message for people when the text cannot be had any more. */
  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const job = this.jobs.get(uri.query);
    if (!job) throw new Error('The analysis that this text belongs to was removed.');
    return (await this.reader.read(job, uri.path.slice(1))).text;
  }
}
