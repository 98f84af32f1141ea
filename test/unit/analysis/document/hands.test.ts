import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evidenceOf, type JudgedSegment, machineStretch, smoothed } from '../../../../src/analysis/document/hands.ts';

/** Segments of twenty words, each judged with its neighbours in sixty. */
const segments = (logOdds: readonly number[]): JudgedSegment[] =>
  logOdds.map((value, i) => ({ start: 100 * i, end: 100 * i + 90, words: 20, around: 60, logOdds: value }));
const many = (value: number, count: number) => Array.from({ length: count }, () => value);
const evidence = fc.array(fc.double({ min: -6, max: 6, noNaN: true }), { minLength: 1, maxLength: 30 });

describe('smoothing', () => {
  test('pulls an odd segment towards its neighbours, and leaves a long change where it is', () => {
    const odd = smoothed(segments([...many(-4, 6), 3, ...many(-4, 6)]));
    expect(odd[6]).toBeLessThan(0);
    const two = smoothed(segments([...many(-4, 8), ...many(4, 8)]));
    expect(two.map(Math.sign)).toEqual([...many(-1, 8), ...many(1, 8)]);
  });

  test('is fair to both hands and both directions', () => {
    fc.assert(
      fc.property(evidence, (values) => {
        const plain = smoothed(segments(values));
        const negated = smoothed(segments(values.map((v) => -v)));
        const reversed = smoothed(segments(values.toReversed())).toReversed();
        for (const [i, value] of plain.entries()) {
          expect(negated[i]).toBeCloseTo(-value, 8);
          expect(reversed[i]).toBeCloseTo(value, 8);
        }
      }),
    );
  });

  test('is Bayes’ rule over all ways in which hands may change', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -6, max: 6, noNaN: true }), { minLength: 1, maxLength: 7 }), (values) => {
        const rows = segments(values);
        const own = evidenceOf(rows);
        const weights = Array.from({ length: 2 ** own.length }, (_, path) => {
          const states = own.map((_e, i) => (path >> i) & 1);
          return {
            states,
            weight: states.reduce(
              (w, s, i) => w * (s ? Math.exp(own[i]!) : 1) * (i === 0 ? 0.5 : s === states[i - 1] ? 0.97 : 0.03),
              1,
            ),
          };
        });
        const sum = (i: number, state: number) =>
          weights.filter((w) => w.states[i] === state).reduce((total, w) => total + w.weight, 0);
        for (const [i, value] of smoothed(rows).entries())
          expect(value).toBeCloseTo(Math.log(sum(i, 1) / sum(i, 0)), 6);
      }),
      { numRuns: 20 },
    );
  });

  test('of no segment is none', () => {
    expect(smoothed([])).toEqual([]);
  });
});

describe('the stretch of a second hand', () => {
  test('is found in the beginning, the middle and the end', () => {
    const [human, machine] = [many(-5, 8), many(5, 8)];
    expect(machineStretch(segments([...machine, ...human]))).toEqual({ start: 0, end: 790 });
    expect(machineStretch(segments([...human, ...machine, ...human]))).toEqual({ start: 800, end: 1590 });
    expect(machineStretch(segments([...human, ...machine]))).toEqual({ start: 800, end: 1590 });
  });

  test.each([
    ['all are of one hand', many(5, 20)],
    ['one side is too short to tell', [...many(-5, 18), ...many(5, 2)]],
    ['the sides are hardly apart', [...many(-0.6, 6), ...many(0.6, 6)]],
    ['there is nothing', []],
  ])('is none where %s', (_, values) => {
    expect(machineStretch(segments(values))).toBeUndefined();
  });
});
