import type { ReportDocument } from './report.ts';

/** What documents are known by. */
export type DocumentIdentity = Pick<ReportDocument, 'id' | 'path' | 'sha256'>;

/** A document of two reports. */
export type SameDocument<D extends DocumentIdentity = ReportDocument> = readonly [before: D, after: D];

/**
 * Finds the documents that two reports both have: by path, and those that are left by the hash of their text. Each is taken once.
 *
 * @returns pairs in the order of the later report
 */
export function matchDocuments<D extends DocumentIdentity>(
  before: readonly D[],
  after: readonly D[],
): SameDocument<D>[] {
  const byPath = new Map(before.map((d) => [d.path, d]));
  const pathsAfter = new Set(after.map((d) => d.path));
  const byText = new Map<string, D[]>();
  // The last first, so that several copies of a text are taken in their order from the end.
  for (const d of before.toReversed())
    if (!pathsAfter.has(d.path) && d.sha256 !== undefined) byText.set(d.sha256, [...(byText.get(d.sha256) ?? []), d]);
  return after.flatMap((d): SameDocument<D>[] => {
    const known = byPath.get(d.path) ?? (d.sha256 === undefined ? undefined : byText.get(d.sha256)?.pop());
    return known ? [[known, d]] : [];
  });
}
