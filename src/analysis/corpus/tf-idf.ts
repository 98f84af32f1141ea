import type { TermCounts } from '../document/terms.ts';

/** A sparse matrix, row by row (CSR): row i holds `values[k]` in column `columns[k]` for k from `starts[i]` up to, not including, `starts[i + 1]`. */
export interface SparseRows {
  readonly rows: number;
  readonly columnCount: number;
  readonly starts: Uint32Array;
  readonly columns: Uint32Array;
  readonly values: Float32Array;
}

export interface TfIdf {
  /** Documents × terms; every row that has a term is of Euclidean length 1. Columns ascend within a row. */
  readonly matrix: SparseRows;
  /** The terms, by column, in order of code units. */
  readonly vocabulary: readonly string[];
  /** Number of documents that hold each term. */
  readonly documentFrequency: Uint32Array;
}

/**
 * TF-IDF of a batch: (1 + ln tf) · (ln((1 + n) / (1 + df)) + 1), rows normalised (Manning et al. 2008, ch. 6; smoothed as in scikit-learn).
 */
export function tfIdf(documents: readonly TermCounts[]): TfIdf {
  const frequency = new Map<string, number>();
  for (const { terms } of documents) for (const term of terms) frequency.set(term, (frequency.get(term) ?? 0) + 1);
  const vocabulary = [...frequency.keys()].sort();
  const column = new Map(vocabulary.map((term, i) => [term, i]));
  const documentFrequency = Uint32Array.from(vocabulary, (term) => frequency.get(term)!);
  const idf = Float64Array.from(documentFrequency, (df) => Math.log((1 + documents.length) / (1 + df)) + 1);

  const starts = new Uint32Array(documents.length + 1);
  for (const [i, { terms }] of documents.entries()) starts[i + 1] = starts[i]! + terms.length;
  const columns = new Uint32Array(starts[documents.length]!);
  const values = new Float32Array(columns.length);
  for (const [i, { terms, counts }] of documents.entries()) {
    const row = terms.map((term, k) => ({ column: column.get(term)!, count: counts[k]! })).sort((a, b) => a.column - b.column);
    const weights = row.map((entry) => (1 + Math.log(entry.count)) * idf[entry.column]!);
    const length = Math.sqrt(weights.reduce((sum, w) => sum + w * w, 0));
    for (const [k, entry] of row.entries()) {
      columns[starts[i]! + k] = entry.column;
      values[starts[i]! + k] = weights[k]! / length;
    }
  }
  return { matrix: { rows: documents.length, columnCount: vocabulary.length, starts, columns, values }, vocabulary, documentFrequency };
}

/** Dot product of two rows of a sparse matrix whose columns ascend. */
export function sparseDot({ starts, columns, values }: SparseRows, a: number, b: number): number {
  let sum = 0;
  let i = starts[a]!;
  let j = starts[b]!;
  const endI = starts[a + 1]!;
  const endJ = starts[b + 1]!;
  while (i < endI && j < endJ) {
    const x = columns[i]!;
    const y = columns[j]!;
    if (x === y) sum += values[i]! * values[j]!;
    if (x <= y) i++;
    if (y <= x) j++;
  }
  return sum;
}
