import type { TermCounts } from '../document/terms.ts';
import { TermNumbers } from './term-numbers.ts';

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
  /** How often the term of each of the matrix's values stands in its document. */
  readonly counts: Uint32Array;
  /** The terms, by column, in order of code units. */
  readonly vocabulary: readonly string[];
  /** Number of documents that hold each term. */
  readonly documentFrequency: Uint32Array;
}

/**
 * TF-IDF of a batch: (1 + ln tf) · (ln((1 + n) / (1 + df)) + 1), rows normalised (Manning et al. 2008, ch. 6; smoothed as in scikit-learn).
 */
export function tfIdf(documents: readonly TermCounts[]): TfIdf {
  const numbers = new TermNumbers();
  const frequencies: number[] = [];
  const starts = new Uint32Array(documents.length + 1);
  for (const [i, { counts }] of documents.entries()) starts[i + 1] = starts[i]! + counts.length;
  const numbered = new Uint32Array(starts[documents.length]!);
  let at = 0;
  for (const { terms } of documents)
    numbers.each(terms, (number) => {
      frequencies[number] = (frequencies[number] ?? 0) + 1;
      numbered[at++] = number;
    });
  const order = Array.from(numbers.terms.keys()).sort((s, t) => (numbers.terms[s]! < numbers.terms[t]! ? -1 : 1));
  const vocabulary = order.map((number) => numbers.terms[number]!);
  const column = new Uint32Array(vocabulary.length);
  for (const [c, number] of order.entries()) column[number] = c;
  const documentFrequency = new Uint32Array(vocabulary.length);
  for (const [number, count] of frequencies.entries()) documentFrequency[column[number]!] = count;
  const idf = Float64Array.from(documentFrequency, (df) => Math.log((1 + documents.length) / (1 + df)) + 1);

  // By term first, then by document again: so the columns of each row ascend without sorting any.
  const next = new Uint32Array(vocabulary.length + 1);
  for (let c = 0; c < vocabulary.length; c++) next[c + 1] = next[c]! + documentFrequency[c]!;
  const holders = new Uint32Array(numbered.length);
  const weights = new Float64Array(numbered.length);
  const occurrences = new Uint32Array(numbered.length);
  const squares = new Float64Array(documents.length);
  for (const [i, { counts }] of documents.entries())
    for (let k = 0, from = starts[i]!; k < counts.length; k++) {
      const c = column[numbered[from + k]!]!;
      const to = next[c]!++;
      const weight = (1 + Math.log(counts[k]!)) * idf[c]!;
      holders[to] = i;
      occurrences[to] = counts[k]!;
      weights[to] = weight;
      squares[i]! += weight * weight;
    }
  const columns = new Uint32Array(numbered.length);
  const values = new Float32Array(numbered.length);
  const countsByRow = new Uint32Array(numbered.length);
  const place = starts.slice();
  for (let c = 0, k = 0; c < vocabulary.length; c++)
    for (const end = k + documentFrequency[c]!; k < end; k++) {
      const i = holders[k]!;
      const to = place[i]!++;
      columns[to] = c;
      countsByRow[to] = occurrences[k]!;
      values[to] = weights[k]! / Math.sqrt(squares[i]!);
    }
  return {
    matrix: { rows: documents.length, columnCount: vocabulary.length, starts, columns, values },
    counts: countsByRow,
    vocabulary,
    documentFrequency,
  };
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
