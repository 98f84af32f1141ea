import type { SameDocument } from './match-documents.ts';
import type { ClusterChange, ClusterFigures, ClusterMove, DocumentFigures } from './report-changes.ts';
import type { Cluster, Report, ReportDocument } from './report.ts';

interface Overlap {
  readonly before: number;
  readonly after: number;
  readonly shared: number;
  /** Share of the documents of either that are in both (Jaccard), 0 … 1. */
  readonly jaccard: number;
  /** The first document of both by its paths, which decides where as much is shared: ids say nothing. */
  readonly first: string;
}

/**
 * Matches the clusters of two reports, whose ids go by size and say nothing. Clusters that share most documents are taken first, each once (greedy
 * matching): what a cluster became is where most of it is, and when it was split, its larger part.
 *
 * @param same documents that are in both
 */
export function compareClusters(
  before: Report,
  after: Report,
  same: readonly SameDocument[],
  figures: (document: ReportDocument) => DocumentFigures,
): { readonly clusters: readonly ClusterChange[]; readonly moves: readonly ClusterMove[] } {
  const known = {
    before: new Map(before.clusters.map((c) => [c.id, c])),
    after: new Map(after.clusters.map((c) => [c.id, c])),
  };
  const became = new Map<number, Overlap>();
  const taken = new Set<number>();
  for (const overlap of overlaps(same, known.before, known.after)) {
    if (became.has(overlap.before) || taken.has(overlap.after)) continue;
    became.set(overlap.before, overlap);
    taken.add(overlap.after);
  }
  const matched = [...became.values()].map((overlap) => ({
    before: figuresOf(known.before.get(overlap.before)!),
    after: figuresOf(known.after.get(overlap.after)!),
    shared: overlap.shared,
  }));
  return {
    clusters: [
      ...matched.sort((p, q) => p.after.id - q.after.id),
      ...after.clusters.filter((c) => !taken.has(c.id)).map((c) => ({ after: figuresOf(c), shared: 0 })),
      ...before.clusters.filter((c) => !became.has(c.id)).map((c) => ({ before: figuresOf(c), shared: 0 })),
    ],
    moves: same.flatMap(([d, e]): ClusterMove[] => {
      const [from, to] = [
        d.cluster === null ? undefined : known.before.get(d.cluster),
        e.cluster === null ? undefined : known.after.get(e.cluster),
      ];
      return from && to && became.get(from.id)?.after !== to.id
        ? [{ document: figures(e), from: figuresOf(from), to: figuresOf(to) }]
        : [];
    }),
  };
}

/** Clusters that share a document, those that share most first. */
function overlaps(
  same: readonly SameDocument[],
  before: ReadonlyMap<number, Cluster>,
  after: ReadonlyMap<number, Cluster>,
): Overlap[] {
  const rows = new Map<number, Map<number, Pick<Overlap, 'shared' | 'first'>>>();
  for (const pair of same) {
    const [{ cluster: from }, { cluster: to }] = pair;
    if (from === null || to === null || !before.has(from) || !after.has(to)) continue;
    const row = rows.get(from) ?? new Map<number, Pick<Overlap, 'shared' | 'first'>>();
    const known = row.get(to);
    const name = nameOf(pair);
    row.set(to, { shared: (known?.shared ?? 0) + 1, first: known && known.first < name ? known.first : name });
    rows.set(from, row);
  }
  const found = [...rows].flatMap(([from, row]) =>
    [...row].map(([to, { shared, first }]) => ({
      before: from,
      after: to,
      shared,
      jaccard: shared / (before.get(from)!.size + after.get(to)!.size - shared),
      first,
    })),
  );
  return found.sort((p, q) => q.shared - p.shared || q.jaccard - p.jaccard || (p.first < q.first ? -1 : 1));
}

/** What a document is known by in two reports, whichever of them is the earlier. */
const nameOf = ([d, e]: SameDocument) => (d.path < e.path ? `${d.path}\0${e.path}` : `${e.path}\0${d.path}`);

const figuresOf = ({ id, label, size }: Cluster): ClusterFigures => ({ id, label, size });
