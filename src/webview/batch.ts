import type { DocumentResult } from '../protocol/job.ts';
import type { DocumentDetails } from '../protocol/large-report.ts';
import { type Annotations, withAnnotations } from '../report/annotations.ts';
import type { Cluster, DuplicateGroup, Report, SimilarPair, Topic, Warning } from '../report/report.ts';
import type { ShownDocument } from './shown-document.ts';
import { type Filters, isFiltered, passes } from './view-state.ts';

/** All that is known of the batch, with the look-ups that the views share. A new one is made whenever the data changes. */
export class Batch {
  readonly documents: readonly ShownDocument[];
  /** Names of the documents' groups, in the order of the alphabet; empty where they are not grouped. */
  readonly groups: readonly string[];
  /** Whether anything was written about a document. */
  readonly tagged: boolean;
  /** How many documents somebody has looked at. */
  readonly reviewed: number;
  /** Whether any document has hidden text or look-alike letters. */
  readonly tricked: boolean;
  private readonly byId: ReadonlyMap<string, ShownDocument>;
  private readonly rowOf: ReadonlyMap<string, number>;
  private pairsByIds: ReadonlyMap<string, SimilarPair> | undefined;
  private readonly details = new Map<string, DocumentDetails>();
  private readonly seen = new Map<string, number>();
  private readonly shownBy = [new ShownMemo(), new ShownMemo()] as const;

  /**
   * @param results what is known so far, used while there is no report
   * @param annotations what was written about the documents
   */
  constructor(
    readonly report: Report | undefined,
    results: readonly DocumentResult[] = [],
    annotations: Annotations = {},
  ) {
    this.documents = withAnnotations<ShownDocument>(report?.documents ?? results, annotations);
    this.groups = [...new Set(this.documents.flatMap((d) => d.group ?? []))].sort((a, b) =>
      a.localeCompare(b, undefined, { numeric: true }),
    );
    this.tagged = this.documents.some((d) => d.tags !== undefined || d.note !== undefined);
    this.reviewed = this.documents.reduce((sum, d) => sum + (d.reviewed ? 1 : 0), 0);
    this.tricked = this.documents.some((d) => d.hiddenWords !== undefined || d.disguisedWords !== undefined);
    this.byId = new Map(this.documents.map((d) => [d.id, d]));
    this.rowOf = new Map(report?.similarity.order.map((id, row) => [id, row]));
  }

  document(id: string | undefined): ShownDocument | undefined {
    return id === undefined ? undefined : this.byId.get(id);
  }

  /** A document with all that is known of it: of a large batch its parts come when they are asked for. */
  complete(document: ShownDocument): ShownDocument {
    const details = this.details.get(document.id);
    return details ? { ...document, ...details } : document;
  }

  keepDetails(id: string, details: DocumentDetails): void {
    this.details.set(id, details);
  }

  /** All tags that were given, in the order of the alphabet. */
  get tags(): readonly string[] {
    return this.tagged
      ? [...new Set(this.documents.flatMap((d) => d.tags ?? []))].sort((a, b) => a.localeCompare(b))
      : [];
  }

  /** Path of a document, or its `id` should it be unknown. */
  path(id: string): string {
    return this.byId.get(id)?.path ?? id;
  }

  cluster(id: number | null | undefined): Cluster | undefined {
    return this.report?.clusters.find((c) => c.id === id);
  }

  subtopic(cluster: number | null | undefined, id: number | undefined): Topic | undefined {
    return this.cluster(cluster)?.subtopics?.find((s) => s.id === id);
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
    const exact =
      row === undefined || column === undefined ? undefined : this.report?.similarity.matrix?.[row]?.[column];
    return exact ?? this.pair(a, b)?.similarity ?? this.seen.get(key(a, b));
  }

  /** Keeps what a closer look at the heatmap told of a pair that the report does not list. */
  keepSimilarity(a: string, b: string, similarity: number): void {
    this.seen.set(key(a, b), similarity);
  }

  /** `id`s of the documents that pass the filters; `undefined` when nothing is filtered. */
  shown(filters: Filters): ReadonlySet<string> | undefined {
    return this.shownBy[0].of(this.documents, filters);
  }

  /** The same without the choice of a cluster: what the tree shows of every one. */
  shownInAnyCluster(filters: Omit<Filters, 'cluster' | 'subtopic'>): ReadonlySet<string> | undefined {
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
    if (
      !last ||
      last.cluster !== filters.cluster ||
      last.subtopic !== filters.subtopic ||
      last.card !== filters.card ||
      last.confidence !== filters.confidence ||
      last.group !== filters.group ||
      last.only !== filters.only ||
      last.found !== filters.found ||
      last.text !== filters.text
    ) {
      this.filters = filters;
      this.shown = new Set(documents.filter((d) => passes(d, filters)).map((d) => d.id));
    }
    return this.shown;
  }
}

const key = (a: string, b: string) => (a < b ? `${a}\n${b}` : `${b}\n${a}`);
