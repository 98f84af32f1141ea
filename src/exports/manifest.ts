import { createHash } from 'node:crypto';
import type { Manifest, Report } from '../report/report.ts';

/** A manifest but for what is known only when the report is written. */
export type ManifestDraft = Omit<Manifest, 'resultsSha256'>;

/**
 * How a report came about.
 *
 * @param anonymised whether the report's names are pseudonyms
 */
export function manifestOf(report: Report, anonymised: boolean): ManifestDraft {
  const { job, documents } = report;
  const { kind, name } = job.source;
  const texts = documents.flatMap((d) => d.sha256 ?? []);
  return {
    manifestVersion: 1,
    engine: job.engine,
    options: job.options,
    ...(job.baseline && { baseline: job.baseline }),
    ...(job.machineSamples && { machineSamples: job.machineSamples }),
    source: { kind, name, documents: texts.length, sha256: sourceSha256(texts) },
    skipped: documents.flatMap((d) => (d.status === 'skipped' ? [{ path: d.path, reason: d.reason ?? '' }] : [])),
    anonymised,
    run: { id: job.id, createdAt: job.createdAt, startedAt: job.startedAt, finishedAt: job.finishedAt },
  };
}

function sourceSha256(texts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const text of [...texts].sort()) hash.update(`${text}\n`);
  return hash.digest('hex');
}
