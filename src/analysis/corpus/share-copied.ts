import type { WordSequence } from '../document/word-sequence.ts';
import { type Alignment, copiedPassages } from './copying.ts';
import type { PairKind } from '../../report/report.ts';
import { LEAST_WORDS, type WordPassage } from './passages.ts';
import type { SharedWords } from './shared-passages.ts';

/** Other documents that are named for a document, and those of a passage that are named for each document that holds it. */
const MOST_NAMED = 10;

/** How much of a document stands in others. */
export interface CopiedShare {
  /** Words that stand in any other document, of all that count; 0 … 1. */
  readonly share: number;
  /** The documents that hold most of them, most first. */
  readonly sharedWith: readonly { readonly document: number; readonly words: number; readonly share: number }[];
}

/** Adds up, word by word, what of each document stands in others: a word that stands in many counts once. */
export class CopiedShares {
  private readonly covers = new Map<number, Uint8Array>();
  private readonly others = new Map<number, Map<number, number>>();

  constructor(private readonly documents: readonly WordSequence[]) {}

  /** Takes in what a copied pair shares. */
  addPair(a: number, b: number, kind: PairKind, alignment: Alignment): void {
    const passages = copiedPassages(kind, alignment).filter((p, i) => i === 0 || p.words >= LEAST_WORDS);
    const tiles = kind === 'partly-copied' && alignment.telling.length > 0 ? alignment.telling : alignment.tiles;
    let words = 0;
    for (const tile of tiles) {
      if (!passages.some((p) => liesIn(tile.a, p))) continue;
      words += tile.length;
      this.cover(a, tile.a, tile.a + tile.length);
      this.cover(b, tile.b, tile.b + tile.length);
    }
    this.name(a, b, words);
    this.name(b, a, words);
  }

  /** Takes in a passage that several documents share. Pairs name the documents as well, but of very many there are no pairs. */
  addPassage({ holders }: SharedWords): void {
    for (const [i, { document, from, to }] of holders.entries()) {
      this.cover(document, from, to);
      for (let k = 1; k <= Math.min(MOST_NAMED, holders.length - 1); k++) {
        const other = holders[(i + k) % holders.length]!;
        if (!this.others.get(document)?.has(other.document))
          this.name(document, other.document, Math.min(to - from, other.to - other.from));
      }
    }
  }

  of(document: number): CopiedShare {
    const words = this.documents[document]!.hashes.length;
    const covered = this.covers.get(document)?.reduce((sum, one) => sum + one, 0) ?? 0;
    if (covered === 0) return { share: 0, sharedWith: [] };
    const others = [...(this.others.get(document) ?? [])].sort(([a, x], [b, y]) => y - x || a - b).slice(0, MOST_NAMED);
    return {
      share: covered / words,
      sharedWith: others.map(([other, count]) => ({
        document: other,
        words: count,
        share: Math.min(1, count / words),
      })),
    };
  }

  private cover(document: number, from: number, to: number): void {
    let cover = this.covers.get(document);
    if (!cover) this.covers.set(document, (cover = new Uint8Array(this.documents[document]!.hashes.length)));
    cover.fill(1, from, to);
  }

  private name(document: number, other: number, words: number): void {
    const others = this.others.get(document) ?? new Map<number, number>();
    this.others.set(document, others);
    others.set(other, Math.max(others.get(other) ?? 0, words));
  }
}

const liesIn = (at: number, { a, endA }: WordPassage) => at >= a && at < endA;
