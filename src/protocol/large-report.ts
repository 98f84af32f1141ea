import type { Report, ReportDocument } from '../report/report.ts';

/** Documents from which the panel gets the overview first, then the report in this form, and a document's parts when they are looked at. */
export const LARGE_FROM = 5_000;

/** The file beside a large report that holds it as a {@link LargeReport}. */
export const COLUMNS_FILE = 'columns.json';

/** The file beside a large report that holds its documents' {@link DocumentDetails | details}, each to be read by itself. */
export const DETAILS_FILE = 'details.bin';

/** Pairs that such a panel gets: the strongest. */
const MOST_PAIRS = 20_000;

/** A document's parts that take most of a report and are seen of one document at a time. */
export type DocumentDetails = Pick<
  ReportDocument,
  'segments' | 'nearest' | 'machineStretch' | 'sha256' | 'sharedWith' | 'leftOut'
>;

/** A document without its details, but for the nearest neighbour. */
export type OutlineDocument = Omit<ReportDocument, 'segments' | 'machineStretch' | 'sha256' | 'sharedWith' | 'leftOut'>;

/** A report without its documents' details; of a large batch it has the strongest pairs alone. */
export interface ReportOutline extends Omit<Report, 'documents'> {
  readonly documents: readonly OutlineDocument[];
}

/** An outline for the way to the panel: documents as columns. */
export interface LargeReport extends Omit<Report, 'documents'> {
  readonly columns: Readonly<Record<string, readonly unknown[]>>;
  readonly count: number;
}

/** Fields that say `null` where others are absent. */
const NULLABLE = new Set(['aiProbability', 'cluster', 'duplicateGroup']);

export function packReport({ documents, similarity, ...rest }: Report): LargeReport {
  const columns: Record<string, unknown[]> = {};
  for (const [i, document] of documents.entries()) {
    const {
      segments: _segments,
      machineStretch: _stretch,
      nearest,
      sha256: _hash,
      sharedWith: _with,
      leftOut: _out,
      ...fields
    } = document;
    for (const [name, value] of Object.entries({
      ...fields,
      nearest: nearest[0] && [nearest[0].id, nearest[0].similarity],
    }))
      (columns[name] ??= new Array<unknown>(documents.length).fill(null))[i] = value ?? null;
  }
  return {
    ...rest,
    similarity: { ...similarity, pairs: similarity.pairs.slice(0, MOST_PAIRS) },
    columns,
    count: documents.length,
  };
}

/** Reads what {@link packReport} made: `nearest` has one document at most. */
export function unpackReport({ columns, count, ...rest }: LargeReport): ReportOutline {
  const fields = Object.entries(columns).filter(([name]) => name !== 'nearest');
  const documents = Array.from({ length: count }, (_, i) => {
    const document: Record<string, unknown> = {};
    for (const [name, values] of fields) if (values[i] !== null || NULLABLE.has(name)) document[name] = values[i];
    const nearest = columns['nearest']?.[i] as readonly [string, number] | null | undefined;
    document['nearest'] = nearest ? [{ id: nearest[0], similarity: nearest[1] }] : [];
    return document as unknown as OutlineDocument;
  });
  return { ...rest, documents };
}

export function detailsOf({
  segments,
  nearest,
  machineStretch,
  sha256,
  sharedWith,
  leftOut,
}: ReportDocument): DocumentDetails {
  return {
    segments,
    nearest,
    ...(machineStretch && { machineStretch }),
    ...(sharedWith && { sharedWith }),
    ...(leftOut && { leftOut }),
    ...(sha256 !== undefined && { sha256 }),
  };
}
