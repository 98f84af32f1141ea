import { CONFIDENCE_CUTS, confidenceOf } from '../report/confidence.ts';
import type { BaselineDescription, Confidence } from '../report/report.ts';
import type { LogOdds } from './document/detector-calibration.ts';
import { logistic, logit } from './document/log-odds.ts';
import { rounded } from './rounded.ts';

/** What the detector's log-odds mean for this batch. */
export interface AuthorshipScale {
  /** Assumed share of machine texts before any text is looked at, 0 … 1 exclusive. */
  readonly prior: number;
  readonly baseline?: Baseline;
}

/** Texts that people are known to have written, as the detector scores them. */
export interface Baseline {
  readonly description: BaselineDescription;
  /** Their log-odds, ascending. */
  readonly scores: readonly number[];
}

export interface Authorship {
  readonly aiProbability: number;
  readonly aiInterval: readonly [low: number, high: number];
  readonly confidence: Confidence;
  /** Share of the baseline's texts that score at least as high, the document counted among them (the conformal p-value). */
  readonly baselineRank?: number;
}

const HIGH = logit(CONFIDENCE_CUTS.high);

/** Fewest texts of a baseline: with fewer, one text by a person in less than twenty could be rated HIGH at best. */
export const LEAST_BASELINE = 19;

/** Share of people's texts like the baseline's that may be rated HIGH, where the baseline is large enough to tell. */
const WANTED_RATE = 0.01;

/**
 * A baseline of so many scored texts.
 *
 * @returns `undefined` for fewer than {@link LEAST_BASELINE}
 */
export function baselineOf(folder: string, scores: readonly number[]): Baseline | undefined {
  if (scores.length < LEAST_BASELINE) return undefined;
  const rate = Math.max(WANTED_RATE, 1 / (scores.length + 1));
  return { description: { folder, texts: scores.length, highRate: rate }, scores: [...scores].sort((a, b) => a - b) };
}

/**
 * Probability, interval and level of a document. The prior enters by Bayes' rule: log-odds of the prior are added. With a baseline the interval
 * begins where split conformal prediction has it (Vovk et al. 2005; Angelopoulos and Bates 2023): of texts by people that are exchangeable with the
 * baseline's, at most `highRate` have a lower end above 0.7 (at a prior of 0.5 or less).
 */
export function authorshipOf({ value, low, high }: LogOdds, { prior, baseline }: AuthorshipScale): Authorship {
  const shift = logit(prior);
  const lower = baseline ? Math.min(value, value - (conformalQuantile(baseline) - HIGH)) : low;
  const aiInterval = [rounded(logistic(lower + shift)), rounded(logistic(high + shift))] as const;
  return {
    aiProbability: probabilityOf(value, prior),
    aiInterval,
    confidence: confidenceOf(aiInterval),
    ...(baseline && {
      baselineRank: rounded((1 + baseline.scores.filter((s) => s >= value).length) / (baseline.scores.length + 1)),
    }),
  };
}

/** Probability of log-odds under a prior, to four decimals. */
export function probabilityOf(logOdds: number, prior: number): number {
  return rounded(logistic(logOdds + logit(prior)));
}

/** The ⌈(n + 1)(1 − rate)⌉-th smallest score. */
function conformalQuantile({ scores, description }: Baseline): number {
  return scores[Math.min(scores.length, Math.ceil((scores.length + 1) * (1 - description.highRate) - 1e-9)) - 1]!;
}
