import { isCopied } from '../report/pair-kinds.ts';
import type { PairKind, Report, SimilarPair } from '../report/report.ts';
import { type Page, paged } from './page.ts';
import { name, rounded } from './wording.ts';

/** Passages of a pair whose positions are given in a list of pairs. */
const MOST_PASSAGES = 3;

/** Which pairs are asked for; without a kind those that are copies in whole or in part. */
export interface PairFilter {
  readonly kind?: PairKind | undefined;
  /** `id` of a document that is one of the two. */
  readonly document?: string | undefined;
}

/** Pairs of a report that fit, strongest first, a page of them. */
export function pairsAnswer({ similarity, documents }: Report, { kind, document }: PairFilter, page: Page) {
  const fits = (pair: SimilarPair) =>
    (kind === undefined ? isCopied(pair.kind) : pair.kind === kind) &&
    (document === undefined || pair.a === document || pair.b === document);
  const { items, ...rest } = paged(similarity.pairs.filter(fits), page);
  const paths = new Map(documents.map((d) => [d.id, d.path]));
  const named = (id: string) => ({ id, path: name(paths.get(id) ?? id) });
  return {
    ...rest,
    pairs: items.map((p) => ({
      a: named(p.a),
      b: named(p.b),
      kind: p.kind ?? 'unknown',
      similarity: rounded(p.similarity),
      ...(p.shares && { shareOfAInB: rounded(p.shares[0]), shareOfBInA: rounded(p.shares[1]) }),
      ...(p.direction && { direction: p.direction === 'a-in-b' ? 'most of a stands in b' : 'most of b stands in a' }),
      ...(p.passages && {
        passages: p.passages.length + (p.morePassages ?? 0),
        longest: p.passages
          .slice(0, MOST_PASSAGES)
          .map(({ a, b, words }) => ({ inA: [a.start, a.end], inB: [b.start, b.end], words })),
      }),
    })),
    doesNotSay: 'who copied from whom: no text can tell that',
  };
}
