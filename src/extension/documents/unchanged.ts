import { createHash } from 'node:crypto';
import * as vscode from 'vscode';
import type { Job } from '../../protocol/job.ts';
import type { ReportDocument } from '../../report/report.ts';
import type { TextReader } from '../../process/host/text-reader.ts';

/** Throws, with a message for people, where a text is not the one that was analysed: positions in the report would point elsewhere. */
export function unchangedSinceAnalysis({ path, sha256 }: Pick<ReportDocument, 'path' | 'sha256'>, text: string): void {
  if (sha256 !== undefined && createHash('sha256').update(text).digest('hex') !== sha256)
    throw new Error(vscode.l10n.t('{0} has changed since it was analysed. Run the analysis again.', path));
}

/** A document's text. Rejects, with a message for people, where it cannot be read or is not the one that was analysed. */
export async function analysedText(reader: TextReader, job: Job, document: ReportDocument): Promise<string> {
  const { text } = await reader.read(job, document.path);
  unchangedSinceAnalysis(document, text);
  return text;
}
