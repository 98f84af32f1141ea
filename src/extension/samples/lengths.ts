/** How long the texts of a batch are. */
export interface BatchLengths {
  /** What the batch is called. */
  readonly name: string;
  /** Words of each of its texts that can be judged, ascending; at least one. */
  readonly words: readonly number[];
}

/** Fewest and most words that an answer is asked to have. */
export const LEAST_ASKED = 60;
export const MOST_ASKED = 3000;

/** Lengths as parts of the usual one, where no batch says how they vary. */
const PARTS = [1, 0.75, 1.25, 0.9, 1.1];

/** Those of a batch, as quantiles; its middle first, so that few answers are of usual length. */
const QUANTILES = [0.5, 0.25, 0.75, 0.1, 0.9];

/** The usual length of a batch's texts, in words that can be asked for. */
export const usualLength = ({ words }: BatchLengths): number => asked(quantile(words, 0.5));

/**
 * Words that the answers are to have, one length after the other: as the batch's vary where its usual length is wanted, else around the one that is.
 *
 * @param usual words of a usual answer
 */
export function lengthsFor(usual: number, batch: BatchLengths | undefined): number[] {
  if (batch && usual === usualLength(batch)) return QUANTILES.map((q) => asked(quantile(batch.words, q)));
  return PARTS.map((part) => asked(usual * part));
}

const quantile = (ascending: readonly number[], q: number) =>
  ascending[Math.min(ascending.length - 1, Math.floor(q * ascending.length))]!;

const asked = (words: number) => Math.min(MOST_ASKED, Math.max(LEAST_ASKED, Math.round(words)));
