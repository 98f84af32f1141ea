import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ProgressEstimate } from '../../../../../src/process/child/estimate/estimate.ts';
import { CORPUS_STEPS, corpusCost, reportCost } from '../../../../../src/process/child/estimate/reduce-cost.ts';

const clock = () => {
  let at = 0;
  return { now: () => at, pass: (ms: number) => void (at += ms) };
};

/** A job on a machine on which a second of work takes `pace` milliseconds, told step by step. */
function* job(
  documents: number,
  {
    threads = 2,
    pace = 1000,
    costOf = () => 0.004,
    startMs = 0,
    samples = false,
  }: {
    threads?: number;
    pace?: number;
    costOf?: (document: number) => number;
    startMs?: number;
    samples?: boolean;
  } = {},
) {
  const time = clock();
  const estimate = new ProgressEstimate(time.now);
  estimate.planned({ documents, threads, costOf, samples });
  yield { at: time.now(), ...estimate.enter('documents') };
  time.pass(startMs);
  for (let i = 0; i < documents; i++) {
    time.pass((costOf(i) * pace) / threads);
    yield { at: time.now(), ...estimate.finished(i) };
  }
  yield { at: time.now(), ...estimate.enter('corpus') };
  for (const step of CORPUS_STEPS.filter((step) => step !== 'samples' || samples)) {
    yield { at: time.now(), ...estimate.enterStep(step) };
    time.pass(corpusCost(step, documents, threads) * pace);
  }
  yield { at: time.now(), ...estimate.enter('report') };
  time.pass(reportCost(documents) * pace);
  yield { at: time.now(), ...estimate.completed() };
}

test('names no time before some documents are done', () => {
  const told = [...job(100)];
  expect(told.slice(0, 8).map(({ secondsLeft }) => secondsLeft)).toEqual(Array.from({ length: 8 }, () => null));
  expect(told[8]?.secondsLeft).toBeGreaterThan(0);
});

test('once a tenth is done the time left is right on a machine of any speed, also while documents are compared', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 200, max: 3_000 }),
      fc.integer({ min: 1, max: 8 }),
      fc.double({ min: 100, max: 20_000, noNaN: true }),
      fc.boolean(),
      (documents, threads, pace, samples) => {
        const told = [...job(documents, { threads, pace, samples })];
        const end = told.at(-1)!.at;
        for (const { at, secondsLeft } of told.filter((t) => t.at > end / 10))
          expect(Math.abs(at + secondsLeft! * 1000 - end)).toBeLessThan(0.2 * end + 1000);
      },
    ),
    { numRuns: 30 },
  );
});

test('that the models are loaded first does not make each document longer', () => {
  const told = [...job(2_000, { startMs: 3_000 })];
  const end = told.at(-1)!.at;
  const early = told.find(({ at }) => at > 3_000 + (end - 3_000) / 10)!;
  expect(early.at + early.secondsLeft! * 1000).toBeGreaterThan(0.9 * end);
  expect(early.at + early.secondsLeft! * 1000).toBeLessThan(1.1 * end);
});

test('long documents at the end are known of', () => {
  const told = [...job(1_000, { costOf: (i) => (i < 500 ? 0.002 : 0.02) })];
  const end = told.at(-1)!.at;
  const { at, secondsLeft } = told[400]!;
  expect(at + secondsLeft! * 1000).toBeGreaterThan(0.8 * end);
});

test('what was kept from before costs nothing', () => {
  const time = clock();
  const estimate = new ProgressEstimate(time.now);
  estimate.planned({ documents: 1_000, threads: 1, costOf: () => 0.1 });
  estimate.enter('documents');
  for (let i = 0; i < 900; i++) expect(estimate.finished(i, true).secondsLeft).toBeNull();
  let last;
  for (let i = 900; i < 950; i++) {
    time.pass(100);
    last = estimate.finished(i);
  }
  expect(last?.secondsLeft).toBeLessThan(20);
});

test('never falls, whatever the number of documents and their times', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(5_000), fc.boolean()), { maxLength: 40 }), (documents) => {
      const time = clock();
      const estimate = new ProgressEstimate(time.now);
      estimate.planned({ documents: documents.length, threads: 2, costOf: () => 0.01 });
      const fractions = [estimate.enter('reading').fraction, estimate.enter('documents').fraction];
      for (const [i, [ms, kept]] of documents.entries()) {
        time.pass(ms);
        fractions.push(estimate.finished(i, kept).fraction);
      }
      fractions.push(estimate.enter('corpus').fraction);
      for (const step of CORPUS_STEPS) {
        time.pass(3_000);
        fractions.push(estimate.enterStep(step).fraction, estimate.current().fraction);
      }
      fractions.push(estimate.enter('report').fraction, estimate.completed().fraction);
      expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
      expect(fractions.at(-1)).toBe(1);
    }),
  );
});
