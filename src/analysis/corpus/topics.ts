import { clusterMeans, kMeans, lloyd } from './k-means.ts';
import type { DenseRows } from './dense-rows.ts';
import { numberOfTopics } from './number-of-topics.ts';
import { gathered, type RowProducts } from './row-products.ts';
import { sampledRows } from './sampling.ts';
import { cutTree, wardTree } from './ward.ts';

/** Documents, evenly taken, on which the number of clusters is chosen and clusters are begun. */
const SAMPLE = 2_000;

/** Topics that are looked for at most. */
const MOST = 150;

/** Fewer documents than this are one topic. */
const LEAST_DOCUMENTS = 4;

export interface TopicOptions {
  readonly clusters: 'auto' | number;
  readonly seed: number;
  /** Most topics, where their number is open. */
  readonly most?: number;
}

/**
 * Groups documents by topic: k-means, begun from the clusters that Ward's criterion finds in a sample.
 *
 * @param space n × d, as of `topicSpace`
 * @returns for each document its topic, 0 … k − 1 without gaps, in no particular order
 */
export async function findTopics(
  space: DenseRows,
  { clusters, seed, most = MOST }: TopicOptions,
  products: RowProducts,
): Promise<Int32Array> {
  const n = space.rows;
  if (n < 2 || (clusters === 'auto' && n < LEAST_DOCUMENTS)) return new Int32Array(n);
  const sample = gathered(space, sampledRows(n, SAMPLE, seed));
  // A few documents a cluster are needed to begin one; beyond, clusters begin at single documents of the whole batch.
  if (clusters !== 'auto' && clusters > sample.rows / 4)
    return withoutGaps((await kMeans(space, { clusters: Math.min(clusters, n), seed }, products)).assignment);
  const tree = await wardTree(sample, products);
  const k = clusters === 'auto' ? await numberOfTopics(sample, tree, n, most, products) : clusters;
  if (k === 1) return new Int32Array(n);
  return withoutGaps((await lloyd(space, clusterMeans(sample, cutTree(tree, k), k), products)).assignment);
}

/** The same clusters, numbered by their first members. */
function withoutGaps(assignment: Int32Array): Int32Array {
  const renumbered = new Map<number, number>();
  return assignment.map((c) => {
    if (!renumbered.has(c)) renumbered.set(c, renumbered.size);
    return renumbered.get(c)!;
  });
}
