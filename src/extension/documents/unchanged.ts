import { createHash } from 'node:crypto';
import type { ReportDocument } from '../../report/report.ts';

/** Throws, with a message for people, where a text is not the one that was analysed: positions in the report would point elsewhere. */
export function unchangedSinceAnalysis({ path, sha256 }: Pick<ReportDocument, 'path' | 'sha256'>, text: string): void {
  if (sha256 !== undefined && createHash('sha256').update(text).digest('hex') !== sha256) throw new Error(`${path} has changed since it was analysed. Run the analysis again.`);
}
