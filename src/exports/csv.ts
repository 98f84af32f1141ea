import type { Report } from '../report/report.ts';
import { inertText } from '../report/spreadsheet-text.ts';
import type { Outgoing } from './export-options.ts';
import { completed } from './json.ts';

/** The first seven columns are fixed; further ones may be added behind them. */
const HEADER = [
  'Document ID',
  'Filename',
  'Word Count',
  'AI Probability',
  'Confidence Level',
  'Cluster ID',
  'Status',
  'Cluster Label',
  'Duplicate Group',
  'Most Similar',
  'Similarity',
  'Characters',
  'Encoding',
  'Reason',
  'Unknown Because',
  'Group',
  'Format',
  'Ignored Words',
  'AI Probability From',
  'AI Probability To',
  'Kind of Writing',
  'Baseline Rank',
  'Text SHA-256',
  'Tags',
  'Note',
  'Sub-topic ID',
  'Sub-topic Label',
  'Outlier',
  'Shared Passages',
  'Share Copied',
  'Sample Score',
  'Sample Rank',
  'Sample Similarity',
  'Hidden Words',
  'Look-alike Words',
  'Language',
];

/** One field of a CSV record (RFC 4180), in quotation marks where it holds what any program may split by. */
function field(value: string | number | null | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const text = inertText(value);
  return /[",;|\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Tells Excel, which takes a CSV for the system's old encoding otherwise, that it is UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';

/**
 * A report as CSV: a header and one record a document, UTF-8, CRLF (RFC 4180). An unknown AI probability is an empty field.
 *
 * @param byteOrderMark whether the file begins with one
 * @returns the file's text in pieces, one record each
 */
export function* exportCsv(report: Report, byteOrderMark = false): Generator<string> {
  const clusters = new Map(report.clusters.map((c) => [c.id, c]));
  const paths = new Map(report.documents.map((d) => [d.id, d.path]));
  const passages = new Map<string, number>();
  for (const passage of report.sharedPassages ?? [])
    for (const { id } of passage.documents) passages.set(id, (passages.get(id) ?? 0) + 1);
  const record = (fields: readonly (string | number | null | undefined)[]) => `${fields.map(field).join(',')}\r\n`;
  if (byteOrderMark) yield BYTE_ORDER_MARK;
  yield record(HEADER);
  for (const d of report.documents) {
    const nearest = d.nearest[0];
    const cluster = d.cluster === null ? undefined : clusters.get(d.cluster);
    yield record([
      d.id,
      d.path,
      d.words,
      d.aiProbability,
      d.confidence,
      d.cluster,
      d.status,
      cluster?.label,
      d.duplicateGroup,
      nearest && paths.get(nearest.id),
      nearest?.similarity,
      d.characters,
      d.encoding,
      d.reason,
      d.declined,
      d.group,
      d.format,
      d.ignoredWords,
      d.aiInterval?.[0],
      d.aiInterval?.[1],
      d.writing,
      d.baselineRank,
      d.sha256,
      d.tags?.join('; '),
      d.note,
      d.subtopic,
      cluster?.subtopics?.find((s) => s.id === d.subtopic)?.label,
      d.outlier && 'yes',
      report.sharedPassages && (passages.get(d.id) ?? (d.status === 'analyzed' ? 0 : undefined)),
      d.shareCopied,
      d.sampleScore,
      d.sampleRank,
      d.sampleSimilarity,
      d.hiddenWords,
      d.disguisedWords,
      d.language,
    ]);
  }
}

/**
 * Describes a CSV in the words of CSV on the Web (W3C 2015), and holds the manifest, for which a CSV has no room. By that standard it is called as the CSV, with `-metadata.json` behind.
 *
 * @param name of the CSV's file
 */
export function csvDescription(name: string, { report, manifest }: Outgoing): string {
  const numbers = new Set([
    'Word Count',
    'AI Probability',
    'Cluster ID',
    'Duplicate Group',
    'Similarity',
    'Characters',
    'Ignored Words',
    'AI Probability From',
    'AI Probability To',
    'Baseline Rank',
    'Sub-topic ID',
    'Shared Passages',
    'Share Copied',
    'Sample Score',
    'Sample Rank',
    'Sample Similarity',
    'Hidden Words',
    'Look-alike Words',
  ]);
  const columns = HEADER.map((title) => ({ titles: title, datatype: numbers.has(title) ? 'number' : 'string' }));
  return `${JSON.stringify({ '@context': 'http://www.w3.org/ns/csvw', url: name, tableSchema: { columns }, 'urn:ghostwriter-batch:manifest': completed(manifest, report) }, undefined, 1)}\n`;
}
