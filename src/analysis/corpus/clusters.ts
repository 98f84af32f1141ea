import type { AnalysisOptions } from '../../report/report.ts';
import { clusterIds, type EarlierCluster } from './cluster-identity.ts';
import { type ClusterLabel, labelClusters } from './labels.ts';
import type { DenseRows } from './dense-rows.ts';
import { orderMembers } from './order.ts';
import { gathered, type RowProducts } from './row-products.ts';
import type { SimilarityModel } from './similarity.ts';
import { clusterStability } from './stability.ts';
import { findTopics, type TopicOptions } from './topics.ts';

/** How many times as similar documents must be within groups as across them for the groups to be worth telling apart. */
const LEAST_CONTRAST = 1.4;

/** In a batch of up to so many documents, how similar they must be within groups too: strangers fall into groups by accident. */
const SMALL_BATCH = 20;
const LEAST_WITHIN = 0.15;

/** Documents from which a cluster is searched for sub-topics. */
const LARGE_CLUSTER = 30;

/** Sub-topics of a cluster at most: a list that can be taken in. */
const MOST_SUBTOPICS = 12;

/** A group of documents on one subject. */
export interface CorpusTopic extends ClusterLabel {
  readonly id: number;
  /** In heatmap order. */
  readonly members: readonly number[];
  readonly representative: number;
  readonly cohesion: number;
}

export interface CorpusCluster extends CorpusTopic {
  /** Agreement under resampling, 0 … 1; absent where it cannot be told. */
  readonly stability?: number;
  /** Largest first; together the cluster's members, or none. */
  readonly subtopics: readonly CorpusTopic[];
}

export interface Batch {
  readonly documents: readonly { readonly sha256: string; readonly language?: string | undefined }[];
  /** The documents that belong into clusters: all that are no outliers, ascending. */
  readonly grouped: readonly number[];
  /** The rows of those, as of `topicSpace`. */
  readonly space: DenseRows;
  readonly model: SimilarityModel;
  readonly products: RowProducts;
  readonly earlier: readonly EarlierCluster[];
}

/** Clusters of a batch with everything that is said of them: largest first, equals by cohesion, then by first member. */
export async function groupDocuments(
  batch: Batch,
  { clusters, seed }: Pick<AnalysisOptions, 'clusters' | 'seed'>,
): Promise<CorpusCluster[]> {
  const { documents, grouped, space, model, products, earlier } = batch;
  const groups = await split(grouped, space, { clusters, seed }, batch);
  const groupOf = new Map(groups.flatMap((members, c) => members.map((d) => [d, c] as const)));
  const stability = await clusterStability(
    space,
    Int32Array.from(grouped, (d) => groupOf.get(d)!),
    seed,
    products,
  );
  const rowOf = new Map(grouped.map((d, row) => [d, row]));
  const found: Omit<CorpusCluster, 'id'>[] = [];
  for (const [c, topic] of describe(groups, batch).entries()) {
    const parts =
      topic.members.length < LARGE_CLUSTER
        ? []
        : await split(
            topic.members,
            gathered(
              space,
              topic.members.map((d) => rowOf.get(d)!),
            ),
            { clusters: 'auto', seed, most: MOST_SUBTOPICS },
            batch,
          );
    const subtopics =
      parts.length < 2
        ? []
        : numbered(await inHeatmapOrder(describe(parts, batch).sort(largestFirst), batch), 'Sub-topic');
    const members =
      subtopics.length > 0
        ? subtopics.flatMap((s) => s.members)
        : await orderMembers(topic.members, topic.representative, model, products);
    found.push({ ...topic, members, ...(stability[c] !== undefined && { stability: stability[c] }), subtopics });
  }
  const ids = clusterIds(
    found.sort(largestFirst).map(({ members }) => members.map((d) => documents[d]!.sha256)),
    earlier,
  );
  return numbered(found, 'Cluster', ids);
}

/** Documents by topic. Where the number of topics is open, they stay together unless it makes a difference. */
async function split(
  members: readonly number[],
  rows: DenseRows,
  options: TopicOptions,
  { model, products }: Batch,
): Promise<number[][]> {
  const groups: number[][] = [];
  for (const [i, topic] of (await findTopics(rows, options, products)).entries())
    (groups[topic] ??= []).push(members[i]!);
  return options.clusters === 'auto' && !toldApart(groups, members, model) ? [[...members]] : groups;
}

/** Whether documents are clearly more similar within groups than across them. */
function toldApart(groups: readonly (readonly number[])[], all: readonly number[], model: SimilarityModel): boolean {
  const pairs = (n: number) => (n * (n - 1)) / 2;
  const inside = groups.reduce((sum, { length }) => sum + pairs(length), 0);
  const outside = pairs(all.length) - inside;
  if (inside === 0 || outside === 0) return false;
  const sumInside = groups.reduce((sum, group) => sum + model.meanAmong(group) * pairs(group.length), 0);
  const within = sumInside / inside;
  const across = Math.max(0, (model.meanAmong(all) * pairs(all.length) - sumInside) / outside);
  return within >= LEAST_CONTRAST * across && (all.length > SMALL_BATCH || within >= LEAST_WITHIN);
}

/** Groups with what is said of them; their members as they came. */
function describe(groups: readonly (readonly number[])[], { model, documents }: Batch): Omit<CorpusTopic, 'id'>[] {
  const labels = labelClusters(
    model.terms,
    groups,
    documents.map(({ language }) => language),
  );
  return groups.map((members, c) => ({
    ...labels[c]!,
    representative: model.representative(members),
    cohesion: model.meanAmong(members),
    members,
  }));
}

async function inHeatmapOrder<T extends Omit<CorpusTopic, 'id'>>(
  topics: readonly T[],
  { model, products }: Batch,
): Promise<T[]> {
  const result: T[] = [];
  for (const topic of topics)
    result.push({ ...topic, members: await orderMembers(topic.members, topic.representative, model, products) });
  return result;
}

type Unnumbered = Pick<CorpusTopic, 'label' | 'members' | 'cohesion' | 'representative'>;

const largestFirst = (a: Unnumbered, b: Unnumbered) =>
  b.members.length - a.members.length || b.cohesion - a.cohesion || a.representative - b.representative;

/** With a number each, their places in the list unless others are given, and a name by it where no term sets one apart. */
const numbered = <T extends Unnumbered>(
  topics: readonly T[],
  kind: string,
  ids: readonly number[] = [...topics.keys()],
) => topics.map((topic, i) => ({ ...topic, id: ids[i]!, label: topic.label || `${kind} ${ids[i]! + 1}` }));
