import { logistic, logit } from './log-odds.ts';
import type { TextSpan } from './segments.ts';

/** A segment as the detector judged it. */
export interface JudgedSegment extends TextSpan {
  /** Words in it, and in it together with the neighbours that it was judged with. */
  readonly words: number;
  readonly around: number;
  /** Log-odds of it with those neighbours. */
  readonly logOdds: number;
}

/** Probability that the next segment is by another hand. */
const SWITCH = 0.03;

/**
 * Correlation of the stretches of one text as witnesses. With it, what the segments of a text by one hand add up to comes closest to the log-odds of the text
 * (least squares, `scripts/detector/mixed.mjs`).
 */
export const CORRELATION = 0.36;

/** Fewest words on either side of a change of hands. */
const LEAST_WORDS = 80;

/** Least log-odds on either side, in opposite directions; `scripts/detector/mixed.mjs` says how often texts by one hand pass it. */
export const OPPOSED = 0.9;

/**
 * What each segment alone adds to the log-odds: its share of the words that it was judged with, less the more other stretches there are, for they are no
 * independent witnesses (m equally correlated ones count for m / (1 + (m − 1) · correlation)).
 */
export function evidenceOf(segments: readonly JudgedSegment[], correlation = CORRELATION): number[] {
  const shares = segments.map(({ words, around }) => (around === 0 ? 0 : words / around));
  const stretches = shares.reduce((a, b) => a + b, 0);
  const scale = 1 / (1 + Math.max(0, stretches - 1) * correlation);
  return segments.map(({ logOdds }, i) => scale * shares[i]! * logOdds);
}

/**
 * Log-odds of each segment, given all of them: a hidden Markov model with the hands as states (Rabiner 1989, forward–backward), so that a segment is
 * judged with its neighbours and a change of hands still shows.
 */
export function smoothed(segments: readonly JudgedSegment[]): number[] {
  const evidence = evidenceOf(segments);
  const forward = passed(evidence);
  const backward = passed(evidence.toReversed()).toReversed();
  return evidence.map((e, i) => forward[i]! + e + backward[i]!);
}

/** Log-odds of the state at each place from the evidence before it. */
function passed(evidence: readonly number[]): number[] {
  const before: number[] = [];
  let logOdds = 0;
  for (const e of evidence) {
    before.push(logOdds);
    const machine = logistic(logOdds + e);
    const next = machine * (1 - SWITCH) + (1 - machine) * SWITCH;
    logOdds = logit(next);
  }
  return before;
}

/**
 * The stretch of a text that reads like a machine's where the rest reads like a person's: the one for which both sides are furthest apart (the gain
 * in likelihood over one hand is the smaller side's log-odds).
 *
 * @returns `undefined` where the text may be by one hand
 */
export function machineStretch(segments: readonly JudgedSegment[]): TextSpan | undefined {
  const found = furthestApart(segments);
  return found && found.gain > OPPOSED
    ? { start: segments[found.first]!.start, end: segments[found.last]!.end }
    : undefined;
}

/** The best split into a stretch and the rest that leaves enough words on both sides. */
export function furthestApart(
  segments: readonly JudgedSegment[],
): { first: number; last: number; gain: number } | undefined {
  const sums = prefixSums(evidenceOf(segments));
  const words = prefixSums(segments.map((s) => s.words));
  const n = segments.length;
  let best: { first: number; last: number; gain: number } | undefined;
  for (let first = 0; first < n; first++)
    for (let last = first; last < n; last++) {
      const inside = words[last + 1]! - words[first]!;
      if (inside < LEAST_WORDS || words[n]! - inside < LEAST_WORDS) continue;
      const machine = sums[last + 1]! - sums[first]!;
      const gain = Math.min(machine, machine - sums[n]!);
      if (gain > (best?.gain ?? 0)) best = { first, last, gain };
    }
  return best;
}

function prefixSums(values: readonly number[]): number[] {
  const sums = [0];
  for (const v of values) sums.push(sums.at(-1)! + v);
  return sums;
}
