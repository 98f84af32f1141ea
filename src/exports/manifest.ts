import { createHash } from 'node:crypto';
import type { Manifest, Report } from '../report/report.ts';
import { exportJson } from './json.ts';

/**
 * How a report came about.
 *
 * @param anonymised whether the report's names are pseudonyms
 */
export function manifestOf(report: Report, anonymised = false): Manifest {
  const { job, documents } = report;
  const { kind, name } = job.source;
  const texts = documents.flatMap((d) => d.sha256 ?? []);
  return {
    manifestVersion: 1,
    engine: job.engine,
    options: job.options,
    ...(job.baseline && { baseline: job.baseline }),
    source: { kind, name, documents: texts.length, sha256: sourceSha256(texts) },
    skipped: documents.flatMap((d) => (d.status === 'skipped' ? [{ path: d.path, reason: d.reason ?? '' }] : [])),
    resultsSha256: resultsSha256(report),
    anonymised,
    run: { id: job.id, createdAt: job.createdAt, startedAt: job.startedAt, finishedAt: job.finishedAt },
  };
}

/** A report as its exports hold it. */
export const withManifest = ({ schemaVersion, manifest: _, ...rest }: Report, manifest: Manifest): Report => ({ schemaVersion, manifest, ...rest });

function sourceSha256(texts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const text of [...texts].sort()) hash.update(`${text}\n`);
  return hash.digest('hex');
}

/** SHA-256 of what was found, in hexadecimal: the same for the same texts, options and models, wherever and whenever they were analysed. */
export function resultsSha256({ summary, documents, clusters, duplicateGroups, similarity }: Report): string {
  const hash = createHash('sha256');
  for (const piece of exportJson({ summary, documents, clusters, duplicateGroups, similarity })) hash.update(piece);
  return hash.digest('hex');
}
