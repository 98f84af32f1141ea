import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  generationShares,
  joinedScore,
  kindWeights,
  logOdds,
  slopeAt,
} from '../../../../src/analysis/document/detector-calibration.ts';
import { Detector } from '../../../../src/analysis/document/detector.ts';
import { MODELS } from '../../support/paths.ts';

const { parameters } = Detector.load(MODELS);
const COLUMNS = parameters.generations.length + parameters.kinds.length;
/** Column of the first kind. */
const FIRST = parameters.generations.length;
const scores = fc.array(fc.double({ min: -6, max: 6, noNaN: true }), { minLength: COLUMNS, maxLength: COLUMNS });
const words = fc.integer({ min: 50, max: 2000 });
const judge = (
  s: readonly number[],
  w: number,
  p: Pick<typeof parameters, 'bands' | 'generations' | 'kinds' | 'unfamiliar' | 'familiarity'> = parameters,
) => logOdds(joinedScore(s, p.generations), kindWeights(s, p), w, p);

describe('the kinds of writing', () => {
  test('and none of them sum to 1', () => {
    fc.assert(
      fc.property(scores, (s) => {
        const { kinds, unfamiliar } = kindWeights(s, parameters);
        expect(kinds.reduce((a, b) => a + b, unfamiliar)).toBeCloseTo(1, 10);
      }),
    );
  });

  test('are none of them where no model knows the text, and one where one is sure', () => {
    const unknown = Array.from({ length: COLUMNS }, () => -6);
    expect(kindWeights(unknown, parameters).unfamiliar).toBeGreaterThan(0.8);
    const second = unknown.with(FIRST + 1, 8);
    expect(kindWeights(second, parameters).kinds[1]).toBeGreaterThan(0.9);
  });
});

describe('the log-odds', () => {
  test('lie in their interval', () => {
    fc.assert(
      fc.property(scores, words, (s, w) => {
        const { low, value, high } = judge(s, w);
        expect(low <= value && value <= high).toBe(true);
      }),
    );
  });

  test('rise with the score of every generation, by its share of the odds and the slope of the band', () => {
    fc.assert(
      fc.property(scores, words, fc.nat(FIRST - 1), (s, w, g) => {
        const value = (d: number) => judge(s.with(g, s[g]! + d), w).value;
        expect(value(1)).toBeGreaterThanOrEqual(value(0));
        const shares = generationShares(s, parameters.generations);
        expect(shares.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 10);
        if (Math.abs(value(0)) < 10)
          expect((value(1e-4) - value(-1e-4)) / 2e-4).toBeCloseTo(slopeAt(parameters.bands, w) * shares[g]!, 3);
      }),
    );
  });

  test('are at least those of each generation alone: a machine of any will do', () => {
    fc.assert(
      fc.property(scores, (s) => {
        for (const [g, { offset }] of parameters.generations.entries())
          expect(joinedScore(s, parameters.generations)).toBeGreaterThanOrEqual(s[g]! + offset - 1e-9);
      }),
    );
  });

  test('are less certain, never more, where a text may be of a kind whose sources need a wider margin', () => {
    const wider = {
      ...parameters,
      unfamiliar: { below: 1 },
      kinds: parameters.kinds.map((kind, k) => ({ ...kind, below: k === 0 ? 3 : 0 })),
    };
    const plain = {
      ...parameters,
      unfamiliar: { below: 0 },
      kinds: parameters.kinds.map((kind) => ({ ...kind, below: 0 })),
    };
    const ofFirst = Array.from({ length: COLUMNS }, () => -4).with(FIRST, 8);
    const ofSecond = Array.from({ length: COLUMNS }, () => -4).with(FIRST + 1, 8);
    expect(judge(ofFirst, 300, plain).low - judge(ofFirst, 300, wider).low).toBeCloseTo(3, 10);
    expect(judge(ofFirst, 300, wider).high).toBe(judge(ofFirst, 300, plain).high);
    expect(judge(ofSecond, 300, wider)).toEqual(judge(ofSecond, 300, plain));
    const ofNone = Array.from({ length: COLUMNS }, () => -6);
    expect(judge(ofNone, 300, plain).low - judge(ofNone, 300, wider).low).toBeCloseTo(1, 10);
    fc.assert(
      fc.property(scores, words, (s, w) => {
        expect(judge(s, w, wider).low).toBeLessThanOrEqual(judge(s, w, plain).low);
        expect(judge(s, w, wider).high).toBe(judge(s, w, plain).high);
      }),
    );
  });
});
