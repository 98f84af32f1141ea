import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { consensus, kindWeights, likeliest, logOdds, sensitivities } from '../../../../src/analysis/document/detector-calibration.ts';
import { Detector } from '../../../../src/analysis/document/detector.ts';
import { MODELS } from '../../support/paths.ts';

const { parameters } = Detector.load(MODELS);
const KINDS = parameters.kinds.length;
const scores = fc.array(fc.double({ min: -6, max: 6, noNaN: true }), { minLength: 2 * KINDS, maxLength: 2 * KINDS });
const words = fc.integer({ min: 50, max: 2000 });

describe('the kinds of writing', () => {
  test('and none of them sum to 1', () => {
    fc.assert(fc.property(scores, (s) => {
      const { kinds, unfamiliar } = kindWeights(s, parameters);
      expect(kinds.reduce((a, b) => a + b, unfamiliar)).toBeCloseTo(1, 10);
    }));
  });

  test('are none of them where no model knows the text, and one where one is sure', () => {
    const unknown = Array.from({ length: 2 * KINDS }, () => -4);
    expect(kindWeights(unknown, parameters).unfamiliar).toBeGreaterThan(0.95);
    const essay = unknown.with(KINDS + 1, 6);
    expect(kindWeights(essay, parameters).kinds[1]).toBeGreaterThan(0.95);
  });
});

describe('the log-odds', () => {
  const judge = (s: readonly number[], w: number) => logOdds(s, kindWeights(s, parameters), w, parameters);

  test('lie in their interval', () => {
    fc.assert(fc.property(scores, words, (s, w) => {
      const { low, value, high } = judge(s, w);
      expect(low <= value && value <= high).toBe(true);
    }));
  });

  test('are those that segments get, to rounding', () => {
    fc.assert(fc.property(scores, words, (s, w) => {
      expect(likeliest(s, kindWeights(s, parameters), w, parameters)).toBeCloseTo(judge(s, w).value, 12);
    }));
  });

  test('rise with the score of every kind’s model', () => {
    fc.assert(fc.property(scores, words, fc.nat(KINDS - 1), (s, w, k) => {
      const weights = kindWeights(s, parameters);
      expect(logOdds(s.with(k, s[k]! + 1), weights, w, parameters).value).toBeGreaterThanOrEqual(logOdds(s, weights, w, parameters).value);
    }));
  });

  test('of a text of a kind that is known come from that kind’s model alone, with its margins', () => {
    const s = Array.from({ length: 2 * KINDS }, (_, i): number => (i < KINDS ? 1 : -20)).with(KINDS, 20);
    const band = parameters.kinds[0]!.own.at(-1)!;
    const expected = band.slope + band.intercept;
    const { low, value, high } = judge(s, 300);
    expect(value).toBeCloseTo(expected, 5);
    expect([low, high]).toEqual([expect.closeTo(expected - band.below, 5), expect.closeTo(expected + band.above, 5)]);
  });

  test('of a text of no known kind come from the consensus, and are less certain', () => {
    const s = Array.from({ length: 2 * KINDS }, (_, i) => (i < KINDS ? 1 : -20));
    const band = parameters.unfamiliar.at(-1)!;
    const { low, value } = judge(s, 300);
    expect(value).toBeCloseTo(band.slope * consensus(s, 300, parameters.kinds) + band.intercept, 5);
    expect(value - low).toBeCloseTo(band.below, 5);
    for (const { own } of parameters.kinds) expect(band.below).toBeGreaterThan(own.at(-1)!.below);
  });
});

test('sensitivities are the derivatives of the log-odds', () => {
  const small = fc.array(fc.double({ min: -1.5, max: 1.5, noNaN: true }), { minLength: 2 * KINDS, maxLength: 2 * KINDS });
  fc.assert(fc.property(small, words, (s, w) => {
    const weights = kindWeights(s, parameters);
    const slopes = sensitivities(s, weights, w, parameters);
    for (const [k, slope] of slopes.entries()) {
      const value = (d: number) => logOdds(s.with(k, s[k]! + d), weights, w, parameters).value;
      expect((value(1e-4) - value(-1e-4)) / 2e-4).toBeCloseTo(slope, 4);
    }
  }), { numRuns: 30 });
});
