import type { DenseRows } from './lsa.ts';

/**
 * Mean silhouette (Rousseeuw 1987) with the squared Euclidean distance, exact in O(n·k·d): the mean squared distance of a point x to the
 * m points of a cluster is |x|² − 2·x·Σy/m + Σ|y|²/m. A point alone in its cluster counts 0.
 *
 * @param assignment cluster of each row, 0 … k − 1
 * @returns −1 … 1; 0 when there are fewer than two clusters
 */
export function silhouette({ rows, width, data }: DenseRows, assignment: Int32Array, k: number): number {
  const counts = new Uint32Array(k);
  const sums = new Float64Array(k * width);
  const squares = new Float64Array(k);
  const own = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    const c = assignment[i]!;
    counts[c]!++;
    for (let j = 0; j < width; j++) {
      const v = data[i * width + j]!;
      own[i]! += v * v;
      sums[c * width + j]! += v;
    }
    squares[c]! += own[i]!;
  }
  if (counts.filter((count) => count > 0).length < 2) return 0;
  let total = 0;
  for (let i = 0; i < rows; i++) {
    const c = assignment[i]!;
    if (counts[c] === 1) continue;
    let inside = 0;
    let outside = Infinity;
    for (let other = 0; other < k; other++) {
      const m = counts[other]!;
      if (m === 0) continue;
      let dot = 0;
      for (let j = 0; j < width; j++) dot += data[i * width + j]! * sums[other * width + j]!;
      const distances = m * own[i]! - 2 * dot + squares[other]!;
      if (other === c) inside = distances / (m - 1);
      else outside = Math.min(outside, distances / m);
    }
    const larger = Math.max(inside, outside);
    if (larger > 0) total += (outside - inside) / larger;
  }
  return total / rows;
}
