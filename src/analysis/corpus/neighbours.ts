import type { DenseRows } from './lsa.ts';
import { type RowProducts, rowsBetween } from './row-products.ts';
import type { PairSimilarity, SimilarityModel } from './similarity.ts';
import { UnionFind } from './union-find.ts';

/** Neighbours that are kept for each document. */
const NEIGHBOURS = 10;

/** Candidates that are scored exactly for each document, above this batch size; up to it every pair is. */
const ALL_PAIRS_UP_TO = 500;
const CANDIDATES = 48;

/** How far the approximate similarity may lie below the exact one: some five standard deviations of the hashing error. */
const HASHING_ERROR = 0.12;

/** Pairs that are kept at most because they reach the threshold, beyond each document's neighbours. */
const MAX_COPIES = 20_000;

/** Least similarity of a pair that is listed for being among a document's neighbours. */
const LISTED_FROM = 0.3;

const TILE = 512;

export interface ScoredPair extends PairSimilarity {
  readonly a: number;
  readonly b: number;
}

export interface Neighbours {
  /** For each document the most similar other ones, best first, at most ten. */
  readonly nearest: readonly (readonly { readonly document: number; readonly similarity: number }[])[];
  /** The most similar pairs (a < b), best first. */
  readonly pairs: readonly ScoredPair[];
  /** Documents joined by pairs of at least the threshold, transitively; largest group first. */
  readonly groups: readonly (readonly number[])[];
}

/**
 * Compares every document with every other one: tiles of approximate products find the candidates, the exact similarity decides.
 * Nothing of n × n is ever held.
 */
export async function findNeighbours(model: SimilarityModel, threshold: number, products: RowProducts): Promise<Neighbours> {
  const rows = model.approximateRows();
  const n = rows.rows;
  const sets = new UnionFind(n);
  const pairs = new Map<number, ScoredPair>();
  const nearest: Neighbours['nearest'][number][] = [];
  let copies = 0;
  for (let from = 0; from < n; from += TILE) {
    const tile = rowsBetween(rows, from, from + TILE);
    const product = await products.multiply(tile, rows);
    for (let i = 0; i < tile.rows; i++) {
      const a = from + i;
      const row = product.subarray(i * n, (i + 1) * n);
      for (let b = a + 1; b < n; b++) {
        if (row[b]! < threshold - HASHING_ERROR || (copies >= MAX_COPIES && sets.find(a) === sets.find(b))) continue;
        const scored = model.between(a, b);
        if (scored.similarity < threshold) continue;
        sets.union(a, b);
        if (copies++ < MAX_COPIES) pairs.set(a * n + b, { a, b, ...scored });
      }
      nearest.push(nearestOf(a, row, model, pairs));
    }
  }
  return { nearest, pairs: [...pairs.values()].sort((p, q) => q.similarity - p.similarity || p.a - q.a || p.b - q.b), groups: sets.groups() };
}

function nearestOf(a: number, row: Float32Array, model: SimilarityModel, pairs: Map<number, ScoredPair>): Neighbours['nearest'][number] {
  const n = row.length;
  const scored = candidates(a, row).map((b) => ({ b, ...model.between(Math.min(a, b), Math.max(a, b)) }));
  scored.sort((p, q) => q.similarity - p.similarity || p.b - q.b).splice(NEIGHBOURS);
  for (const { b, ...similarity } of scored) {
    const [low, high] = a < b ? [a, b] : [b, a];
    if (similarity.similarity >= LISTED_FROM) pairs.set(low * n + high, { a: low, b: high, ...similarity });
  }
  return scored.map(({ b, similarity }) => ({ document: b, similarity }));
}

/** The documents of the highest approximate similarity to `a`. */
function candidates(a: number, row: Float32Array): number[] {
  const n = row.length;
  if (n <= ALL_PAIRS_UP_TO) return Array.from(row.keys()).filter((b) => b !== a);
  // A sorted list of few: most values are below its last and cost one comparison.
  const best: number[] = [];
  for (let b = 0; b < n; b++) {
    if (b === a || (best.length === CANDIDATES && row[b]! <= row[best[CANDIDATES - 1]!]!)) continue;
    let at = best.length;
    while (at > 0 && row[best[at - 1]!]! < row[b]!) at--;
    best.splice(at, 0, b);
    if (best.length > CANDIDATES) best.pop();
  }
  return best;
}

/** The exact similarity matrix, row by row in the given order: symmetric, 1 on the diagonal. */
export function similarityMatrix(model: SimilarityModel, order: readonly number[]): number[][] {
  const matrix = order.map(() => new Array<number>(order.length).fill(1));
  for (let i = 0; i < order.length; i++)
    for (let j = 0; j < i; j++) matrix[i]![j] = matrix[j]![i] = model.between(order[i]!, order[j]!).similarity;
  return matrix;
}

export interface BlockMatrix {
  readonly starts: readonly number[];
  readonly mean: readonly (readonly number[])[];
  readonly max: readonly (readonly number[])[];
}

/** Means and maxima of the approximate similarity in blocks of documents, in the given order; a document is not compared with itself. */
export async function blockMatrix(model: SimilarityModel, order: readonly number[], blocks: number, products: RowProducts): Promise<BlockMatrix> {
  const rows = reordered(model.approximateRows(), order);
  const n = rows.rows;
  const starts = Array.from({ length: blocks }, (_, b) => Math.floor((b * n) / blocks));
  const blockOf = new Uint16Array(n);
  for (const [b, start] of starts.entries()) blockOf.fill(b, start);
  const sum = Array.from({ length: blocks }, () => new Float64Array(blocks));
  const max = Array.from({ length: blocks }, () => new Float64Array(blocks));
  for (let from = 0; from < n; from += TILE) {
    const tile = rowsBetween(rows, from, from + TILE);
    const product = await products.multiply(tile, rows);
    for (let i = 0; i < tile.rows; i++) {
      const into = blockOf[from + i]!;
      for (let j = 0; j < n; j++) {
        if (j === from + i) continue;
        const value = Math.min(1, Math.max(0, product[i * n + j]!));
        sum[into]![blockOf[j]!]! += value;
        if (value > max[into]![blockOf[j]!]!) max[into]![blockOf[j]!] = value;
      }
    }
  }
  const size = (b: number) => (starts[b + 1] ?? n) - starts[b]!;
  // A block of one document holds no pair: it is like itself.
  const pairs = (i: number, j: number) => size(i) * size(j) - (i === j ? size(i) : 0);
  const mean = sum.map((row, i) => Array.from(row, (s, j) => (pairs(i, j) === 0 ? 1 : s / pairs(i, j))));
  return { starts, mean, max: max.map((row, i) => Array.from(row, (m, j) => (pairs(i, j) === 0 ? 1 : m))) };
}

function reordered({ rows, width, data }: DenseRows, order: readonly number[]): DenseRows {
  const out = new Float32Array(data.length);
  for (const [to, from] of order.entries()) out.set(data.subarray(from * width, (from + 1) * width), to * width);
  return { rows, width, data: out };
}
