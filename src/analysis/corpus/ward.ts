import type { DenseRows } from './dense-rows.ts';
import { type RowProducts, rowsBetween } from './row-products.ts';

/** Rows in a tile of distances. */
const TILE = 512;

/** A tree over n rows: n − 1 merges of two clusters each, named by one of their rows, cheapest first. */
export interface MergeTree {
  readonly rows: number;
  readonly merges: readonly { readonly a: number; readonly b: number; readonly height: number }[];
}

/**
 * Agglomerative clustering by Ward's criterion (1963): those two clusters are merged whose union adds least to the squared distances to the means. By the nearest-neighbour chain
 * (Murtagh 1983) with the Lance–Williams formula: O(n²) time, and a matrix of n² distances in memory, so for samples.
 *
 * @param rows n × d
 */
export async function wardTree(rows: DenseRows, products: RowProducts): Promise<MergeTree> {
  const n = rows.rows;
  const distances = await squaredDistances(rows, products);
  const sizes = new Float64Array(n).fill(1);
  const alive = new Uint8Array(n).fill(1);
  const merges: { a: number; b: number; height: number }[] = [];
  const chain: number[] = [];
  for (let from = 0; merges.length < n - 1;) {
    while (!alive[from]) from++;
    if (chain.length === 0) chain.push(from);
    const at = chain.at(-1)!;
    const before = chain.at(-2);
    // Of equals the one before in the chain is taken, or the chain would never end.
    let nearest = before ?? -1;
    let least = before === undefined ? Infinity : distances[at * n + before]!;
    for (let i = 0; i < n; i++) {
      if (!alive[i] || i === at || distances[at * n + i]! >= least) continue;
      nearest = i;
      least = distances[at * n + i]!;
    }
    if (nearest !== before) {
      chain.push(nearest);
      continue;
    }
    chain.splice(-2);
    const [a, b] = at < nearest ? [at, nearest] : [nearest, at];
    merges.push({ a, b, height: least });
    alive[b] = 0;
    for (let i = 0; i < n; i++) {
      if (!alive[i] || i === a) continue;
      const merged =
        ((sizes[a]! + sizes[i]!) * distances[a * n + i]! +
          (sizes[b]! + sizes[i]!) * distances[b * n + i]! -
          sizes[i]! * least) /
        (sizes[a]! + sizes[b]! + sizes[i]!);
      distances[a * n + i] = distances[i * n + a] = merged;
    }
    sizes[a]! += sizes[b]!;
  }
  // The chain finds merges out of order; Ward's heights never fall from a cluster to the one it is merged into.
  merges.sort((p, q) => p.height - q.height);
  return { rows: n, merges };
}

/** The k clusters that are left before the last k − 1 merges: for each row its cluster, 0 … k − 1, numbered by their first rows. */
export function cutTree({ rows, merges }: MergeTree, k: number): Int32Array {
  const parent = Int32Array.from({ length: rows }, (_, i) => i);
  const root = (i: number): number => {
    while (parent[i] !== i) i = parent[i] = parent[parent[i]!]!;
    return i;
  };
  for (const { a, b } of merges.slice(0, Math.max(0, rows - k))) {
    const [x, y] = [root(a), root(b)];
    parent[Math.max(x, y)] = Math.min(x, y);
  }
  const names = new Map<number, number>();
  return Int32Array.from({ length: rows }, (_, i) => {
    const r = root(i);
    if (!names.has(r)) names.set(r, names.size);
    return names.get(r)!;
  });
}

/** n × n squared Euclidean distances, by tiles of |x|² − 2·x·y + |y|². */
async function squaredDistances(rows: DenseRows, products: RowProducts): Promise<Float32Array> {
  const n = rows.rows;
  const distances = new Float32Array(n * n);
  for (let from = 0; from < n; from += TILE)
    distances.set(await products.multiply(rowsBetween(rows, from, from + TILE), rows), from * n);
  const own = Float64Array.from({ length: n }, (_, i) => distances[i * n + i]!);
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++)
      distances[i * n + j] = distances[j * n + i] =
        i === j ? 0 : Math.max(0, own[i]! + own[j]! - 2 * distances[i * n + j]!);
  return distances;
}
