import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { DocumentResult } from '../../../src/protocol/job.ts';
import { Batches } from '../../../src/server/batches.ts';
import { type BatchQueue, stoppable } from '../../../src/server/queue.ts';
import { openBatchFiles } from '../../../src/server/store/open-store.ts';
import { keptJob } from '../support/kept-job.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const ID = '6f1c6f8e-9f0e-4a57-8a38-0d6d4b1c2a11';

/** A queue in which every batch waits until it is stopped, which takes a moment. */
const waiting = (): BatchQueue => ({
  name: 'embedded',
  run: () =>
    stoppable(
      (signal) =>
        new Promise((_, reject) =>
          signal.addEventListener('abort', () => setTimeout(() => reject(new Error('stopped')), 5)),
        ),
    ),
  ready: () => Promise.resolve(true),
  close: () => Promise.resolve(),
});

async function opened(data: string, unfinished = 9, queue = waiting()) {
  const batches = new Batches(
    await openBatchFiles(data, undefined),
    queue,
    { unfinished, days: 0 },
    { info: () => undefined, error: () => undefined },
  );
  await batches.open();
  return batches;
}

test.each([
  ['deleted, then retried', (b: Batches) => [b.remove('school', ID), b.retry('school', ID)]],
  ['retried, then deleted', (b: Batches) => [b.retry('school', ID), b.remove('school', ID)]],
  [
    'deleted twice and retried between',
    (b: Batches) => [b.remove('school', ID), b.retry('school', ID), b.remove('school', ID), b.retry('school', ID)],
  ],
  [
    'retried, stopped, deleted and retried',
    (b: Batches) => [
      b.retry('school', ID),
      b.stop('school', ID, 'cancel'),
      b.remove('school', ID),
      b.retry('school', ID),
    ],
  ],
  [
    'retried, expired and retried',
    (b: Batches) => [b.retry('school', ID), b.remove('school', ID), b.expire(), b.retry('school', ID)],
  ],
] as const)('a batch that is %s at the same time is gone, and stays so after a restart', async (_, act) => {
  const data = temporaryFolder();
  await keptJob(path.join(data, 'batches/school'), ID, true);
  const batches = await opened(data);
  await Promise.allSettled(act(batches));
  expect(batches.list('school')).toEqual([]);
  expect(existsSync(path.join(data, 'batches/school', ID))).toBe(false);
  expect((await opened(data)).list('school')).toEqual([]);
});

test('uploads at the same time do not pass the limit together, and places that are given back are free', async () => {
  const batches = await opened(temporaryFolder(), 2);
  const places = Array.from({ length: 16 }, () => {
    try {
      return batches.admit('school');
    } catch {
      return undefined;
    }
  }).filter((place) => place !== undefined);
  expect(places).toHaveLength(2);
  expect(() => batches.admit('university').release()).not.toThrow();
  places[0]?.release();
  places[0]?.release();
  batches.admit('school');
  expect(() => batches.admit('school')).toThrow('2 batches wait, run or are being uploaded');
});

test('a deletion that was ended in its middle is finished at the next start', async () => {
  const data = temporaryFolder();
  await keptJob(path.join(data, 'batches/school'), ID, true);
  const { renameSync } = await import('node:fs');
  renameSync(path.join(data, 'batches/school', ID), path.join(data, `batches/school/.deleting-${ID}`));
  expect((await opened(data)).strangeThings()).toEqual([]);
  expect(existsSync(path.join(data, `batches/school/.deleting-${ID}`))).toBe(false);
});

test('a batch whose turn is over waits again, and its documents are told once', async () => {
  const data = temporaryFolder();
  await keptJob(path.join(data, 'batches/school'), ID, false);
  const document = { id: 'd1', path: 'a.txt' } as unknown as DocumentResult;
  let go: () => void = () => undefined;
  const turns: BatchQueue = {
    ...waiting(),
    run: (_, { onStart, onYield, onDocuments }) =>
      stoppable(async () => {
        for (let turn = 0; turn < 2; turn++) {
          onStart();
          onDocuments([document]);
          onYield();
          await new Promise<void>((resolve) => (go = resolve));
        }
        throw new Error('no more');
      }),
  };
  const batches = await opened(data, 9, turns);
  const statuses: string[] = [];
  const told: unknown[] = [];
  batches.listen(ID, (event) =>
    event.kind === 'documents' ? told.push(...event.documents) : statuses.push(batches.get('school', ID).job.status),
  );
  await batches.retry('school', ID).catch(() => undefined);
  await expect.poll(() => statuses).toEqual(['pending', 'processing', 'pending']);
  const { startedAt } = batches.get('school', ID).job;
  go();
  await expect.poll(() => statuses.filter((status) => status === 'processing').length).toBe(2);
  expect(batches.get('school', ID).job.startedAt).toBe(startedAt);
  expect(batches.get('school', ID).documents).toEqual([document]);
  expect(told).toEqual([document]);
  await expect.poll(() => statuses.at(-1)).toBe('pending');
  go();
  // What it found before it was tried again stands.
  await expect.poll(() => statuses.at(-1)).toBe('completed');
});
