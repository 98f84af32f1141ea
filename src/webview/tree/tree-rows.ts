import type { Cluster, Topic } from '../../report/report.ts';
import type { Batch } from '../batch.ts';
import type { ShownDocument } from '../shown-document.ts';
import { OUTLIERS, type ViewState } from '../view-state.ts';

/** A row that can be opened. */
export type GroupRow = Placed & {
  readonly open: boolean;
  /** Members, and those of them that the other filters let through. */
  readonly size: number;
  readonly count: number;
} & (
    | { readonly kind: 'cluster'; readonly cluster: Cluster }
    | { readonly kind: 'subtopic'; readonly cluster: Cluster; readonly subtopic: Topic }
    | { readonly kind: 'outliers' }
  );

/** A visible row of the tree. */
export type TreeRow = GroupRow | (Placed & { readonly kind: 'document'; readonly document: ShownDocument });

/** Level from 1; place among the rows below the same one, from 1, and how many there are. */
interface Placed {
  readonly level: number;
  readonly place: number;
  readonly of: number;
}

type Opened = Pick<ViewState, 'expanded' | 'expandedSubtopics'>;

/**
 * Clusters, with their sub-topics where they have some, and then the outliers; each followed by its documents where it is open: children of closed rows cost nothing. The filters by cluster
 * and of outliers take no rows away, so that another one can be chosen.
 */
export function treeRows(
  batch: Batch,
  {
    expanded,
    expandedSubtopics,
    card,
    confidence,
    group,
    only,
    found,
    text,
  }: Opened & Pick<ViewState, 'card' | 'confidence' | 'group' | 'only' | 'found' | 'text'>,
): TreeRow[] {
  const shown = batch.shownInAnyCluster({
    ...(card && card !== 'outliers' && { card }),
    ...(confidence && { confidence }),
    ...(group !== undefined && { group }),
    ...(only && { only }),
    ...(found && { found }),
    text,
  });
  const clusters = batch.report?.clusters ?? [];
  const outliers = (batch.report?.documents ?? []).filter((d) => d.outlier).map((d) => d.id);
  const passing = (members: readonly string[]) => (shown ? members.filter((id) => shown.has(id)) : members);
  const of = clusters.length + (outliers.length > 0 ? 1 : 0);
  const documents = (ids: readonly string[], level: number) => {
    const found = ids.flatMap((id) => batch.document(id) ?? []);
    return found.map((document, d): TreeRow => ({ kind: 'document', document, level, place: d + 1, of: found.length }));
  };
  const rows = clusters.flatMap((cluster, i): TreeRow[] => {
    const members = passing(cluster.members);
    const row: TreeRow = {
      kind: 'cluster',
      cluster,
      level: 1,
      place: i + 1,
      of,
      open: expanded.includes(cluster.id),
      size: cluster.size,
      count: members.length,
    };
    if (!row.open) return [row];
    const { subtopics = [] } = cluster;
    if (subtopics.length === 0) return [row, ...documents(members, 2)];
    return [
      row,
      ...subtopics.flatMap((subtopic, s): TreeRow[] => {
        const own = passing(subtopic.members);
        const part: TreeRow = {
          kind: 'subtopic',
          cluster,
          subtopic,
          level: 2,
          place: s + 1,
          of: subtopics.length,
          open: expandedSubtopics.includes(subtopicKey(cluster, subtopic)),
          size: subtopic.size,
          count: own.length,
        };
        return part.open ? [part, ...documents(own, 3)] : [part];
      }),
    ];
  });
  if (outliers.length === 0) return rows;
  const own = passing(outliers);
  const last: TreeRow = {
    kind: 'outliers',
    level: 1,
    place: of,
    of,
    open: expanded.includes(OUTLIERS),
    size: outliers.length,
    count: own.length,
  };
  return [...rows, last, ...(last.open ? documents(own, 2) : [])];
}

/** The name of a sub-topic among the expanded ones. */
export const subtopicKey = (cluster: Cluster, subtopic: Topic) => `${cluster.id}/${subtopic.id}`;

/** The row that a row lies below; the row itself at the first level. */
export function parentRow(rows: readonly TreeRow[], index: number): number {
  const level = rows[index]?.level ?? 1;
  for (let i = index - 1; i >= 0; i--) if (rows[i]!.level < level) return i;
  return index;
}
