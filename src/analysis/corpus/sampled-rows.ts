import type { DenseRows } from './lsa.ts';
import { seededRandom } from './random.ts';
import { rowsBetween } from './row-products.ts';

/**
 * Rows drawn by lot, in their order.
 *
 * @returns the drawn rows as a matrix, and which ones they are; without `rows` where there are no more than `size`
 */
export function sampledRows(space: DenseRows, size: number, seed: number): { readonly space: DenseRows; readonly rows?: readonly number[] } {
  if (space.rows <= size) return { space };
  const random = seededRandom(seed);
  const keys = Float64Array.from({ length: space.rows }, random);
  const rows = Array.from(keys.keys()).sort((a, b) => keys[a]! - keys[b]!).slice(0, size).sort((a, b) => a - b);
  const data = new Float32Array(size * space.width);
  for (const [to, from] of rows.entries()) data.set(rowsBetween(space, from, from + 1).data, to * space.width);
  return { space: { rows: size, width: space.width, data }, rows };
}
