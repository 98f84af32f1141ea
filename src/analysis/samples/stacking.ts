import { logistic } from '../document/log-odds.ts';
import { solved } from './ridge.ts';

/** What is known of a text: how near it is to the samples in wording, and what the detector says. */
export interface Evidence {
  readonly wording: number;
  readonly detector: number;
}

const STEPS = 50;

/** Keeps the weights finite where the classes lie apart. */
const PENALTY = 1e-3;

/**
 * Log-odds that a text is by the machine, from both: logistic regression with the targets of Platt (1999), which are never certain of so few texts. Both classes weigh the
 * same. A detector that ranks these texts the wrong way round is left out.
 *
 * @param machine evidence of samples, each left out of what gave it
 * @param others likewise of texts by people
 */
export function stacked(machine: readonly Evidence[], others: readonly Evidence[]): (evidence: Evidence) => number {
  const both = regression(machine, others, (e) => [e.wording, e.detector]);
  return both.weights[1]! < 0 ? regression(machine, others, (e) => [e.wording]).score : both.score;
}

function regression(
  machine: readonly Evidence[],
  others: readonly Evidence[],
  numbersOf: (evidence: Evidence) => number[],
) {
  const all = [...machine, ...others];
  const raw = all.map(numbersOf);
  const width = raw[0]!.length;
  const means = Array.from({ length: width }, (_, k) => raw.reduce((sum, r) => sum + r[k]!, 0) / raw.length);
  const spreads = means.map(
    (mean, k) => Math.sqrt(raw.reduce((sum, r) => sum + (r[k]! - mean) ** 2, 0) / raw.length) || 1,
  );
  const rowOf = (numbers: readonly number[]) => [1, ...numbers.map((v, k) => (v - means[k]!) / spreads[k]!)];
  const rows = raw.map(rowOf);
  const targets = all.map((_, i) =>
    i < machine.length ? (machine.length + 1) / (machine.length + 2) : 1 / (others.length + 2),
  );
  const weightOf = (i: number) => 0.5 / (i < machine.length ? machine.length : others.length);
  let weights = new Array<number>(width + 1).fill(0);
  for (let step = 0; step < STEPS; step++) {
    const gradient = weights.map((w, k) => (k === 0 ? 0 : -PENALTY * w));
    const curvature = weights.map((_, k) => weights.map((__, l) => (k === l ? (k === 0 ? 1e-9 : PENALTY) : 0)));
    for (const [i, row] of rows.entries()) {
      const p = logistic(dot(weights, row));
      for (let k = 0; k <= width; k++) {
        gradient[k]! += weightOf(i) * (targets[i]! - p) * row[k]!;
        for (let l = 0; l <= width; l++) curvature[k]![l]! += weightOf(i) * p * (1 - p) * row[k]! * row[l]!;
      }
    }
    const change = solved(curvature.map((row, k) => [...row, gradient[k]!]));
    // Newton's step, cut where it would overshoot.
    const scale = Math.min(1, 2 / Math.max(...change.map(Math.abs), 1e-12));
    weights = weights.map((w, k) => w + scale * change[k]!);
  }
  return { weights: weights.slice(1), score: (evidence: Evidence) => dot(weights, rowOf(numbersOf(evidence))) };
}

const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, v, k) => sum + v * b[k]!, 0);
