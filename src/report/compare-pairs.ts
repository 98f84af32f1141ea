import { COPIED_KINDS, isCopied } from './pair-kinds.ts';
import type { SameDocument } from './match-documents.ts';
import type { DocumentFigures, PairChange, PairRelation } from './report-changes.ts';
import type { Report, ReportDocument, SimilarPair } from './report.ts';

const ORDER: readonly (PairRelation | undefined)[] = [...COPIED_KINDS, 'near-copy', undefined];

/**
 * Pairs that are alike in another way than before: copies by their kind, and near-copies by the groups that they are in. Pairs on the same topic
 * alone are left out, of which reports list the strongest only.
 */
export function comparePairs(
  before: Report,
  after: Report,
  same: readonly SameDocument[],
  figuresBefore: (document: ReportDocument) => DocumentFigures,
  figuresAfter: (document: ReportDocument) => DocumentFigures,
): PairChange[] {
  const [then, now] = [new Relations(before), new Relations(after)];
  const became = new Map(same.map(([d, e]) => [d.id, e.id]));
  const was = new Map(same.map(([d, e]) => [e.id, d.id]));
  const changes: PairChange[] = [];
  for (const { a, b, similarity } of now.pairs) {
    const [relation, earlier] = [now.of(a, b), then.of(was.get(a), was.get(b))];
    if (relation && relation !== earlier)
      changes.push({
        a: figuresAfter(now.document(a)),
        b: figuresAfter(now.document(b)),
        ...(earlier && { before: earlier }),
        after: relation,
        similarity,
      });
  }
  for (const { a, b, similarity } of then.pairs) {
    const [relation, later] = [then.of(a, b), now.of(became.get(a), became.get(b))];
    // Where it has another relation now it was told above, unless only the groups tell of it.
    if (!relation || relation === later || (later && now.lists(became.get(a)!, became.get(b)!))) continue;
    const shown = (id: string) => {
      const present = became.get(id);
      return present === undefined ? figuresBefore(then.document(id)) : figuresAfter(now.document(present));
    };
    changes.push({ a: shown(a), b: shown(b), before: relation, ...(later && { after: later }), similarity });
  }
  const place = ({ before: earlier, after: later }: PairChange) =>
    earlier === undefined ? 0 : later === undefined ? 2 : 1;
  return changes.sort(
    (p, q) =>
      place(p) - place(q) ||
      ORDER.indexOf(p.after ?? p.before) - ORDER.indexOf(q.after ?? q.before) ||
      (q.similarity ?? 0) - (p.similarity ?? 0),
  );
}

/** In what way the documents of one report are alike. */
class Relations {
  readonly pairs: readonly SimilarPair[];
  private readonly documents: ReadonlyMap<string, ReportDocument>;
  private readonly listed: ReadonlyMap<string, SimilarPair>;

  constructor({ documents, similarity }: Report) {
    this.pairs = similarity.pairs;
    this.documents = new Map(documents.map((d) => [d.id, d]));
    this.listed = new Map(similarity.pairs.map((p) => [key(p.a, p.b), p]));
  }

  document(id: string): ReportDocument {
    return this.documents.get(id)!;
  }

  lists(a: string, b: string): boolean {
    return this.listed.has(key(a, b));
  }

  of(a: string | undefined, b: string | undefined): PairRelation | undefined {
    if (a === undefined || b === undefined) return undefined;
    const kind = this.listed.get(key(a, b))?.kind;
    if (isCopied(kind)) return kind;
    const group = this.documents.get(a)?.duplicateGroup;
    return typeof group === 'number' && group === this.documents.get(b)?.duplicateGroup ? 'near-copy' : undefined;
  }
}

const key = (a: string, b: string) => (a < b ? `${a}\n${b}` : `${b}\n${a}`);
