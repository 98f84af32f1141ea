import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { expired } from '../../../src/jobs/expired.ts';
import { JobStore } from '../../../src/jobs/job-store.ts';
import { moved } from '../../../src/jobs/queue-order.ts';
import type { Job } from '../../../src/protocol/job.ts';
import { disk } from '../../../src/storage/disk.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const ID = '6f1c6f8e-9f0e-4a57-8a38-0d6d4b1c2a11';
const job = (fields: Partial<Job> = {}): Job => ({
  id: ID,
  source: { kind: 'folder', name: 'essays', paths: ['/essays'] },
  options: { granularity: 'sentence', clusters: 'auto', threshold: 0.85, seed: 1 },
  status: 'paused',
  createdAt: '2030-01-01T00:00:00.000Z',
  ...fields,
});

test('a job is listed as it was saved', async () => {
  const store = new JobStore(temporaryFolder());
  const saved = job({ reached: { done: 3, total: 9 }, interrupted: true });
  await store.save(saved);
  expect(await store.list()).toEqual([{ job: saved, owned: false, later: false }]);
});

test('two windows on one storage: the job of one is seen by the other, and not taken', async () => {
  const root = temporaryFolder();
  const [one, other] = [new JobStore(root), new JobStore(root)];
  await one.save(job({ status: 'pending' }));
  expect(await one.claim(ID)).toBe(true);
  expect((await other.list())[0]?.owned).toBe(true);
  expect(await other.claim(ID)).toBe(false);
  await one.release(ID);
  expect(await other.claim(ID)).toBe(true);
});

test('a job of the first version, which had no number, is read', async () => {
  const store = new JobStore(temporaryFolder());
  mkdirSync(store.folder(ID));
  writeFileSync(
    path.join(store.folder(ID), 'job.json'),
    JSON.stringify({ ...job({ status: 'completed' }), owner: 4711 }),
  );
  expect((await store.list())[0]?.job).toEqual(job({ status: 'completed' }));
});

test('a job of a later version is listed as failed with what to do, and is not written over', async () => {
  const store = new JobStore(temporaryFolder());
  mkdirSync(store.folder(ID));
  const text = JSON.stringify({ ...job(), version: 2, status: 'transcended' });
  writeFileSync(path.join(store.folder(ID), 'job.json'), text);
  expect((await store.list())[0]).toMatchObject({
    later: true,
    job: { status: 'failed', error: expect.stringMatching(/later version.*Update the extension/) as string },
  });
  expect(readFileSync(path.join(store.folder(ID), 'job.json'), 'utf8')).toBe(text);
});

test.each(['ENOSPC', 'EIO', 'EACCES', 'EMFILE'])(
  'when saving fails with %s the job on disk is the one before',
  async (code) => {
    const store = new JobStore(temporaryFolder());
    await store.save(job());
    vi.spyOn(disk, 'rename').mockRejectedValue(Object.assign(new Error(code), { code, syscall: 'rename' }));
    onTestFinished(() => void vi.restoreAllMocks());
    await expect(store.save(job({ status: 'completed' }))).rejects.toThrow(code);
    expect((await store.list())[0]?.job.status).toBe('paused');
  },
);

test('knows of a job whether it was ever completed', async () => {
  const store = new JobStore(temporaryFolder());
  await store.save(job());
  expect(await store.hasReport(ID)).toBe(false);
  writeFileSync(store.reportPath(ID), '{}');
  expect(await store.hasReport(ID)).toBe(true);
});

test('deleting everything leaves nothing behind but what a process runs', async () => {
  const store = new JobStore(temporaryFolder());
  const running = '7f1c6f8e-9f0e-4a57-8a38-0d6d4b1c2a11';
  await store.save(job());
  await store.save(job({ id: running, status: 'processing' }));
  await store.claim(running);
  mkdirSync(path.join(store.folder('rubbish'), 'deep'), { recursive: true });
  await store.removeAll();
  expect((await store.list()).map((stored) => stored.job.id)).toEqual([running]);
  await store.release(running);
  await store.removeAll();
  expect(await store.list()).toEqual([]);
});

test('what a job found before is kept until it was seen, however often the job runs again', async () => {
  const store = new JobStore(temporaryFolder());
  await store.save(job({ watched: true }));
  expect((await store.list())[0]?.job.watched).toBe(true);
  const write = (id: string) =>
    writeFileSync(
      path.join(store.folder(ID), 'report.json'),
      `{\n  "schemaVersion": 1,\n  "job": ${JSON.stringify({ id })}\n}\n`,
    );
  for (const run of ['first', 'second', 'third']) {
    write(run);
    await store.keepReport(ID);
  }
  expect(await store.keptReport(ID)).toMatchObject({ job: { id: 'first' } });
  await store.forgetKeptReport(ID);
  expect(await store.keptReport(ID)).toBeUndefined();
  await store.keepReport(ID);
  expect(await store.keptReport(ID)).toMatchObject({ job: { id: 'third' } });
  expect(await store.report(ID)).toMatchObject({ job: { id: 'third' } });
});

test('a waiting job changes places with its neighbour, and not beyond the ends', () => {
  expect(moved(['a', 'b', 'c'], 'c', -1)).toEqual(['a', 'c', 'b']);
  expect(moved(['a', 'b', 'c'], 'a', 1)).toEqual(['b', 'a', 'c']);
  for (const [id, by] of [
    ['a', -1],
    ['c', 1],
    ['x', 1],
  ] as const)
    expect(moved(['a', 'b', 'c'], id, by)).toEqual(['a', 'b', 'c']);
});

test('jobs expire by their end, never while they run, and never by a clock that was set back', () => {
  const now = Date.parse('2030-06-01');
  const old = job({ finishedAt: '2030-02-01T00:00:00.000Z' });
  expect(expired([old], 90, now)).toEqual([old]);
  expect(expired([old], 0, now)).toEqual([]);
  expect(expired([old], 200, now)).toEqual([]);
  expect(
    expired(
      [
        { ...old, status: 'processing' },
        { ...old, status: 'pending' },
        job({ finishedAt: '2031-01-01T00:00:00.000Z' }),
      ],
      90,
      now,
    ),
  ).toEqual([]);
});
