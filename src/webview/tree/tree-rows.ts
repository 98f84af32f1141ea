import type { Cluster } from '../../report/report.ts';
import type { Batch } from '../batch.ts';
import type { ShownDocument } from '../shown-document.ts';
import type { ViewState } from '../view-state.ts';

/** A visible row of the tree. */
export type TreeRow =
  | { readonly kind: 'cluster'; readonly cluster: Cluster; readonly place: number; readonly of: number; readonly open: boolean; /** Members that the other filters let through. */ readonly count: number }
  | { readonly kind: 'document'; readonly document: ShownDocument; readonly cluster: Cluster; readonly place: number; readonly of: number };

/** Clusters, each followed by its documents where it is open: children of closed clusters cost nothing. The cluster filter itself takes no rows away, so that another cluster can be chosen. */
export function treeRows(batch: Batch, { expanded, card, confidence, text }: Pick<ViewState, 'expanded' | 'card' | 'confidence' | 'text'>): TreeRow[] {
  const shown = batch.shownInAnyCluster({ ...(card && { card }), ...(confidence && { confidence }), text });
  const clusters = batch.report?.clusters ?? [];
  return clusters.flatMap((cluster, i): TreeRow[] => {
    const open = expanded.includes(cluster.id);
    const members = shown ? cluster.members.filter((id) => shown.has(id)) : cluster.members;
    const row: TreeRow = { kind: 'cluster', cluster, place: i + 1, of: clusters.length, open, count: members.length };
    if (!open) return [row];
    const documents = members.flatMap((id) => batch.document(id) ?? []);
    return [row, ...documents.map((document, d): TreeRow => ({ kind: 'document', document, cluster, place: d + 1, of: documents.length }))];
  });
}
