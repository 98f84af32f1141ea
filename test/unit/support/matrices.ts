import type { DenseRows } from '../../../src/analysis/corpus/dense-rows.ts';
import { NearestLists, type Neighbour } from '../../../src/analysis/corpus/nearest-lists.ts';
import { gaussian, seededRandom } from '../../../src/analysis/corpus/random.ts';
import { RowProducts } from '../../../src/analysis/corpus/row-products.ts';
import { MODELS } from './paths.ts';

/** The product of matrices that the corpus stage works with, on one thread. */
export const loadProducts = () => RowProducts.load(MODELS, 1);

/** Rows of numbers as the corpus stage keeps them. */
export function dense(rows: readonly (readonly number[])[]): DenseRows {
  return { rows: rows.length, width: rows[0]?.length ?? 0, data: Float32Array.from(rows.flat()) };
}

export const nested = ({ rows, width, data }: DenseRows) =>
  Array.from({ length: rows }, (_, i) => Array.from(data.subarray(i * width, (i + 1) * width)));

/** `perBlob` rows around each of `blobs` random centres, blob by blob; `spread` 0 makes them equal. */
export function blobs(count: number, perBlob: number, width: number, spread: number, seed: number): DenseRows {
  const normal = gaussian(seededRandom(seed));
  const centres = Array.from({ length: count }, () => Array.from({ length: width }, normal));
  return dense(
    centres.flatMap((centre) => Array.from({ length: perBlob }, () => centre.map((v) => v + spread * normal()))),
  );
}

/** Rows of normally distributed numbers, of Euclidean length 1. */
export function randomUnitRows(rows: number, width: number, seed: number): DenseRows {
  const normal = gaussian(seededRandom(seed));
  return dense(Array.from({ length: rows }, () => unit(Array.from({ length: width }, normal))));
}

export function unit(row: readonly number[]): number[] {
  const length = Math.hypot(...row);
  return row.map((v) => v / length);
}

export const dot = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((sum, v, i) => sum + v * b[i]!, 0);

export function nearestLists(lists: readonly (readonly Neighbour[])[]): NearestLists {
  const nearest = new NearestLists(lists.length);
  for (const [d, list] of lists.entries()) nearest.set(d, list);
  return nearest;
}

export const listsOf = (nearest: NearestLists) => Array.from({ length: nearest.documents }, (_, d) => nearest.of(d));
