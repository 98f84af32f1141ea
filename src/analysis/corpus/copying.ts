import type { CopiedPassage, CopyDirection, PairKind } from '../../report/report.ts';
import type { WordSequence } from '../document/word-sequence.ts';
import { Aligner, type Tile } from './alignment.ts';
import { SHINGLE, shingleHashes } from './fingerprints.ts';
import { joined, placed, type WordPassage } from './passages.ts';
import { MOST_PAIRED, type ShingleFrequency } from './shingle-frequency.ts';

/** Where one kind of pair ends and the next begins. `scripts/corpus/choose-limits.mjs` chose them (docs/decisions/0026). */
export interface CopyLimits {
  /** Share of each text's words, in runs that both share, from which on the pair is a near-duplicate. */
  readonly near: number;
  /** Share of the shorter text's words, in shared runs that are not common, from which on the pair is partly copied. */
  readonly partly: number;
  /** Least number of shared words for either: of short texts by chance much is the same. */
  readonly leastWords: number;
  /** A passage with so many such words is copied, however little of the texts it is. */
  readonly longPassage: number;
}

export const COPY_LIMITS: CopyLimits = { near: 0.7, partly: 0.063, leastWords: 12, longPassage: 25 };

/** Most of a text stands in the other from this share on; by so much more than the other way round, the one is in the other. */
const CONTAINED = 0.5;
const CONTAINED_MORE = 1.5;

/** How two texts' words stand to each other. */
export interface Overlap {
  /** Share of the words of each that stand in the other, 0 … 1. */
  readonly shares: readonly [ofA: number, ofB: number];
  /** Words of the shared runs that are not common in the batch, and those of the passage with most of them. */
  readonly tellingWords: number;
  readonly longestPassage: number;
  /** Words of the shorter text. */
  readonly shorter: number;
  readonly same: boolean;
}

/** The runs that two texts share as well, and what of them tells of copying. */
export interface Alignment extends Overlap {
  readonly tiles: readonly Tile[];
  readonly telling: readonly Tile[];
}

/** What is said of a pair in the report. */
export interface PairCopying {
  readonly kind: PairKind;
  readonly shares: readonly [ofA: number, ofB: number];
  readonly direction?: CopyDirection | null;
  readonly passages?: readonly CopiedPassage[];
  readonly morePassages?: number;
}

/** Tells copies from texts on the same topic, by their words alone. */
export class CopyJudge {
  private readonly aligner = new Aligner();

  constructor(
    private readonly frequency: Pick<ShingleFrequency, 'isCommon' | 'documentsWith'>,
    private readonly limits = COPY_LIMITS,
  ) {}

  overlap(a: WordSequence, b: WordSequence): Alignment {
    if (isBefore(a, b)) return this.align(a, b);
    const {
      shares: [ofB, ofA],
      tiles,
      telling,
      ...overlap
    } = this.align(b, a);
    return { ...overlap, shares: [ofA, ofB], tiles: tiles.map(turned), telling: telling.map(turned) };
  }

  kindOf({ shares, tellingWords, longestPassage, shorter, same }: Overlap): PairKind {
    const { near, partly, leastWords, longPassage } = this.limits;
    if (same) return 'identical';
    const words = Math.max(...shares) * shorter;
    if (words >= leastWords && Math.min(...shares) >= near) return 'near-duplicate';
    // What stands in the other by half is no matter of the subject, however many hold it.
    if (words >= leastWords && Math.max(...shares) >= CONTAINED) return 'partly-copied';
    if (longestPassage >= longPassage || (tellingWords >= leastWords && tellingWords / shorter >= partly))
      return 'partly-copied';
    return 'same-topic';
  }

  /** Swapping the texts swaps the sides of all that is said. */
  judge(a: WordSequence, b: WordSequence): PairCopying {
    return isBefore(a, b) ? this.judgeInOrder(a, b) : mirrored(this.judgeInOrder(b, a));
  }

  private judgeInOrder(a: WordSequence, b: WordSequence): PairCopying {
    const alignment = this.align(a, b);
    const kind = this.kindOf(alignment);
    const { shares } = alignment;
    if (kind === 'same-topic') return { kind, shares };
    const { passages, left } = placed(copiedPassages(kind, alignment), a, b);
    return {
      kind,
      shares,
      ...(kind === 'partly-copied' && { direction: directionOf(shares) }),
      passages,
      ...(left > 0 && { morePassages: left }),
    };
  }

  private align(a: WordSequence, b: WordSequence): Alignment {
    const same = isSame(a, b);
    const shorter = Math.min(a.hashes.length, b.hashes.length);
    const tiles = same ? [{ a: 0, b: 0, length: shorter }] : this.aligner.tiles(a.hashes, b.hashes);
    const telling = same ? tiles : tiles.flatMap((tile) => this.tellingOf(a.hashes, tile));
    const words = lengthOf(tiles);
    return {
      shares: [share(words, a), share(words, b)],
      tellingWords: lengthOf(telling),
      longestPassage: joined(telling)[0]?.words ?? 0,
      shorter,
      same,
      tiles,
      telling,
    };
  }

  /**
   * The parts of a run that tell of copying: as long as a shingle at least, and of words that stand in no common one. In a run that is as long as a passage that is copied
   * nothing is common but what so many documents hold that pairs of them say nothing.
   */
  private tellingOf(words: Uint32Array, tile: Tile): Tile[] {
    const shingles = shingleHashes(words.subarray(tile.a, tile.a + tile.length));
    const common = shingles.map((shingle) => (this.frequency.isCommon(shingle) ? 1 : 0));
    if (tile.length >= this.limits.longPassage)
      for (const [i, shingle] of shingles.entries())
        if (this.frequency.documentsWith(shingle) <= MOST_PAIRED) common[i] = 0;
    const parts: Tile[] = [];
    let from = 0;
    const close = (to: number) =>
      to - from >= SHINGLE && parts.push({ a: tile.a + from, b: tile.b + from, length: to - from });
    for (const [i, isCommon] of common.entries()) {
      if (isCommon === 0) continue;
      close(i);
      from = i + SHINGLE;
    }
    close(tile.length);
    return parts;
  }
}

/** What is shown of a pair: of one that is partly copied what tells of it, where anything does. */
export function copiedPassages(
  kind: PairKind,
  { tiles, telling }: Pick<Alignment, 'tiles' | 'telling'>,
): WordPassage[] {
  return joined(kind === 'partly-copied' && telling.length > 0 ? telling : tiles);
}

const turned = ({ a, b, length }: Tile): Tile => ({ a: b, b: a, length });

function directionOf([ofA, ofB]: PairCopying['shares']): CopyDirection | null {
  if (ofA >= CONTAINED && ofA >= ofB * CONTAINED_MORE) return 'a-in-b';
  return ofB >= CONTAINED && ofB >= ofA * CONTAINED_MORE ? 'b-in-a' : null;
}

/** What is said of a pair, with its documents named the other way round. */
export function mirrored({ kind, shares: [ofA, ofB], direction, passages, morePassages }: PairCopying): PairCopying {
  return {
    kind,
    shares: [ofB, ofA],
    ...(direction !== undefined && { direction: direction && (direction === 'a-in-b' ? 'b-in-a' : 'a-in-b') }),
    ...(passages && { passages: passages.map(({ a, b, words }) => ({ a: b, b: a, words })) }),
    ...(morePassages !== undefined && { morePassages }),
  };
}

const lengthOf = (tiles: readonly Tile[]) => tiles.reduce((sum, { length }) => sum + length, 0);

const share = (words: number, { hashes }: WordSequence) => (hashes.length === 0 ? 0 : words / hashes.length);

/** Whether two texts are the same words in the same order. */
export function isSame(a: WordSequence, b: WordSequence): boolean {
  return (
    a.exact === b.exact &&
    a.hashes.length > 0 &&
    a.hashes.length === b.hashes.length &&
    a.hashes.every((word, i) => word === b.hashes[i])
  );
}

/** An order of texts that does not depend on which is named first: the shorter one, then the lesser at the first word that differs. */
function isBefore({ hashes: a }: WordSequence, { hashes: b }: WordSequence): boolean {
  if (a.length !== b.length) return a.length < b.length;
  const differs = a.findIndex((word, i) => word !== b[i]);
  return differs < 0 || a[differs]! < b[differs]!;
}
