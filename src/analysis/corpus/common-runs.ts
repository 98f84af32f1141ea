import type { WordSequence } from '../document/word-sequence.ts';
import { SHINGLE, shingleHashes } from './fingerprints.ts';
import type { SharedWords } from './shared-passages.ts';
import type { ShingleFrequency } from './shingle-frequency.ts';

/** Words of a run that is told of: shorter ones are phrases of the language. */
const LEAST_WORDS = 8;

/** Runs that many documents hold and that are too short for a passage: they count for no pair. */
export interface CommonRuns {
  /** Documents that hold any, and the words of them. */
  readonly documents: number;
  readonly words: number;
  /** More documents than these hold each. */
  readonly heldBy: number;
}

/** Counts the runs of words that stand in so many documents that they tell nothing of a pair, and that no shared passage holds. Time is linear in the words of the batch. */
export function commonRuns(
  sequences: readonly WordSequence[],
  frequency: ShingleFrequency,
  passages: readonly SharedWords[],
): CommonRuns {
  const covered = new Map<number, { from: number; to: number }[]>();
  for (const { holders } of passages)
    for (const { document, from, to } of holders)
      covered.set(document, [...(covered.get(document) ?? []), { from, to }]);
  let documents = 0;
  let words = 0;
  for (const [d, { hashes }] of sequences.entries()) {
    const shingles = shingleHashes(hashes);
    const stretches = covered.get(d) ?? [];
    let own = 0;
    for (let from = 0; from < shingles.length; from++) {
      if (!frequency.isCommon(shingles[from]!)) continue;
      let to = from + 1;
      while (to < shingles.length && frequency.isCommon(shingles[to]!)) to++;
      const end = to - 1 + SHINGLE;
      if (end - from >= LEAST_WORDS && !stretches.some((s) => s.from < end && from < s.to)) own += end - from;
      from = to;
    }
    if (own > 0) documents++;
    words += own;
  }
  return { documents, words, heldBy: frequency.common };
}
