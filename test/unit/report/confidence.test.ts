import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bandOf, CONFIDENCE_CUTS, confidenceOf } from '../../../src/report/confidence.ts';

test.each([
  [[0.7001, 1], 'high'],
  [[0.7, 1], 'medium'],
  [[0.4, 0.7], 'medium'],
  [[0.03, 0.97], 'medium'],
  [[0.03, 0.4], 'medium'],
  [[0.6, 0.6], 'medium'],
  [[0, 0.3999], 'low'],
  [null, 'unknown'],
] as const)('%j is %s', (interval, confidence) => {
  expect(confidenceOf(interval)).toBe(confidence);
});

const RANK = { low: 0, medium: 1, high: 2, unknown: NaN };
const share = fc.double({ min: 0, max: 1, noNaN: true });
const interval = fc.tuple(share, share).map(([p, q]) => [Math.min(p, q), Math.max(p, q)] as const);

test('never falls as both ends rise', () => {
  fc.assert(
    fc.property(
      interval,
      interval,
      (a, b) => a[0] > b[0] || a[1] > b[1] || RANK[confidenceOf(a)] <= RANK[confidenceOf(b)],
    ),
  );
});

test('a wider interval is never surer', () => {
  fc.assert(
    fc.property(interval, interval, (a, b) => {
      const wider = [Math.min(a[0], b[0]), Math.max(a[1], b[1])] as const;
      return confidenceOf(wider) === 'medium' || confidenceOf(wider) === confidenceOf(a);
    }),
  );
});

test('a figure alone lies where an interval without width does', () => {
  expect([0, 0.3999, 0.4, 0.7, 0.7001, 1, null].map(bandOf)).toEqual([
    'low',
    'low',
    'medium',
    'medium',
    'high',
    'high',
    'unknown',
  ]);
});

test('the cuts are the ones that are promised', () => {
  expect(CONFIDENCE_CUTS).toEqual({ medium: 0.4, high: 0.7 });
});
