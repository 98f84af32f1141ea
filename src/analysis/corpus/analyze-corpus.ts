import type { CorpusStep } from '../../protocol/job.ts';
import type { AnalysisOptions } from '../../report/report.ts';
import type { DocumentFeatures } from '../document/analyze-document.ts';
import { containment } from '../document/shingles.ts';
import type { EarlierCluster } from './cluster-identity.ts';
import { type CorpusCluster, type CorpusTopic, groupDocuments } from './clusters.ts';
import type { CommonRuns } from './common-runs.ts';
import { CopySearch } from './copied-pairs.ts';
import { type LeftOut, type LeftOutStretch, leaveOut } from './left-out.ts';
import type { CopiedShare } from './share-copied.ts';
import { mirrored, type PairCopying } from './copying.ts';
import { placeOf } from './passages.ts';
import { layOut, type Placing } from './layout.ts';
import type { DenseRows } from './dense-rows.ts';
import { NearestLists } from './nearest-lists.ts';
import {
  type BlockMatrix,
  type ComparedElsewhere,
  findNeighbours,
  type ScoredPair,
  similarityMatrix,
} from './neighbours.ts';
import { findOutliers } from './outliers.ts';
import type { RowProducts } from './row-products.ts';
import { encodeSimilarityRows } from './similarity-rows.ts';
import { SimilarityModel } from './similarity.ts';
import { tfIdf, type TfIdf } from './tf-idf.ts';
import { documentSpace, topicSpace } from './topic-space.ts';
import { unknownToEncoder } from './unknown-languages.ts';

/** What the reduce stage knows of a document: in all documents of a batch the vectors have as many numbers. */
export interface CorpusDocument extends DocumentFeatures {
  readonly sha256: string;
  /** As of `languageOf`. */
  readonly language?: string | undefined;
}

export interface CorpusPair extends ScoredPair, PairCopying {
  readonly containment: number;
}

/** Documents are numbers: places in the list that was given. */
export interface CorpusAnalysis {
  /** Largest first. */
  readonly clusters: readonly CorpusCluster[];
  /** Documents that are like no other ones, and in no cluster. */
  readonly outliers: readonly number[];
  readonly duplicateGroups: readonly { readonly members: readonly number[]; readonly averageSimilarity: number }[];
  readonly nearest: NearestLists;
  /** The most similar pairs and all that are copies, most similar first. */
  readonly pairs: readonly CorpusPair[];
  /** Whether all copies are among the pairs: of too many, each document has the ones of its largest shares. */
  readonly allCopies: boolean;
  /** Passages that three documents or more share, those of most documents first. */
  readonly sharedPassages: readonly CorpusPassage[];
  /** For each document, how much of it stands in others, and what counts for no copy. */
  readonly copied: readonly CopiedDocument[];
  /** Runs of words that many documents hold and that count for no copy. */
  readonly common: CommonRuns;
  /** How many documents' topics were found by the letters of their words, as the encoder does not know their language. */
  readonly lettered: number;
  readonly order: readonly number[];
  readonly matrix?: readonly (readonly number[])[];
  readonly overview?: BlockMatrix;
  /** What single similarities are made of, where there is no matrix ({@link encodeSimilarityRows}). */
  readonly similarityRows?: Uint8Array;
  /** For each document its place on the map, 0 … 1. */
  readonly places: readonly Place[];
}

/** What several documents hold, in order: places are UTF-16 code units of the texts that are shown, ends exclusive. */
export interface CorpusPassage {
  readonly words: number;
  readonly holders: readonly { readonly document: number; readonly start: number; readonly end: number }[];
}

export interface CopiedDocument extends CopiedShare {
  readonly leftOut: readonly LeftOutStretch[];
}

/** What the reduce stage goes by. */
export type CorpusOptions = Pick<AnalysisOptions, 'clusters' | 'threshold' | 'seed' | 'leaveOut' | 'acrossGroups'>;

export type Place = readonly [x: number, y: number];

/** What an analysis that takes long is told, and helped with. */
export interface CorpusEnvironment {
  /** The groups of the documents. */
  readonly groups?: readonly (string | undefined)[];
  /** What counts for no copy, where it is known ({@link leftOutOf}). */
  readonly left?: LeftOut;
  /** Finds the map's places; without it that is done here. */
  readonly placing?: Placing;
  /** Has parts of the pairs compared by others; without it all are compared here. What is found is the same. */
  readonly compared?: ComparedElsewhere;
  /** Called once vectors and terms of the documents have been taken over: they are not read again. */
  readonly onTaken?: () => void;
  /** Called when a step begins. */
  readonly onStep?: (step: CorpusStep) => void;
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
export async function analyzeCorpus(
  documents: readonly CorpusDocument[],
  options: CorpusOptions,
  products: RowProducts,
  earlier: readonly EarlierCluster[] = [],
  under: CorpusEnvironment = {},
): Promise<CorpusAnalysis> {
  const canonical = inOrderOfTexts(documents);
  const analysis = await analyzeInOrder(
    canonical.map((d) => documents[d]!),
    options,
    products,
    earlier,
    {
      ...under,
      ...(under.groups && { groups: canonical.map((d) => under.groups![d]) }),
      ...(under.left && { left: reordered(under.left, canonical) }),
    },
  );
  return renumbered(analysis, canonical);
}

/** What counts for no copy in some documents, as {@link analyzeCorpus} would find it: a permutation of the input only permutes it. */
export function leftOutOf(
  documents: readonly Pick<CorpusDocument, 'sha256' | 'wordSequence'>[],
  kinds: CorpusOptions['leaveOut'],
  groups: readonly (string | undefined)[],
): LeftOut {
  const canonical = inOrderOfTexts(documents);
  const found = leaveOut(
    canonical.map((d) => documents[d]!.wordSequence),
    kinds,
    canonical.map((d) => groups[d]),
  );
  const places: number[] = [];
  for (const [place, d] of canonical.entries()) places[d] = place;
  return reordered(found, places);
}

/** Places of documents in the order of their texts' hashes. */
function inOrderOfTexts(documents: readonly { readonly sha256: string }[]): number[] {
  return Array.from(documents.keys()).sort((a, b) =>
    documents[a]!.sha256 < documents[b]!.sha256 ? -1 : documents[a]!.sha256 > documents[b]!.sha256 ? 1 : a - b,
  );
}

const reordered = ({ compared, stretches }: LeftOut, places: readonly number[]): LeftOut => ({
  compared: places.map((d) => compared[d]!),
  stretches: places.map((d) => stretches[d]!),
});

async function analyzeInOrder(
  documents: readonly CorpusDocument[],
  { clusters, threshold, seed, leaveOut: kinds, acrossGroups }: CorpusOptions,
  products: RowProducts,
  earlier: readonly EarlierCluster[],
  { groups: groupOf, left: known, placing, compared: elsewhere, onTaken, onStep = () => undefined }: CorpusEnvironment,
): Promise<CorpusAnalysis> {
  if (documents.length === 0)
    return {
      clusters: [],
      outliers: [],
      duplicateGroups: [],
      nearest: new NearestLists(0),
      pairs: [],
      allCopies: true,
      sharedPassages: [],
      copied: [],
      common: { documents: 0, words: 0, heldBy: 0 },
      lettered: 0,
      order: [],
      matrix: [],
      places: [],
    };
  onStep('wording');
  const left =
    known ??
    leaveOut(
      documents.map((d) => d.wordSequence),
      kinds,
      groupOf,
    );
  const terms = tfIdf(documents.map(({ termCounts }) => termCounts));
  const vectors = stacked(documents);
  const model = new SimilarityModel(vectors, terms);
  const lettered = unknownToEncoder(
    documents.map(({ language }) => language),
    terms,
  );
  onTaken?.();
  onStep('outliers');
  const outliers = await findOutliers(model, seed, products);
  onStep('topics');
  const apart = new Set(outliers);
  const grouped = Array.from(documents.keys()).filter((d) => !apart.has(d));
  const spaces = await spacesOf(vectors, terms, lettered, grouped, seed, products, placing);
  const compared = async () => {
    const found = await groupDocuments(
      { documents, grouped, space: spaces.takeTopics(), model, products, earlier },
      { clusters, seed },
    );
    onStep('neighbours');
    const order = [...found.flatMap((c) => c.members), ...outliers];
    const neighbours = await findNeighbours(
      { model, threshold, order, blocks: Math.min(OVERVIEW_BLOCKS, order.length) },
      products,
      elsewhere,
    );
    onStep('copies');
    const copies = describeCopies(
      neighbours.pairs,
      documents,
      model,
      left,
      acrossGroups === true ? groupOf : undefined,
    );
    onStep('map');
    return { found, order, neighbours, copies };
  };
  // The map needs nothing of the rest, and a thread of its own may find it meanwhile.
  const [
    layout,
    {
      found,
      order,
      neighbours: { nearest, groups, overview },
      copies,
    },
  ] = await Promise.all([spaces.layout, compared()]);
  return {
    clusters: found,
    outliers,
    duplicateGroups: groups
      .filter((members) => acrossGroups !== true || isAcross(members, groupOf))
      .map((members) => ({ members, averageSimilarity: model.meanAmong(members) })),
    nearest,
    lettered: lettered.length,
    ...copies,
    order,
    places: Array.from(documents, (_, d): Place => [layout[d * 2]!, layout[d * 2 + 1]!]),
    ...(order.length <= MATRIX_UP_TO
      ? { matrix: similarityMatrix(model, order) }
      : { overview, similarityRows: encodeSimilarityRows(model, order) }),
  };
}

/** Where topics are found, which whoever takes it holds alone, and, when it is there, the map: of what both come from, nothing is held. */
async function spacesOf(
  vectors: DenseRows,
  terms: TfIdf,
  lettered: readonly number[],
  grouped: readonly number[],
  seed: number,
  products: RowProducts,
  placing: Placing | undefined,
): Promise<{ takeTopics: () => DenseRows; layout: Promise<Float32Array> }> {
  const space = await documentSpace(vectors, terms, lettered, seed, products);
  const layout = layOut(space, seed, products, placing);
  // Whoever waits for it is told; until then a failure is nobody's.
  layout.catch(() => undefined);
  const topics = [await topicSpace(space, grouped, seed, products)];
  return { takeTopics: () => topics.pop()!, layout };
}

/** Whether documents are of more than one group. */
function isAcross(members: readonly number[], groups: readonly (string | undefined)[] | undefined): boolean {
  const first = groups?.[members[0]!];
  return first === undefined || members.some((d) => groups![d] !== first);
}

/** Pairs with everything that is said of them: the most similar ones, and those that are copies however little alike the whole texts are; and what more than two share. */
function describeCopies(
  similar: readonly ScoredPair[],
  documents: readonly CorpusDocument[],
  model: SimilarityModel,
  { compared, stretches }: LeftOut,
  groups: readonly (string | undefined)[] | undefined,
): Pick<CorpusAnalysis, 'pairs' | 'allCopies' | 'sharedPassages' | 'copied' | 'common'> {
  const search = new CopySearch(compared, undefined, groups);
  const n = documents.length;
  const { pairs: copies, passages, shares, common, complete } = search.find();
  const copied = new Map(copies.map(({ a, b, ...copying }) => [a * n + b, copying]));
  const described = (p: ScoredPair, copying: PairCopying) => ({
    ...p,
    containment: containment(documents[p.a]!.shingles, documents[p.b]!.shingles),
    ...copying,
  });
  // In the order of documents, so that one after the other of a document's pairs is aligned.
  const pairs = similar
    .filter(({ a, b }) => search.counts(a, b))
    .sort((p, q) => p.a - q.a || p.b - q.b)
    .map((p) => {
      const copying = copied.get(p.a * n + p.b);
      copied.delete(p.a * n + p.b);
      return described(p, copying ?? search.between(p.a, p.b));
    });
  for (const [place, copying] of copied) {
    const [a, b] = [Math.floor(place / n), place % n];
    pairs.push(described({ a, b, ...model.between(a, b) }, copying));
  }
  return {
    pairs: pairs.sort((p, q) => q.similarity - p.similarity || p.a - q.a || p.b - q.b),
    allCopies: complete,
    common,
    sharedPassages: passages.map(({ words, holders }) => ({
      words,
      holders: holders.map(({ document, from, to }) => ({ document, ...placeOf(compared[document]!, from, to) })),
    })),
    copied: stretches.map((leftOut, d) => ({ ...shares.of(d), leftOut })),
  };
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
  const named = <C extends CorpusTopic>(c: C): C => ({
    ...c,
    representative: name(c.representative),
    members: c.members.map(name),
  });
  const places: Place[] = [];
  for (const [d, place] of analysis.places.entries()) places[name(d)] = place;
  const copied: CopiedDocument[] = [];
  for (const [d, of] of analysis.copied.entries())
    copied[name(d)] = {
      ...of,
      sharedWith: of.sharedWith
        .map((other) => ({ ...other, document: name(other.document) }))
        .sort((a, b) => b.words - a.words || a.document - b.document),
    };
  const sharedPassages = analysis.sharedPassages.map(({ words, holders }) => ({
    words,
    holders: holders.map((h) => ({ ...h, document: name(h.document) })).sort((a, b) => a.document - b.document),
  }));
  return {
    ...analysis,
    copied,
    sharedPassages: sharedPassages.sort(
      (p, q) =>
        q.holders.length - p.holders.length ||
        q.words - p.words ||
        p.holders[0]!.document - q.holders[0]!.document ||
        p.holders[0]!.start - q.holders[0]!.start,
    ),
    places,
    clusters: analysis.clusters.map((c) => ({ ...named(c), subtopics: c.subtopics.map(named) })),
    outliers: analysis.outliers.map(name),
    duplicateGroups: analysis.duplicateGroups.map((g) => ({
      ...g,
      members: g.members.map(name).sort((a, b) => a - b),
    })),
    nearest: analysis.nearest.renamed(names),
    pairs: analysis.pairs.map((p) =>
      name(p.a) < name(p.b)
        ? { ...p, a: name(p.a), b: name(p.b) }
        : { ...p, ...mirrored(p), a: name(p.b), b: name(p.a) },
    ),
    order: analysis.order.map(name),
  };
}
