import type { CopiedPassage } from '../../report/report.ts';
import type { WordSequence } from '../document/word-sequence.ts';
import type { Tile } from './alignment.ts';

/** Words between two shared runs, in either text, that do not part a passage: a word replaced, a clause put in. */
const GAP = 5;

/** Shared words that a passage has at least, where a longer one is there. */
export const LEAST_WORDS = 6;

/** Passages that are listed for a pair. */
const MOST_PASSAGES = 12;

/** Tiles that follow each other in both texts, joined over small gaps: word positions, ends exclusive, and the words shared. */
export interface WordPassage {
  readonly a: number;
  readonly endA: number;
  readonly b: number;
  readonly endB: number;
  readonly words: number;
}

/** Joins tiles to passages, most shared words first. */
export function joined(tiles: readonly Tile[]): WordPassage[] {
  const passages: WordPassage[] = [];
  let open: WordPassage | undefined;
  for (const { a, b, length } of [...tiles].sort((p, q) => p.a - q.a)) {
    if (open && a - open.endA <= GAP && b >= open.endB && b - open.endB <= GAP)
      open = { ...open, endA: a + length, endB: b + length, words: open.words + length };
    else {
      if (open) passages.push(open);
      open = { a, endA: a + length, b, endB: b + length, words: length };
    }
  }
  if (open) passages.push(open);
  return passages.sort((p, q) => q.words - p.words || p.a - q.a);
}

/** The longest passages as places in the texts that are shown, and how many more there are. */
export function placed(
  passages: readonly WordPassage[],
  a: WordSequence,
  b: WordSequence,
): { readonly passages: CopiedPassage[]; readonly left: number } {
  const telling = passages.filter((p, i) => i === 0 || p.words >= LEAST_WORDS);
  const listed = telling
    .slice(0, MOST_PASSAGES)
    .map((p) => ({ a: placeOf(a, p.a, p.endA), b: placeOf(b, p.b, p.endB), words: p.words }));
  return { passages: listed, left: telling.length - listed.length };
}

/** Where a run of words stands in the text that is shown: UTF-16 code units, end exclusive. */
export const placeOf = ({ starts, lengths }: Pick<WordSequence, 'starts' | 'lengths'>, from: number, to: number) => ({
  start: starts[from]!,
  end: starts[to - 1]! + lengths[to - 1]!,
});
