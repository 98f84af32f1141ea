import type { ManifestDraft } from './manifest.ts';
import type { Manifest, Report, ReportDocument } from '../report/report.ts';
import { foundJson, ResultsDigest } from './results-digest.ts';

/**
 * A report as JSON: the same object that `JSON.parse` gives back, with one array element a line so that the file can be read,
 * searched and compared.
 *
 * @param manifest comes last, when all that its digest covers is written; without one there is none
 * @returns the file's text in pieces, none larger than one array element
 */
export function* exportJson({ manifest: _, ...report }: Report, manifest?: ManifestDraft): Generator<string> {
  const digest = new ResultsDigest();
  yield '{\n';
  yield* members(report, '  ', manifest && digest);
  if (manifest) yield `,\n  "manifest": ${JSON.stringify({ ...manifest, resultsSha256: digest.sha256() })}`;
  yield '\n}\n';
}

/** SHA-256 of what was found, in hexadecimal: the same for the same texts, options and models, wherever and whenever they were analysed. */
export function resultsSha256({ summary, documents, clusters, duplicateGroups, similarity }: Report): string {
  const digest = new ResultsDigest();
  digestMembers({ summary, documents, clusters, duplicateGroups, similarity }, digest);
  return digest.sha256();
}

/** Takes members of a report into a digest that are written in another form, or not at all. */
export function digestMembers(report: Partial<Report>, digest: ResultsDigest): void {
  for (const _ of members(report, '', digest)) continue;
}

/** A manifest with the digest of the results, which a pass over the whole report gives. */
export const completed = (manifest: ManifestDraft, report: Report): Manifest => ({
  ...manifest,
  resultsSha256: resultsSha256(report),
});

/** The parts that grow with the batch go line by line; everything else on one line. */
const GROWING = new Set([
  'documents',
  'clusters',
  'duplicateGroups',
  'sharedPassages',
  'warnings',
  'similarity',
  'matrix',
  'pairs',
  'mean',
  'max',
  'overview',
]);

/** @param within the member of the report that this object is, or is part of; absent for the report itself */
function* members(
  object: object,
  indent: string,
  digest: ResultsDigest | undefined,
  within?: string,
): Generator<string> {
  let separator = '';
  for (const [name, value] of Object.entries(object) as [string, unknown][]) {
    if (value === undefined) continue;
    const member = within ?? name;
    yield `${separator}${indent}${JSON.stringify(name)}: `;
    separator = ',\n';
    if (!GROWING.has(name) || typeof value !== 'object' || value === null) {
      const json = JSON.stringify(value);
      digest?.add(member, json);
      yield json;
    } else if (Array.isArray(value)) yield* elements(value, indent, digest, member);
    else {
      yield '{\n';
      yield* members(value, `${indent}  `, digest, member);
      yield `\n${indent}}`;
    }
  }
}

function* elements(
  array: readonly unknown[],
  indent: string,
  digest: ResultsDigest | undefined,
  member: string,
): Generator<string> {
  if (array.length === 0) {
    yield '[]';
    return;
  }
  yield '[\n';
  for (const [i, element] of array.entries()) {
    const json = JSON.stringify(element);
    digest?.add(member, member === 'documents' ? foundJson(element as ReportDocument, json) : json);
    yield `${indent}  ${json}${i < array.length - 1 ? ',' : ''}\n`;
  }
  yield `${indent}]`;
}
