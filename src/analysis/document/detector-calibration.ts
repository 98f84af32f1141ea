import type { CalibrationBand, DetectorParameters } from './detector-model.ts';
import { logistic, logit } from './log-odds.ts';

/** Log-odds that a machine wrote a text, machine and human equally likely beforehand, and the interval around it. */
export interface LogOdds {
  readonly value: number;
  /** Of people's texts at most about one in a hundred has a lower end above log(0.7 / 0.3): `models/DETECTOR.md` says for which and how surely. */
  readonly low: number;
  /** The same for machine texts, upper ends and log(0.3 / 0.7). */
  readonly high: number;
}

/** How likely a text is of each kind of writing that was trained on, and of none of them. Sums to 1. */
export interface KindWeights {
  readonly kinds: readonly number[];
  readonly unfamiliar: number;
}

/** A text may be of every kind that is at least so likely: the interval spans what each of them would mean. */
const PLAUSIBLE = 0.1;

/** @param scores of all columns of the linear models, over the whole text */
export function kindWeights(scores: ArrayLike<number>, { kinds, familiarity }: DetectorParameters): KindWeights {
  const own = kinds.map((_, k) => scores[kinds.length + k]!);
  const top = Math.max(...own);
  const familiar = logistic(familiarity.slope * top + familiarity.intercept);
  const exponentials = own.map((score) => Math.exp(score - top));
  const sum = exponentials.reduce((a, b) => a + b, 0);
  return { kinds: exponentials.map((e) => (familiar * e) / sum), unfamiliar: 1 - familiar };
}

/** The mean over the kinds' models, each as calibrated on kinds that it never saw. */
export function consensus(scores: ArrayLike<number>, words: number, kinds: readonly Pick<DetectorParameters['kinds'][number], 'elsewhere'>[]): number {
  return kinds.reduce((sum, { elsewhere }, k) => sum + calibrated(elsewhere, scores[k]!, words), 0) / kinds.length;
}

/**
 * The probability is the mean over the kinds that the text may be of, weighted by how likely each is: the model and the calibration of that kind,
 * or for a text of no kind that was trained on the consensus of all models, calibrated on kinds that were left out (a mixture of experts,
 * Jacobs et al. 1991, whose experts and gate are trained apart).
 *
 * @param scores of all columns of the linear models, over the stretch that is judged
 * @param words in that stretch
 */
export function logOdds(scores: ArrayLike<number>, weights: KindWeights, words: number, { kinds, unfamiliar }: DetectorParameters): LogOdds {
  const views = viewsOf(scores, weights, words, { kinds, unfamiliar });
  const probability = views.reduce((sum, { weight, value }) => sum + weight * logistic(value), 0);
  const value = logit(probability);
  const plausible = views.filter(({ weight }) => weight >= PLAUSIBLE);
  return {
    value,
    low: Math.min(value, ...plausible.map((v) => v.value - v.below)),
    high: Math.max(value, ...plausible.map((v) => v.value + v.above)),
  };
}

/** The value of {@link logOdds} alone: what segments have, of which there are many. */
export function likeliest(scores: ArrayLike<number>, weights: KindWeights, words: number, { kinds, unfamiliar }: DetectorParameters): number {
  let probability = 0;
  for (let k = 0; k < kinds.length; k++) probability += weights.kinds[k]! * logistic(calibrated(kinds[k]!.own, scores[k]!, words));
  return logit(probability + weights.unfamiliar * logistic(calibrated(unfamiliar, consensus(scores, words, kinds), words)));
}

/** What the models of each kind, and their consensus, make of a text. */
function viewsOf(scores: ArrayLike<number>, weights: KindWeights, words: number, { kinds, unfamiliar }: Pick<DetectorParameters, 'kinds' | 'unfamiliar'>) {
  const view = (weight: number, bands: DetectorParameters['unfamiliar'], score: number) => ({ weight, value: calibrated(bands, score, words), ...bandOf(bands, words) });
  return [...kinds.map(({ own }, k) => view(weights.kinds[k]!, own, scores[k]!)), view(weights.unfamiliar, unfamiliar, consensus(scores, words, kinds))];
}

/** How fast the log-odds grow with the score of each kind's model, one number a kind: the derivative of {@link logOdds}. */
export function sensitivities(scores: ArrayLike<number>, weights: KindWeights, words: number, { kinds, unfamiliar }: DetectorParameters): number[] {
  const views = viewsOf(scores, weights, words, { kinds, unfamiliar });
  const slopes = views.map(({ weight, value }) => weight * logistic(value) * logistic(-value));
  const probability = views.reduce((sum, { weight, value }) => sum + weight * logistic(value), 0);
  const scale = 1 / (probability * (1 - probability));
  const common = slopes.at(-1)! * views.at(-1)!.slope;
  return kinds.map(({ elsewhere }, k) => scale * (slopes[k]! * views[k]!.slope + (common * bandOf(elsewhere, words).slope) / kinds.length));
}

/** Log-odds of a score of so many words, by bands of length in ascending order. */
export function calibrated(bands: readonly CalibrationBand[], score: number, words: number): number {
  const { slope, intercept } = bandOf(bands, words);
  // Beyond these a probability has no more digits to tell.
  return Math.max(-12, Math.min(12, slope * score + intercept));
}

function bandOf<Band extends CalibrationBand>(bands: readonly Band[], words: number): Band {
  return bands.findLast((b) => words >= b.fromWords) ?? bands[0]!;
}
