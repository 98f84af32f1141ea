import type { AnalysisOptions } from '../../report/report.ts';
import { containment } from '../document/shingles.ts';
import type { TermCounts } from '../document/terms.ts';
import type { WordSequence } from '../document/word-sequence.ts';
import { CopySearch } from './copied-pairs.ts';
import { mirrored, type PairCopying } from './copying.ts';
import { type ClusterLabel, labelClusters } from './labels.ts';
import { layOut } from './layout.ts';
import type { DenseRows } from './lsa.ts';
import { type BlockMatrix, findNeighbours, type Neighbours, type ScoredPair, similarityMatrix } from './neighbours.ts';
import { orderMembers } from './order.ts';
import type { RowProducts } from './row-products.ts';
import { SimilarityModel } from './similarity.ts';
import { tfIdf } from './tf-idf.ts';
import { findTopics, topicSpace } from './topics.ts';

/** What the reduce stage knows of a document. */
export interface CorpusDocument {
  readonly sha256: string;
  /** Of Euclidean length 1, or all zero; in all documents of a batch as many numbers. */
  readonly vector: Float32Array;
  readonly termCounts: TermCounts;
  /** Ascending. */
  readonly shingles: Uint32Array;
  readonly wordSequence: WordSequence;
}

export interface CorpusCluster extends ClusterLabel {
  /** In heatmap order. */
  readonly members: readonly number[];
  readonly representative: number;
  readonly cohesion: number;
}

export interface CorpusPair extends ScoredPair, PairCopying {
  readonly containment: number;
}

/** Documents are numbers: places in the list that was given. */
export interface CorpusAnalysis {
  /** Largest first. */
  readonly clusters: readonly CorpusCluster[];
  readonly duplicateGroups: readonly { readonly members: readonly number[]; readonly averageSimilarity: number }[];
  readonly nearest: Neighbours['nearest'];
  /** The most similar pairs and all that are copies, most similar first. */
  readonly pairs: readonly CorpusPair[];
  readonly order: readonly number[];
  readonly matrix?: readonly (readonly number[])[];
  readonly overview?: BlockMatrix;
  /** For each document its place on the map, 0 … 1. */
  readonly places: readonly Place[];
}

export type Place = readonly [x: number, y: number];

/** Documents up to which the whole similarity matrix is kept, and the blocks that stand for it beyond. */
const MATRIX_UP_TO = 500;
const OVERVIEW_BLOCKS = 200;

/**
 * The reduce stage. It works in the order of the texts' hashes, so that neither names nor the order of the documents change what is found:
 * a permutation of the input only permutes the output.
 */
export async function analyzeCorpus(documents: readonly CorpusDocument[], options: Pick<AnalysisOptions, 'clusters' | 'threshold' | 'seed'>, products: RowProducts): Promise<CorpusAnalysis> {
  const canonical = Array.from(documents.keys()).sort((a, b) => (documents[a]!.sha256 < documents[b]!.sha256 ? -1 : documents[a]!.sha256 > documents[b]!.sha256 ? 1 : a - b));
  const analysis = await analyzeInOrder(canonical.map((d) => documents[d]!), options, products);
  return renumbered(analysis, canonical);
}

async function analyzeInOrder(documents: readonly CorpusDocument[], { clusters, threshold, seed }: Pick<AnalysisOptions, 'clusters' | 'threshold' | 'seed'>, products: RowProducts): Promise<CorpusAnalysis> {
  if (documents.length === 0) return { clusters: [], duplicateGroups: [], nearest: [], pairs: [], order: [], matrix: [], places: [] };
  const vectors = stacked(documents);
  const terms = tfIdf(documents.map((d) => d.termCounts));
  const model = new SimilarityModel(vectors, terms);
  const space = topicSpace(vectors, terms, seed);
  const topics = await findTopics(space, { clusters, seed }, products);
  const layout = await layOut(space, seed, products);
  const found = await describeClusters(membersOf(topics), documents, model, products);
  const order = found.flatMap((c) => c.members);
  const { nearest, pairs, groups, overview } = await findNeighbours(model, threshold, products, order, Math.min(OVERVIEW_BLOCKS, order.length));
  return {
    clusters: found,
    duplicateGroups: groups.map((members) => ({ members, averageSimilarity: model.meanAmong(members) })),
    nearest,
    pairs: describePairs(pairs, documents, model),
    order,
    places: Array.from(documents, (_, d): Place => [layout[d * 2]!, layout[d * 2 + 1]!]),
    ...(order.length <= MATRIX_UP_TO ? { matrix: similarityMatrix(model, order) } : { overview }),
  };
}

/** Pairs with everything that is said of them: the most similar ones, and those that are copies however little alike the whole texts are. */
function describePairs(similar: readonly ScoredPair[], documents: readonly CorpusDocument[], model: SimilarityModel): CorpusPair[] {
  const search = new CopySearch(documents.map((d) => d.wordSequence));
  const n = documents.length;
  const copied = new Map(search.find().map(({ a, b, ...copying }) => [a * n + b, copying]));
  const described = (p: ScoredPair, copying: PairCopying) => ({ ...p, containment: containment(documents[p.a]!.shingles, documents[p.b]!.shingles), ...copying });
  // In the order of documents, so that one after the other of a document's pairs is aligned.
  const pairs = similar.toSorted((p, q) => p.a - q.a || p.b - q.b).map((p) => {
    const copying = copied.get(p.a * n + p.b);
    copied.delete(p.a * n + p.b);
    return described(p, copying ?? search.between(p.a, p.b));
  });
  for (const [place, copying] of copied) {
    const [a, b] = [Math.floor(place / n), place % n];
    pairs.push(described({ a, b, ...model.between(a, b) }, copying));
  }
  return pairs.sort((p, q) => q.similarity - p.similarity || p.a - q.a || p.b - q.b);
}

/** Clusters with everything that is said of them: largest first, equals by cohesion, then by first member. */
async function describeClusters(members: readonly (readonly number[])[], documents: readonly CorpusDocument[], model: SimilarityModel, products: RowProducts): Promise<CorpusCluster[]> {
  const labels = labelClusters(documents.map((d) => d.termCounts), members);
  const described: CorpusCluster[] = [];
  for (const [c, cluster] of members.entries()) {
    const representative = model.representative(cluster);
    described.push({ ...labels[c]!, representative, cohesion: model.meanAmong(cluster), members: await orderMembers(cluster, representative, model, products) });
  }
  described.sort((a, b) => b.members.length - a.members.length || b.cohesion - a.cohesion || a.representative - b.representative);
  return described.map((cluster, i) => ({ ...cluster, label: cluster.label || `Cluster ${i + 1}` }));
}

function membersOf(topics: Int32Array): number[][] {
  const members: number[][] = [];
  for (const [document, topic] of topics.entries()) (members[topic] ??= []).push(document);
  return members;
}

function stacked(documents: readonly CorpusDocument[]): DenseRows {
  const width = documents[0]?.vector.length ?? 0;
  const data = new Float32Array(documents.length * width);
  for (const [i, { vector }] of documents.entries()) data.set(vector, i * width);
  return { rows: documents.length, width, data };
}

/** The same analysis with document i called `names[i]`. */
function renumbered(analysis: CorpusAnalysis, names: readonly number[]): CorpusAnalysis {
  const name = (d: number) => names[d]!;
  const nearest: Neighbours['nearest'][number][] = [];
  for (const [d, list] of analysis.nearest.entries()) nearest[name(d)] = list.map((n) => ({ ...n, document: name(n.document) }));
  const places: Place[] = [];
  for (const [d, place] of analysis.places.entries()) places[name(d)] = place;
  return {
    ...analysis,
    places,
    clusters: analysis.clusters.map((c) => ({ ...c, representative: name(c.representative), members: c.members.map(name) })),
    duplicateGroups: analysis.duplicateGroups.map((g) => ({ ...g, members: g.members.map(name).sort((a, b) => a - b) })),
    nearest,
    pairs: analysis.pairs.map((p) => (name(p.a) < name(p.b) ? { ...p, a: name(p.a), b: name(p.b) } : { ...p, ...mirrored(p), a: name(p.b), b: name(p.a) })),
    order: analysis.order.map(name),
  };
}
