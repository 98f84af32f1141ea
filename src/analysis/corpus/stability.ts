import { clusterMeans, lloyd } from './k-means.ts';
import type { DenseRows } from './dense-rows.ts';
import { seededRandom } from './random.ts';
import { gathered, type RowProducts } from './row-products.ts';
import { sampledRows } from './sampling.ts';
import { cutTree, wardTree } from './ward.ts';

/** Bootstrap samples, and documents drawn for each. */
const RESAMPLES = 10;
const DRAWN = 1_000;

/** Fewer documents than this are too few to be resampled. */
const LEAST_DOCUMENTS = 10;

/**
 * How well each cluster is found again in other samples of the batch: the mean, over bootstrap samples that are clustered anew into as many clusters, of its highest Jaccard similarity to one
 * of theirs, among the documents drawn (Hennig 2007, "Cluster-wise assessment of cluster stability"). From .85 a cluster is highly stable, under .6 it may be an accident.
 *
 * @param space n × d
 * @param topics for each row its cluster, 0 … k − 1
 * @returns for each cluster 0 … 1, or `undefined` where it cannot be told
 */
export async function clusterStability(
  space: DenseRows,
  topics: Int32Array,
  seed: number,
  products: RowProducts,
): Promise<(number | undefined)[]> {
  const k = topics.reduce((most, c) => Math.max(most, c + 1), 0);
  const n = space.rows;
  if (k < 2 || n < LEAST_DOCUMENTS || k > Math.min(n, DRAWN) / 4) return Array.from({ length: k }, () => undefined);
  const sums = new Float64Array(k);
  const seen = new Uint32Array(k);
  for (let r = 0; r < RESAMPLES; r++) {
    const drawn = bootstrap(n, seed + r);
    const rows = gathered(space, drawn);
    const again = await clustered(rows, k, products);
    const shared = new Uint32Array(k * k);
    const sizes = new Uint32Array(k);
    const others = new Uint32Array(k);
    for (const [i, d] of drawn.entries()) {
      shared[topics[d]! * k + again[i]!]!++;
      sizes[topics[d]!]!++;
      others[again[i]!]!++;
    }
    for (let c = 0; c < k; c++) {
      if (sizes[c] === 0) continue;
      let best = 0;
      for (let o = 0; o < k; o++)
        best = Math.max(best, shared[c * k + o]! / (sizes[c]! + others[o]! - shared[c * k + o]!));
      sums[c]! += best;
      seen[c]!++;
    }
  }
  return Array.from(sums, (sum, c) => (seen[c] === 0 ? undefined : sum / seen[c]!));
}

async function clustered(rows: DenseRows, k: number, products: RowProducts): Promise<Int32Array> {
  const clusters = Math.min(k, rows.rows);
  const start = cutTree(await wardTree(rows, products), clusters);
  return (await lloyd(rows, clusterMeans(rows, start, clusters), products)).assignment;
}

/** The different ones among as many rows as there are, drawn with repetition; of a large batch, among the draws of a sample of it. */
function bootstrap(n: number, seed: number): Int32Array {
  const pool = sampledRows(n, DRAWN, seed);
  const random = seededRandom(seed);
  const drawn = new Set(Array.from(pool, () => pool[Math.floor(random() * pool.length)]!));
  return Int32Array.from(drawn).sort();
}
