import type { Report } from '../report/report.ts';

/** The first seven columns are fixed; further ones may be added behind them. */
const HEADER = [
  'Document ID', 'Filename', 'Word Count', 'AI Probability', 'Confidence Level', 'Cluster ID', 'Status',
  'Cluster Label', 'Duplicate Group', 'Most Similar', 'Similarity', 'Characters', 'Encoding', 'Reason', 'Unknown Because', 'Group', 'Format', 'Ignored Words',
  'AI Probability From', 'AI Probability To', 'Kind of Writing', 'Baseline Rank', 'Tags', 'Note',
];

/** What a spreadsheet would take for a formula (OWASP, "CSV Injection"). */
const FORMULA = /^[=+\-@\t\r]/;

/** One field of a CSV record (RFC 4180), with an apostrophe before text that a spreadsheet would run. */
function field(value: string | number | null | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * A report as CSV: a header and one record a document, UTF-8, CRLF (RFC 4180). An unknown AI probability is an empty field.
 *
 * @returns the file's text in pieces, one record each
 */
export function* exportCsv(report: Report): Generator<string> {
  const labels = new Map(report.clusters.map((c) => [c.id, c.label]));
  const paths = new Map(report.documents.map((d) => [d.id, d.path]));
  const record = (fields: readonly (string | number | null | undefined)[]) => `${fields.map(field).join(',')}\r\n`;
  yield record(HEADER);
  for (const d of report.documents) {
    const nearest = d.nearest[0];
    yield record([
      d.id, d.path, d.words, d.aiProbability, d.confidence, d.cluster, d.status,
      d.cluster === null ? null : labels.get(d.cluster), d.duplicateGroup, nearest && paths.get(nearest.id), nearest?.similarity,
      d.characters, d.encoding, d.reason, d.declined, d.group, d.format, d.ignoredWords,
      d.aiInterval?.[0], d.aiInterval?.[1], d.writing, d.baselineRank, d.tags?.join('; '), d.note,
    ]);
  }
}
