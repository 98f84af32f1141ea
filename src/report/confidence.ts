import type { Confidence } from './report.ts';

/** Least lower end of `medium`, and the lower end that `high` lies above. */
export const CONFIDENCE_CUTS = { medium: 0.4, high: 0.7 } as const;

/** Confidence level of the lower end of an AI probability's interval (0 … 1, or `null` where the detector declined). */
export function confidenceOf(lowerEnd: number | null): Confidence {
  if (lowerEnd === null) return 'unknown';
  if (lowerEnd > CONFIDENCE_CUTS.high) return 'high';
  return lowerEnd >= CONFIDENCE_CUTS.medium ? 'medium' : 'low';
}
