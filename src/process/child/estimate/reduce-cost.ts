import type { CorpusStep } from '../../../protocol/job.ts';

/** The steps of the reduce stage in their order. */
export const CORPUS_STEPS: readonly CorpusStep[] = [
  'given',
  'samples',
  'wording',
  'outliers',
  'topics',
  'neighbours',
  'copies',
  'map',
];

/** Characters of the documents that the costs were measured on, on average. */
const USUAL_LENGTH = 1500;

/**
 * Seconds of one core that each step takes of n documents: a + b·n + c·n², and of that the share which threads divide among them. Measured on essays of {@link USUAL_LENGTH} characters:
 * `docs/decisions/0049-memory-before-the-start.md`.
 */
const COST: Readonly<
  Record<CorpusStep, { readonly a: number; readonly b: number; readonly c: number; readonly shared: number }>
> = {
  // Analysing documents once more is counted by document; this is loading the models. Only where there are some.
  given: { a: 0.5, b: 0, c: 0, shared: 0 },
  // Fitting, and reading and judging each document again. Only where there are samples.
  samples: { a: 1.5, b: 4e-3, c: 0, shared: 0 },
  wording: { a: 0.05, b: 1e-4, c: 0, shared: 0.1 },
  outliers: { a: 0.45, b: 7e-5, c: 0, shared: 0.4 },
  topics: { a: 0.9, b: 6.8e-4, c: 0, shared: 0.3 },
  neighbours: { a: 0.3, b: 3e-5, c: 2.4e-8, shared: 0.5 },
  copies: { a: 0.5, b: 2.2e-4, c: 0, shared: 0.2 },
  // What of it is left when the rest is done: it has a thread of its own.
  map: { a: 0.8, b: 0, c: 0, shared: 0 },
};

/**
 * Seconds that a step takes of n documents with some threads.
 *
 * @param length mean of the documents' characters. Longer ones have more terms and shingles, though not in proportion: 6,000 characters were measured to cost twice as much as 1,500
 */
export function corpusCost(step: CorpusStep, n: number, threads: number, length = USUAL_LENGTH): number {
  const { a, b, c, shared } = COST[step];
  return (a + b * n * Math.sqrt(Math.max(1, length / USUAL_LENGTH)) + c * n * n) * (1 - shared + shared / threads);
}

/** Seconds that writing the report takes of n documents. */
export const reportCost = (n: number): number => 0.05 + 1e-4 * n;
