import type { Confidence } from './report.ts';

/** Least probability of `medium`, and the probability that `high` lies above. */
export const CONFIDENCE_CUTS = { medium: 0.4, high: 0.7 } as const;

/** Confidence level of an AI probability (0 … 1, or `null` where the detector declined). */
export function confidenceOf(aiProbability: number | null): Confidence {
  if (aiProbability === null) return 'unknown';
  if (aiProbability > CONFIDENCE_CUTS.high) return 'high';
  return aiProbability >= CONFIDENCE_CUTS.medium ? 'medium' : 'low';
}
