import type { CalibrationBand, DetectorParameters, MarginBand } from './detector-model.ts';
import { logistic } from './log-odds.ts';

/** Log-odds that a machine wrote a text, machine and human equally likely beforehand, and the interval around it. */
export interface LogOdds {
  readonly value: number;
  /** Of the texts of a source of people at most about one in a hundred has a lower end above log(0.7 / 0.3): `models/DETECTOR.md` says for which and how surely. */
  readonly low: number;
  /** Of machines' texts at most about one in twenty has an upper end below log(0.4 / 0.6). */
  readonly high: number;
}

/** How likely a text is of each kind of writing that was trained on, and of none of them. Sums to 1. */
export interface KindWeights {
  readonly kinds: readonly number[];
  readonly unfamiliar: number;
}

/** A text may be of every kind that is at least so likely: the interval holds for each of them. */
const PLAUSIBLE = 0.1;

/** A text that is so likely of no known kind counts as one of none. */
const MOSTLY = 0.5;

/** What is added to a generation's score before they are joined. */
type Generations = readonly { readonly offset: number }[];

/**
 * By a machine of one generation or another. The generations' scores are log-odds before calibration, so that their odds are added (log-sum-exp).
 *
 * @param scores of the columns of the linear models, the generations' first
 * @param style what style adds to each generation's score
 */
export function joinedScore(scores: ArrayLike<number>, generations: Generations, style?: ArrayLike<number>): number {
  return Math.log(
    generations.reduce((sum, { offset }, g) => sum + Math.exp(scores[g]! + offset + (style?.[g] ?? 0)), 0),
  );
}

/** How fast the joined score grows with each generation's: their shares of the odds. Sums to 1. */
export function generationShares(
  scores: ArrayLike<number>,
  generations: Generations,
  style?: ArrayLike<number>,
): number[] {
  const joined = joinedScore(scores, generations, style);
  return generations.map(({ offset }, g) => Math.exp(scores[g]! + offset + (style?.[g] ?? 0) - joined));
}

/** @param scores of all columns of the linear models, over the whole text: first generation by generation, then kind by kind */
export function kindWeights(
  scores: ArrayLike<number>,
  {
    generations,
    kinds,
    familiarity,
  }: Pick<DetectorParameters, 'kinds' | 'familiarity'> & { readonly generations: Generations },
): KindWeights {
  const own = kinds.map((_, k) => scores[generations.length + k]!);
  const top = Math.max(...own);
  const familiar = logistic(familiarity.slope * top + familiarity.intercept);
  const exponentials = own.map((score) => Math.exp(score - top));
  const sum = exponentials.reduce((a, b) => a + b, 0);
  return { kinds: exponentials.map((e) => (familiar * e) / sum), unfamiliar: 1 - familiar };
}

/**
 * The calibrated score, and an interval whose margins come from how sources of people, and models, differ: those of all sources, and more below where the text may be
 * of a kind whose sources of people need more.
 *
 * @param score of machine against person, words and style together
 * @param words in the text
 */
export function logOdds(
  score: number,
  weights: KindWeights,
  words: number,
  { bands, kinds, unfamiliar }: Pick<DetectorParameters, 'bands' | 'kinds' | 'unfamiliar'>,
): LogOdds {
  const value = calibrated(bands, score, words);
  const { below, above } = bandOf(bands, words);
  const plausible = kinds.filter((_, k) => weights.kinds[k]! >= PLAUSIBLE);
  return {
    value,
    low:
      value -
      below -
      Math.max(weights.unfamiliar >= MOSTLY ? unfamiliar.below : 0, ...plausible.map((kind) => kind.below)),
    high: value + above,
  };
}

/** Log-odds of a score of so many words, by bands of length in ascending order. */
export function calibrated(bands: readonly CalibrationBand[], score: number, words: number): number {
  const { slope, intercept } = bandOf(bands, words);
  // Beyond these a probability has no more digits to tell.
  return Math.max(-12, Math.min(12, slope * score + intercept));
}

/** How fast the log-odds of a text of so many words grow with its score. */
export function slopeAt(bands: readonly MarginBand[], words: number): number {
  return bandOf(bands, words).slope;
}

function bandOf<Band extends CalibrationBand>(bands: readonly Band[], words: number): Band {
  return bands.findLast((b) => words >= b.fromWords) ?? bands[0]!;
}
