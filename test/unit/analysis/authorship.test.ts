import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { authorshipOf, baselineOf, LEAST_BASELINE, probabilityOf } from '../../../src/analysis/authorship.ts';
import { seededRandom } from '../../../src/analysis/corpus/random.ts';

const odds = (p: number) => Math.log(p / (1 - p));
const even = { prior: 0.5 };

describe('the prior', () => {
  test('of one half leaves the log-odds as they are', () => {
    expect(authorshipOf({ value: odds(0.8), low: odds(0.6), high: odds(0.9) }, even)).toEqual({
      aiProbability: 0.8,
      aiInterval: [0.6, 0.9],
      confidence: 'medium',
    });
  });

  test('enters by Bayes’ rule: of texts that score 0.8 where one in ten is a machine’s, 4/13 are', () => {
    expect(probabilityOf(odds(0.8), 0.1)).toBe(0.3077);
  });

  test('moves the interval and the level too', () => {
    const { aiInterval, confidence } = authorshipOf(
      { value: odds(0.82), low: odds(0.8), high: odds(0.85) },
      { prior: 0.1 },
    );
    expect(aiInterval[0]).toBe(0.3077);
    expect(confidence).toBe('low');
  });
});

test('the level goes both ways: HIGH by the lower end, LOW by the upper one, undecided between', () => {
  expect(authorshipOf({ value: odds(0.1), low: odds(0.01), high: odds(0.39) }, even).confidence).toBe('low');
  expect(authorshipOf({ value: odds(0.1), low: odds(0.01), high: odds(0.41) }, even).confidence).toBe('medium');
  expect(authorshipOf({ value: odds(0.06), low: odds(0.03), high: odds(0.97) }, even).confidence).toBe('medium');
  expect(authorshipOf({ value: odds(0.99), low: odds(0.71), high: odds(0.995) }, even).confidence).toBe('high');
  expect(authorshipOf({ value: odds(0.99), low: odds(0.69), high: odds(0.995) }, even).confidence).toBe('medium');
});

describe('a baseline', () => {
  const scored = (count: number, seed = 1) =>
    Array.from({ length: count }, seededRandom(seed)).map((u) => odds(0.02 + 0.96 * u));

  test(`of fewer than ${LEAST_BASELINE} texts is none`, () => {
    expect(baselineOf('/class', scored(LEAST_BASELINE - 1))).toBeUndefined();
    expect(baselineOf('/class', scored(LEAST_BASELINE))?.description).toEqual({
      folder: '/class',
      texts: LEAST_BASELINE,
      highRate: 0.05,
    });
  });

  test('of at least 99 promises one in a hundred', () => {
    expect(baselineOf('/class', scored(99))?.description.highRate).toBe(0.01);
    expect(baselineOf('/class', scored(5000))?.description.highRate).toBe(0.01);
  });

  test('keeps its promise: of new texts by the same people at most the promised share is rated HIGH', () => {
    const random = seededRandom(7);
    // People whose texts score high: without the baseline half of them would be rated HIGH.
    const draw = () => 1 + 2 * (random() + random() + random() - 1.5);
    let high = 0;
    const trials = 400,
      each = 50;
    for (let t = 0; t < trials; t++) {
      const baseline = baselineOf('/class', Array.from({ length: 49 }, draw))!;
      for (let i = 0; i < each; i++) {
        const value = draw();
        if (authorshipOf({ value, low: value, high: value }, { ...even, baseline }).confidence === 'high') high++;
      }
    }
    // Exact in the mean; three standard errors of 400 baselines of 49 texts each.
    expect(high / (trials * each)).toBeLessThan(0.02 + 3 * (0.02 / Math.sqrt(trials)));
    expect(high).toBeGreaterThan(0);
  });

  test('lets a text reach HIGH that is above all of it, however wide the interval was without', () => {
    const baseline = baselineOf(
      '/class',
      scored(99).map((s) => s - 6),
    )!;
    expect(authorshipOf({ value: odds(0.95), low: odds(0.3), high: odds(0.99) }, { ...even, baseline })).toMatchObject({
      confidence: 'high',
      baselineRank: 0.01,
    });
  });

  test('never raises the lower end above the probability, and never lowers the rank below 1 / (n + 1)', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -8, max: 8, noNaN: true }),
        fc.integer({ min: LEAST_BASELINE, max: 200 }),
        (value, n) => {
          const { aiProbability, aiInterval, baselineRank } = authorshipOf(
            { value, low: value - 1, high: value + 1 },
            { ...even, baseline: baselineOf('/class', scored(n))! },
          );
          expect(aiInterval[0]).toBeLessThanOrEqual(aiProbability);
          expect(baselineRank).toBeGreaterThanOrEqual(Math.floor(1e4 / (n + 1)) / 1e4);
          expect(baselineRank).toBeLessThanOrEqual(1);
        },
      ),
    );
  });
});
