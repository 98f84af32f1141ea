import { expect, test } from 'vitest';
import type { Progress } from '../../../src/protocol/job.ts';
import { NO_TURNS, wanting, withinSlice, Yielded } from '../../../src/server/time-slice.ts';

const at = (stage: Progress['stage'], done = 0): Progress => ({
  stage,
  fraction: 0,
  done,
  total: 9,
  secondsLeft: null,
});
const nobody = { onProgress: () => undefined, signal: new AbortController().signal };

/** Ends when it is told to, as the child process does. */
const until = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(new Error('cancelled'))));

const yielded = async (run: Promise<unknown>) => {
  const error: unknown = await run.catch((reason: unknown) => reason);
  if (!(error instanceof Yielded)) throw error;
  return error.turns;
};

test('whoever had its time leaves its place to one that waits', async () => {
  const turns = yielded(
    withinSlice(
      nobody,
      { seconds: 0.02, turns: NO_TURNS, isWanted: () => true },
      ({ signal, onProgress }) => (onProgress(at('documents', 3)), until(signal)),
    ),
  );
  expect(await turns).toEqual({ fruitless: 0, done: 3 });
});

test('once it leaves its place nobody asks for that again, however long its end takes', async () => {
  let asked = 0;
  const turns = yielded(
    withinSlice(
      nobody,
      { seconds: 0.02, turns: NO_TURNS, isWanted: () => (asked++, true) },
      ({ signal }) =>
        new Promise<never>((_, reject) =>
          signal.addEventListener('abort', () => setTimeout(() => reject(new Error('cancelled')), 100)),
        ),
    ),
  );
  await turns;
  expect(asked).toBe(1);
});

test('while nobody waits it goes on, however long that is', async () => {
  let asked = 0;
  const run = withinSlice(
    nobody,
    { seconds: 0.01, turns: NO_TURNS, isWanted: () => (asked++, false) },
    ({ signal }) => new Promise((resolve) => setTimeout(() => resolve(signal.aborted), 100)),
  );
  expect(await run).toBe(false);
  expect(asked).toBeGreaterThan(0);
});

test('whoever cannot be asked is asked again', async () => {
  let asked = 0;
  const isWanted = () => (++asked < 3 ? Promise.reject(new Error('Redis is away')) : Promise.resolve(true));
  expect(
    await yielded(withinSlice(nobody, { seconds: 0.02, turns: NO_TURNS, isWanted }, ({ signal }) => until(signal))),
  ).toMatchObject({ fruitless: 1 });
  expect(asked).toBe(3);
});

test.each([
  ['listing', [at('reading')], { fruitless: 3, done: 5 }],
  ['documents that were done before', [at('documents', 5)], { fruitless: 3, done: 5 }],
  ['documents', [at('documents', 6)], { fruitless: 2, done: 6 }],
  ['the last stage, behind documents', [at('documents', 9), at('corpus', 9)], { fruitless: 2, done: 9 }],
  ['the last stage alone', [at('documents', 5), at('corpus', 9)], { fruitless: 3, done: 5 }],
])('a turn that ended in %s counts as it should', async (_, told, turns) => {
  const run = withinSlice(
    nobody,
    { seconds: 0.005, turns: { fruitless: 2, done: 5 }, isWanted: () => true },
    ({ signal, onProgress }) => {
      for (const progress of told) onProgress(progress);
      return until(signal);
    },
  );
  expect(await yielded(run)).toEqual(turns);
});

test('after turns that nothing was kept of the next one is as long as it takes', async () => {
  // Its last stage takes 300 ms, with a slice of 10.
  let turns = NO_TURNS;
  let ended = false;
  for (let tries = 0; tries < 12 && !ended; tries++)
    try {
      ended = await withinSlice(nobody, { seconds: 0.01, turns, isWanted: () => true }, ({ signal, onProgress }) => {
        onProgress(at('corpus', 9));
        return Promise.race([until(signal), new Promise<true>((resolve) => setTimeout(() => resolve(true), 300))]);
      });
    } catch (error) {
      if (!(error instanceof Yielded)) throw error;
      turns = error.turns;
    }
  expect(ended).toBe(true);
  expect(turns.fruitless).toBeGreaterThan(2);
});

test('a slice is one for the whole turn: whoever waits does not wait for one in each stage', async () => {
  let told = 0;
  const turns = yielded(
    withinSlice(nobody, { seconds: 0.04, turns: NO_TURNS, isWanted: () => true }, async ({ signal, onProgress }) => {
      // It goes from stage to stage faster than a slice is over.
      for (; !signal.aborted && told < 2000; told++) {
        onProgress(at((['reading', 'documents', 'corpus'] as const)[told % 3]!, 3));
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      if (signal.aborted) throw new Error('cancelled');
    }),
  );
  expect(await turns).toMatchObject({ done: 3 });
});

test('a report that is being written is written', async () => {
  const run = withinSlice(
    nobody,
    { seconds: 0.01, turns: NO_TURNS, isWanted: () => true },
    ({ signal, onProgress }) => {
      onProgress(at('report'));
      return new Promise((resolve) => setTimeout(() => resolve(signal.aborted), 60));
    },
  );
  expect(await run).toBe(false);
});

test('one that somebody stops is stopped, and one that fails has failed', async () => {
  const controller = new AbortController();
  const stopped = withinSlice(
    { ...nobody, signal: controller.signal },
    { seconds: 5, turns: NO_TURNS, isWanted: () => true },
    ({ signal }) => until(signal),
  );
  controller.abort();
  await expect(stopped).rejects.toThrow('cancelled');
  await expect(
    withinSlice(nobody, { seconds: 5, turns: NO_TURNS, isWanted: () => true }, () =>
      Promise.reject(new Error('no texts')),
    ),
  ).rejects.toThrow('no texts');
});

test.each([
  ['one place', 'a', ['a'], ['b'], ['b']],
  ['its own', 'a', ['a'], ['a'], []],
  ['a place each', 'a', ['a', 'b'], ['b'], []],
  ['two places and none', 'a', ['a', 'a'], ['a', 'b', 'c'], ['b', 'c']],
  ['two places and one', 'a', ['a', 'a', 'b'], ['b'], ['b']],
  ['one place, and two of another', 'a', ['a', 'b', 'b'], ['b', 'c'], ['c']],
])('who should have a place: %s', (_, tenant, holding, waiting, expected) => {
  expect(
    wanting(
      tenant,
      holding,
      waiting.map((who) => ({ tenant: who })),
    ).map((w) => w.tenant),
  ).toEqual(expected);
});
