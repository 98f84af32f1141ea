import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { QuietPeriod } from '../../../../src/extension/watch/quiet-period.ts';
import type { FileChange } from '../../../../src/process/host/source-filter.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A period of 3 s, at most 30 s, with what it ran on. */
function period({
  busy = () => false,
  run = () => Promise.resolve(),
}: { busy?: () => boolean; run?: () => Promise<void> } = {}) {
  const runs: (readonly (readonly [string, FileChange])[])[] = [];
  const quiet = new QuietPeriod({
    quietMs: 3000,
    mostMs: 30_000,
    busy,
    run: (changes) => {
      runs.push([...changes]);
      return run();
    },
  });
  return { quiet, runs };
}

test('several changes become one run, once nothing has changed for the period', async () => {
  const { quiet, runs } = period();
  quiet.note('a.txt', 'changed');
  await vi.advanceTimersByTimeAsync(2900);
  quiet.note('b.txt', 'created');
  quiet.note('a.txt', 'deleted');
  await vi.advanceTimersByTimeAsync(2900);
  expect(runs).toEqual([]);
  await vi.advanceTimersByTimeAsync(200);
  expect(runs).toEqual([
    [
      ['a.txt', 'deleted'],
      ['b.txt', 'created'],
    ],
  ]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(runs).toHaveLength(1);
});

test('a folder that is never quiet is analysed all the same', async () => {
  const { quiet, runs } = period();
  for (let second = 0; second < 31; second++) {
    quiet.note('log.txt', 'changed');
    await vi.advanceTimersByTimeAsync(1000);
  }
  expect(runs).toHaveLength(1);
});

test('while an analysis of the source runs it waits', async () => {
  let busy = true;
  const { quiet, runs } = period({ busy: () => busy });
  quiet.note('a.txt', 'changed');
  await vi.advanceTimersByTimeAsync(20_000);
  expect(runs).toEqual([]);
  busy = false;
  await vi.advanceTimersByTimeAsync(3000);
  expect(runs).toEqual([[['a.txt', 'changed']]]);
});

test('what changes during a run is run on afterwards', async () => {
  let end: () => void = () => undefined;
  const { quiet, runs } = period({ run: () => new Promise((resolve) => (end = resolve)) });
  quiet.note('a.txt', 'changed');
  await vi.advanceTimersByTimeAsync(3000);
  quiet.note('b.txt', 'changed');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(runs).toHaveLength(1);
  end();
  await vi.advanceTimersByTimeAsync(3000);
  expect(runs[1]).toEqual([['b.txt', 'changed']]);
});

test('after its end nothing runs', async () => {
  const { quiet, runs } = period();
  quiet.note('a.txt', 'changed');
  quiet.dispose();
  quiet.note('b.txt', 'changed');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(runs).toEqual([]);
});
