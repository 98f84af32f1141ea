import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CONFIDENCE_CUTS, confidenceOf } from '../../../src/report/confidence.ts';

test.each([
  [1, 'high'],
  [0.7001, 'high'],
  [0.7, 'medium'],
  [0.4, 'medium'],
  [0.3999, 'low'],
  [0, 'low'],
  [null, 'unknown'],
] as const)('%s is %s', (probability, confidence) => {
  expect(confidenceOf(probability)).toBe(confidence);
});

test('never falls as the probability rises', () => {
  const rank = { low: 0, medium: 1, high: 2, unknown: NaN };
  fc.assert(fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (p, q) => p > q || rank[confidenceOf(p)] <= rank[confidenceOf(q)]));
});

test('the cuts are the ones that are promised', () => {
  expect(CONFIDENCE_CUTS).toEqual({ medium: 0.4, high: 0.7 });
});
