import { clusterMeans, squaredLengths } from './k-means.ts';
import type { DenseRows } from './dense-rows.ts';
import type { RowProducts } from './row-products.ts';

/** Share of a row's squared length under which a mean squared distance is the rounding of single precision. */
const ROUNDING = 1e-6;

/**
 * Mean silhouettes (Rousseeuw 1987) of nested partitions with the squared Euclidean distance, exact but for single precision: the mean squared distance of a point x to the m points of a
 * cluster is |x|² − 2·x·Σy/m + Σ|y|²/m. One product of the rows with the finest clusters' means serves all of them, as the others' sums are sums of those. A point alone in its cluster counts 0.
 *
 * @param cuts for each partition the cluster of each row, from 0; each is a union of clusters of the last, which is the finest
 * @returns for each −1 … 1; 0 when there are fewer than two clusters
 */
export async function silhouettes(
  space: DenseRows,
  cuts: readonly Int32Array[],
  products: RowProducts,
): Promise<number[]> {
  const finest = cuts.at(-1);
  if (!finest || space.rows === 0) return cuts.map(() => 0);
  const own = squaredLengths(space);
  const fine = totals(finest, own);
  const dots = await products.multiply(space, clusterMeans(space, finest, fine.counts.length));
  return cuts.map((cut) => silhouetteOf(cut, finest, fine.counts, dots, own));
}

/** @param dots rows × finest clusters: products with the means of those */
function silhouetteOf(
  cut: Int32Array,
  finest: Int32Array,
  fineCounts: Float64Array,
  dots: Float32Array,
  own: Float64Array,
): number {
  const { counts, squares } = totals(cut, own);
  if (counts.filter((count) => count > 0).length < 2) return 0;
  const above = new Int32Array(fineCounts.length);
  for (const [i, c] of finest.entries()) above[c] = cut[i]!;
  const products = new Float64Array(counts.length);
  let total = 0;
  for (const [i, c] of cut.entries()) {
    if (counts[c] === 1) continue;
    products.fill(0);
    for (let f = 0, at = i * above.length; f < above.length; f++, at++)
      products[above[f]!]! += fineCounts[f]! * dots[at]!;
    let inside = 0;
    let outside = Infinity;
    for (const [other, m] of counts.entries()) {
      if (m === 0) continue;
      const distances = m * own[i]! - 2 * products[other]! + squares[other]!;
      if (other === c) inside = distances / (m - 1);
      else outside = Math.min(outside, distances / m);
    }
    const larger = Math.max(inside, outside);
    if (larger > ROUNDING * own[i]!) total += (outside - inside) / larger;
  }
  return total / cut.length;
}

/** Rows of each cluster, and the sum of their squared lengths. */
function totals(
  assignment: Int32Array,
  own: Float64Array,
): { readonly counts: Float64Array; readonly squares: Float64Array } {
  const k = assignment.reduce((most, c) => Math.max(most, c + 1), 0);
  const counts = new Float64Array(k);
  const squares = new Float64Array(k);
  for (const [i, c] of assignment.entries()) {
    counts[c]!++;
    squares[c]! += own[i]!;
  }
  return { counts, squares };
}
