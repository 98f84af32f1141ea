import { isCopied } from '../../report/pair-kinds.ts';
import type { CopiedPassage, Report, ReportDocument } from '../../report/report.ts';

/** A stretch of a document's text, in UTF-16 code units, `end` exclusive. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Another document that holds some of a document's words, or several that share one passage with it. */
export interface MatchSource {
  /** `id` of the other document; absent for a passage that several share. */
  readonly id?: string;
  /** Documents that share the passage, this one counted; absent for a single document. */
  readonly sharedBy?: number;
  /** Words of this document that stand there. */
  readonly words: number;
  /** Share of this document's words that stand there, and of the other's that stand here, 0 … 1; absent where they are not known. */
  readonly shareOfThis?: number;
  readonly shareOfOther?: number;
  /** Where, ascending. */
  readonly stretches: readonly Stretch[];
  /** Passages beyond those whose place is known. */
  readonly more: number;
}

/** What each document of a report shares with others, looked up by its `id`: the report is gone through once. */
export class Matches {
  private readonly pairs = new Map<string, PairSide[]>();
  private readonly shared = new Map<string, (Stretch & { readonly words: number; readonly sharedBy: number })[]>();

  constructor({ similarity, sharedPassages = [] }: Pick<Report, 'similarity' | 'sharedPassages'>) {
    for (const { a, b, kind, shares, passages = [], morePassages = 0 } of similarity.pairs) {
      if (!isCopied(kind)) continue;
      const side = (id: string, other: string, own: 'a' | 'b') =>
        gather(this.pairs, id, {
          other,
          own,
          passages,
          more: morePassages,
          ...(shares && (own === 'a' ? { of: shares } : { of: [shares[1], shares[0]] as const })),
        });
      side(a, b, 'a');
      side(b, a, 'b');
    }
    for (const { words, documents } of sharedPassages)
      for (const { id, start, end } of documents)
        gather(this.shared, id, { start, end, words, sharedBy: documents.length });
  }

  /** Most words first. A passage that many share is listed where the documents that share it are not. */
  of({ id, sharedWith = [] }: Pick<ReportDocument, 'id' | 'sharedWith'>): MatchSource[] {
    const known = new Map(sharedWith.map((s) => [s.id, s]));
    const single = (this.pairs.get(id) ?? []).map(({ other, own, passages, more, of }): MatchSource => {
      const counted = known.get(other);
      return {
        id: other,
        words: counted?.words ?? passages.reduce((sum, { words }) => sum + words, 0),
        ...(of && { shareOfThis: counted?.share ?? of[0], shareOfOther: of[1] }),
        stretches: passages.map((p) => p[own]).sort((p, q) => p.start - q.start),
        more,
      };
    });
    const covered = single.flatMap(({ stretches }) => stretches);
    const many = (this.shared.get(id) ?? [])
      .filter(({ start, end }) => !covered.some((c) => c.start <= start && end <= c.end))
      .map(({ start, end, words, sharedBy }): MatchSource => ({
        sharedBy,
        words,
        stretches: [{ start, end }],
        more: 0,
      }));
    return [...single, ...many].sort((p, q) => q.words - p.words);
  }
}

/** A copied pair as one of its documents sees it. */
interface PairSide {
  readonly other: string;
  readonly own: 'a' | 'b';
  readonly passages: readonly CopiedPassage[];
  readonly more: number;
  /** Share of this document, share of the other one. */
  readonly of?: readonly [number, number];
}

function gather<T>(lists: Map<string, T[]>, id: string, value: T): void {
  const list = lists.get(id);
  if (list) list.push(value);
  else lists.set(id, [value]);
}
