import type { AnalysisOptions } from '../../report/report.ts';
import { ENCODER_DIMENSIONS } from '../document/encoder.ts';
import { containment } from '../document/shingles.ts';
import type { TermCounts } from '../document/terms.ts';
import type { EarlierCluster } from './cluster-identity.ts';
import { type CorpusCluster, type CorpusTopic, groupDocuments } from './clusters.ts';
import type { DenseRows } from './lsa.ts';
import { type BlockMatrix, blockMatrix, findNeighbours, type Neighbours, type ScoredPair, similarityMatrix } from './neighbours.ts';
import { findOutliers } from './outliers.ts';
import type { RowProducts } from './row-products.ts';
import { SimilarityModel } from './similarity.ts';
import { tfIdf } from './tf-idf.ts';
import { topicSpace } from './topic-space.ts';

/** What the reduce stage knows of a document. */
export interface CorpusDocument {
  readonly sha256: string;
  /** 512 numbers of Euclidean length 1, or all zero. */
  readonly vector: Float32Array;
  readonly termCounts: TermCounts;
  /** Ascending. */
  readonly shingles: Uint32Array;
}

/** Documents are numbers: places in the list that was given. */
export interface CorpusAnalysis {
  /** Largest first. */
  readonly clusters: readonly CorpusCluster[];
  /** Documents that are like no other ones, and in no cluster. */
  readonly outliers: readonly number[];
  readonly duplicateGroups: readonly { readonly members: readonly number[]; readonly averageSimilarity: number }[];
  readonly nearest: Neighbours['nearest'];
  readonly pairs: readonly (ScoredPair & { readonly containment: number })[];
  readonly order: readonly number[];
  readonly matrix?: readonly (readonly number[])[];
  readonly overview?: BlockMatrix;
}

/** Documents up to which the whole similarity matrix is kept, and the blocks that stand for it beyond. */
const MATRIX_UP_TO = 500;
const OVERVIEW_BLOCKS = 200;

/**
 * The reduce stage. It works in the order of the texts' hashes, so that neither names nor the order of the documents change what is found:
 * a permutation of the input only permutes the output.
 *
 * @param earlier clusters of an earlier analysis, whose numbers the same clusters get again
 */
export async function analyzeCorpus(documents: readonly CorpusDocument[], options: Pick<AnalysisOptions, 'clusters' | 'threshold' | 'seed'>, products: RowProducts, earlier: readonly EarlierCluster[] = []): Promise<CorpusAnalysis> {
  const canonical = Array.from(documents.keys()).sort((a, b) => (documents[a]!.sha256 < documents[b]!.sha256 ? -1 : documents[a]!.sha256 > documents[b]!.sha256 ? 1 : a - b));
  const analysis = await analyzeInOrder(canonical.map((d) => documents[d]!), options, products, earlier);
  return renumbered(analysis, canonical);
}

async function analyzeInOrder(documents: readonly CorpusDocument[], { clusters, threshold, seed }: Pick<AnalysisOptions, 'clusters' | 'threshold' | 'seed'>, products: RowProducts, earlier: readonly EarlierCluster[]): Promise<CorpusAnalysis> {
  if (documents.length === 0) return { clusters: [], outliers: [], duplicateGroups: [], nearest: [], pairs: [], order: [], matrix: [] };
  const vectors = stacked(documents);
  const terms = tfIdf(documents.map((d) => d.termCounts));
  const model = new SimilarityModel(vectors, terms);
  const { nearest, pairs, groups } = await findNeighbours(model, threshold, products);
  const outliers = findOutliers(nearest);
  const found = await groupDocuments({ documents, outliers, space: await topicSpace(vectors, terms, seed, products), model, similar: model.approximateRows(), products, earlier }, { clusters, seed });
  const order = [...found.flatMap((c) => c.members), ...outliers];
  return {
    clusters: found,
    outliers,
    duplicateGroups: groups.map((members) => ({ members, averageSimilarity: model.meanAmong(members) })),
    nearest,
    pairs: pairs.map((p) => ({ ...p, containment: containment(documents[p.a]!.shingles, documents[p.b]!.shingles) })),
    order,
    ...(order.length <= MATRIX_UP_TO ? { matrix: similarityMatrix(model, order) } : { overview: await blockMatrix(model, order, OVERVIEW_BLOCKS, products) }),
  };
}

function stacked(documents: readonly CorpusDocument[]): DenseRows {
  const data = new Float32Array(documents.length * ENCODER_DIMENSIONS);
  for (const [i, { vector }] of documents.entries()) data.set(vector, i * ENCODER_DIMENSIONS);
  return { rows: documents.length, width: ENCODER_DIMENSIONS, data };
}

/** The same analysis with document i called `names[i]`. */
function renumbered(analysis: CorpusAnalysis, names: readonly number[]): CorpusAnalysis {
  const name = (d: number) => names[d]!;
  const named = <C extends CorpusTopic>(c: C): C => ({ ...c, representative: name(c.representative), members: c.members.map(name) });
  const nearest: Neighbours['nearest'][number][] = [];
  for (const [d, list] of analysis.nearest.entries()) nearest[name(d)] = list.map((n) => ({ ...n, document: name(n.document) }));
  return {
    ...analysis,
    clusters: analysis.clusters.map((c) => ({ ...named(c), subtopics: c.subtopics.map(named) })),
    outliers: analysis.outliers.map(name),
    duplicateGroups: analysis.duplicateGroups.map((g) => ({ ...g, members: g.members.map(name).sort((a, b) => a - b) })),
    nearest,
    pairs: analysis.pairs.map((p) => ({ ...p, a: Math.min(name(p.a), name(p.b)), b: Math.max(name(p.a), name(p.b)) })),
    order: analysis.order.map(name),
  };
}
