import { expect, test } from 'vitest';
import type { Progress } from '../../../src/protocol/job.ts';
import { limitListing } from '../../../src/server/listing-limit.ts';

const at = (stage: Progress['stage']): Progress => ({ stage, fraction: 0, done: 0, total: 0, secondsLeft: null });
const onProgress = () => undefined;

/** Ends when it is told to, as the child process does. */
const until = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(new Error('cancelled'))));

test('an analysis that lists for too long is ended, with what to do', async () => {
  await expect(
    limitListing(
      { onProgress, signal: new AbortController().signal },
      0.05,
      ({ signal, onProgress: tell }) => (tell(at('reading')), until(signal)),
    ),
  ).rejects.toMatchObject({
    code: 'source-unreadable',
    message: expect.stringContaining('within 0.05 seconds') as string,
  });
});

test('one that has listed its source takes as long as it takes', async () => {
  const done = limitListing(
    { onProgress, signal: new AbortController().signal },
    0.05,
    async ({ signal, onProgress: tell }) => {
      tell(at('reading'));
      tell(at('documents'));
      await new Promise((resolve) => setTimeout(resolve, 200));
      return signal.aborted;
    },
  );
  expect(await done).toBe(false);
});

test('one that somebody stops is stopped, and not late', async () => {
  const controller = new AbortController();
  const ended = limitListing({ onProgress, signal: controller.signal }, 5, ({ signal }) => until(signal));
  controller.abort();
  await expect(ended).rejects.toThrow('cancelled');
});
