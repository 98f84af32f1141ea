import type { DocumentResult } from '../protocol/job.ts';
import type { Detached } from '../protocol/panel.ts';
import type { Cluster, DuplicateGroup, Report, SimilarPair, Warning } from '../report/report.ts';
import type { ShownDocument } from './shown-document.ts';
import { type Filters, isFiltered, passes } from './view-state.ts';

/** All that is known of the batch, with the look-ups that the views share. A new one is made whenever the data changes. */
export class Batch {
  readonly documents: readonly ShownDocument[];
  /** Names of the documents' groups, in the order of the alphabet; empty where they are not grouped. */
  readonly groups: readonly string[];
  private readonly byId: ReadonlyMap<string, ShownDocument>;
  private readonly rowOf: ReadonlyMap<string, number>;
  private pairsByIds: ReadonlyMap<string, SimilarPair> | undefined;
  private readonly shownBy = [new ShownMemo(), new ShownMemo()] as const;

  /** @param results what is known so far, used while there is no report */
  constructor(
    readonly report: Report | undefined,
    results: readonly DocumentResult[] = [],
    /** Where there is no source to open texts from. */
    readonly detached?: Detached,
  ) {
    this.documents = report?.documents ?? results;
    this.groups = [...new Set(this.documents.flatMap((d) => d.group ?? []))].sort((a, b) => a.localeCompare(b, undefined, { numeric: true }));
    this.byId = new Map(this.documents.map((d) => [d.id, d]));
    this.rowOf = new Map(report?.similarity.order.map((id, row) => [id, row]));
  }

  document(id: string | undefined): ShownDocument | undefined {
    return id === undefined ? undefined : this.byId.get(id);
  }

  /** Path of a document, or its `id` should it be unknown. */
  path(id: string): string {
    return this.byId.get(id)?.path ?? id;
  }

  cluster(id: number | null | undefined): Cluster | undefined {
    return this.report?.clusters.find((c) => c.id === id);
  }

  group(id: number | null | undefined): DuplicateGroup | undefined {
    return this.report?.duplicateGroups.find((g) => g.id === id);
  }

  warnings(id: string): Warning[] {
    return this.report?.warnings.filter((w) => w.document === id) ?? [];
  }

  /** A listed pair, in either order. */
  pair(a: string, b: string): SimilarPair | undefined {
    this.pairsByIds ??= new Map(this.report?.similarity.pairs.map((p) => [key(p.a, p.b), p]));
    return this.pairsByIds.get(key(a, b));
  }

  /** Similarity of any two documents, 0 … 1; `undefined` where the report does not hold it. */
  similarity(a: string, b: string): number | undefined {
    const row = this.rowOf.get(a);
    const column = this.rowOf.get(b);
    const exact = row === undefined || column === undefined ? undefined : this.report?.similarity.matrix?.[row]?.[column];
    return exact ?? this.pair(a, b)?.similarity;
  }

  /** `id`s of the documents that pass the filters; `undefined` when nothing is filtered. */
  shown(filters: Filters): ReadonlySet<string> | undefined {
    return this.shownBy[0].of(this.documents, filters);
  }

  /** The same without the choice of a cluster: what the tree shows of every one. */
  shownInAnyCluster(filters: Omit<Filters, 'cluster'>): ReadonlySet<string> | undefined {
    return this.shownBy[1].of(this.documents, filters);
  }
}

/** Keeps the last answer: every view asks the same at every change. */
class ShownMemo {
  private filters: Filters | undefined;
  private shown: ReadonlySet<string> = new Set();

  of(documents: readonly ShownDocument[], filters: Filters): ReadonlySet<string> | undefined {
    if (!isFiltered(filters)) return undefined;
    const last = this.filters;
    if (!last || last.cluster !== filters.cluster || last.card !== filters.card || last.confidence !== filters.confidence || last.group !== filters.group || last.text !== filters.text) {
      this.filters = filters;
      this.shown = new Set(documents.filter((d) => passes(d, filters)).map((d) => d.id));
    }
    return this.shown;
  }
}

const key = (a: string, b: string) => (a < b ? `${a}\n${b}` : `${b}\n${a}`);
