import { describe, expect, test } from 'vitest';
import { gaussian, seededRandom } from '../../../../src/analysis/corpus/random.ts';

const take = (next: () => number, count: number) => Array.from({ length: count }, next);
const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

describe('seeded random numbers', () => {
  test('are the same for a seed and others for another', () => {
    expect(take(seededRandom(7), 5)).toEqual(take(seededRandom(7), 5));
    expect(take(seededRandom(8), 5)).not.toEqual(take(seededRandom(7), 5));
  });

  test('lie in 0 … 1 evenly, 1 excluded', () => {
    const values = take(seededRandom(1), 20_000);
    expect(values.every((v) => v >= 0 && v < 1)).toBe(true);
    const tenths = Array.from({ length: 10 }, (_, t) => values.filter((v) => Math.floor(v * 10) === t).length);
    for (const count of tenths) expect(Math.abs(count - 2_000)).toBeLessThan(200);
  });

  test('are normal with mean 0 and variance 1 through the transform, and always finite', () => {
    const values = take(gaussian(seededRandom(2)), 20_000);
    expect(values.every(Number.isFinite)).toBe(true);
    expect(mean(values)).toBeCloseTo(0, 1);
    expect(mean(values.map((v) => v * v))).toBeCloseTo(1, 1);
  });
});
