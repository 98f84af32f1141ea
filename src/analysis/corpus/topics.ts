import { kMeans } from './k-means.ts';
import { type DenseRows, latentSemanticAnalysis } from './lsa.ts';
import type { RowProducts } from './row-products.ts';
import { sampledRows } from './sampled-rows.ts';
import { silhouette } from './silhouette.ts';
import type { TfIdf } from './tf-idf.ts';

/** Directions of the latent semantic analysis. */
const LSA_RANK = 100;

/** Numbers of clusters that are tried. */
const TRIED = [2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 20, 25, 30, 40, 50, 60, 80];

/** Documents, evenly taken, on which the number of clusters is chosen. */
const CHOICE_SAMPLE = 1_200;

/** Of the best silhouette, how much the chosen number of clusters must reach: on real text the silhouette creeps up long after the topics are found. */
const PARSIMONY = 0.9;

/** Silhouette below which a batch is one topic. */
const LEAST_SILHOUETTE = 0.05;

/** Fewer documents than this are one topic. */
const LEAST_DOCUMENTS = 4;

export interface TopicOptions {
  readonly clusters: 'auto' | number;
  readonly seed: number;
}

/**
 * Where topics are found and the map is laid out: the encoder's vectors beside the latent semantic analysis of the batch, each of length 1/√2.
 *
 * @param vectors rows of length 1 or 0
 */
export function topicSpace(vectors: DenseRows, terms: TfIdf, seed: number): DenseRows {
  return beside(vectors, latentSemanticAnalysis(terms, LSA_RANK, seed));
}

/**
 * Groups documents by topic: k-means in the {@link topicSpace}.
 *
 * @returns for each document its topic, 0 … k − 1 without gaps, in no particular order
 */
export async function findTopics(space: DenseRows, { clusters, seed }: TopicOptions, products: RowProducts): Promise<Int32Array> {
  const n = space.rows;
  if (n < 2 || (clusters === 'auto' && n < LEAST_DOCUMENTS)) return new Int32Array(n);
  const k = clusters === 'auto' ? await chooseClusters(space, seed, products) : Math.min(clusters, n);
  if (k === 1) return new Int32Array(n);
  const { assignment } = await kMeans(space, { clusters: k, seed }, products);
  return withoutGaps(assignment);
}

/** The smallest number of clusters whose silhouette comes near the best; 1 where none is worth it. */
async function chooseClusters(space: DenseRows, seed: number, products: RowProducts): Promise<number> {
  const sample = sampledRows(space, CHOICE_SAMPLE, seed).space;
  const most = Math.min(Math.floor(1.5 * Math.sqrt(space.rows)), Math.floor(sample.rows / 2));
  const scores: { k: number; score: number }[] = [];
  for (const k of TRIED.filter((t) => t <= most)) {
    const { assignment } = await kMeans(sample, { clusters: k, seed }, products);
    scores.push({ k, score: silhouette(sample, assignment, k) });
  }
  const best = Math.max(...scores.map(({ score }) => score));
  if (!(best >= LEAST_SILHOUETTE)) return 1;
  return scores.find(({ score }) => score >= PARSIMONY * best)!.k;
}

function beside(vectors: DenseRows, lsa: DenseRows): DenseRows {
  const width = vectors.width + lsa.width;
  const data = new Float32Array(vectors.rows * width);
  for (let i = 0; i < vectors.rows; i++) {
    for (let j = 0; j < vectors.width; j++) data[i * width + j] = vectors.data[i * vectors.width + j]! * Math.SQRT1_2;
    for (let j = 0; j < lsa.width; j++) data[i * width + vectors.width + j] = lsa.data[i * lsa.width + j]! * Math.SQRT1_2;
  }
  return { rows: vectors.rows, width, data };
}

function withoutGaps(assignment: Int32Array): Int32Array {
  const renumbered = new Map<number, number>();
  return assignment.map((c) => {
    if (!renumbered.has(c)) renumbered.set(c, renumbered.size);
    return renumbered.get(c)!;
  });
}
