import type { Confidence } from './report.ts';

/** HIGH is a lower end above `high`, LOW an upper end below `medium`. */
export const CONFIDENCE_CUTS = { medium: 0.4, high: 0.7 } as const;

/**
 * Confidence level of an AI probability by its interval (0 … 1, or `null` where the detector declined). It goes both ways: `high` where even the lower end is
 * above 0.7, `low` where even the upper end is below 0.4. Everything between is `medium`: undecided.
 */
export function confidenceOf(interval: readonly [low: number, high: number] | null): Confidence {
  if (interval === null) return 'unknown';
  const [low, high] = interval;
  if (low > CONFIDENCE_CUTS.high) return 'high';
  return high < CONFIDENCE_CUTS.medium ? 'low' : 'medium';
}

/** Where a figure alone lies, such as that of a part of a text, which has no interval. It is no level: it says nothing of how sure it is. */
export function bandOf(probability: number | null): Confidence {
  return confidenceOf(probability === null ? null : [probability, probability]);
}
