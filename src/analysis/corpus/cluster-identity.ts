/** A cluster of an earlier analysis: its number, and the SHA-256 of its documents' texts. */
export interface EarlierCluster {
  readonly id: number;
  readonly texts: ReadonlySet<string>;
}

/** Least Jaccard similarity at which a cluster is taken for the one of before: no two can reach more than half of it. */
const LEAST_OVERLAP = 0.5;

/**
 * Numbers for clusters, and with them their colours: that of the earlier cluster that holds mostly the same texts, the most alike first; the lowest free ones, in the given order, for the others.
 *
 * @param clusters the texts of each, as SHA-256
 */
export function clusterIds(clusters: readonly (readonly string[])[], earlier: readonly EarlierCluster[]): number[] {
  const matches = clusters.flatMap((texts, c) =>
    earlier.map(({ id, texts: before }) => ({ c, id, overlap: jaccard(new Set(texts), before) })),
  );
  matches.sort((p, q) => q.overlap - p.overlap || p.c - q.c || p.id - q.id);
  const ids: (number | undefined)[] = clusters.map(() => undefined);
  const taken = new Set<number>();
  for (const { c, id, overlap } of matches) {
    if (overlap < LEAST_OVERLAP) break;
    if (ids[c] !== undefined || taken.has(id)) continue;
    ids[c] = id;
    taken.add(id);
  }
  let next = 0;
  return ids.map((id) => {
    if (id !== undefined) return id;
    while (taken.has(next)) next++;
    taken.add(next);
    return next;
  });
}

function jaccard(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0;
  for (const text of a) if (b.has(text)) shared++;
  return shared === 0 ? 0 : shared / (a.size + b.size - shared);
}
