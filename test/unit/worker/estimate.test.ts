import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ProgressEstimate } from '../../../src/worker/estimate.ts';

test('names no time before some documents are done', () => {
  let now = 0;
  const estimate = new ProgressEstimate(() => now);
  expect(estimate.enter('documents', 100).secondsLeft).toBeNull();
  now = 7_000;
  expect(estimate.finished(7).secondsLeft).toBeNull();
  now = 8_000;
  expect(estimate.finished(8).secondsLeft).toBeGreaterThan(0);
});

test('expects each further document to take as long as the ones before', () => {
  let now = 0;
  const estimate = new ProgressEstimate(() => now);
  estimate.enter('documents', 100);
  now = 50_000;
  const { secondsLeft } = estimate.finished(50);
  // 50 s for the other half, and the later stages' share on top.
  expect(secondsLeft).toBeGreaterThanOrEqual(50);
  expect(secondsLeft).toBeLessThan(70);
});

test('with the fast encoder expects the corpus stage to take about as long as the documents', () => {
  let now = 0;
  const estimate = new ProgressEstimate(() => now);
  estimate.encoder('fast');
  estimate.enter('documents', 100);
  now = 50_000;
  const { secondsLeft, fraction } = estimate.finished(50);
  expect(secondsLeft).toBeGreaterThan(130);
  expect(fraction).toBeCloseTo(0.26, 2);
});

test('never falls, whatever the number of documents and their times', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(5_000), { maxLength: 40 }), (times) => {
      let now = 0;
      const estimate = new ProgressEstimate(() => now);
      const fractions = [estimate.enter('reading').fraction, estimate.enter('documents', times.length).fraction];
      for (const [i, time] of times.entries()) {
        now += time;
        fractions.push(estimate.finished(i + 1).fraction);
      }
      fractions.push(estimate.enter('corpus').fraction, estimate.enter('report').fraction, estimate.completed().fraction);
      expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
      expect(fractions.at(-1)).toBe(1);
    }),
  );
});
