import { expect, test } from 'vitest';
import { lastOfSource } from '../../../../src/extension/jobs/last-of-source.ts';
import type { Job } from '../../../../src/protocol/job.ts';

const source = { kind: 'folder', name: 'essays', paths: ['/class/essays'] } as const;
const job = (id: string, fields: Partial<Job>): Job => ({
  id,
  source,
  options: { granularity: 'sentence', clusters: 'auto', threshold: 0.85, seed: 1 },
  status: 'completed',
  createdAt: '2030-01-01T00:00:00.000Z',
  ...fields,
});

test('is the job that was completed last, whenever it was begun', () => {
  const jobs = [
    job('resumed', { finishedAt: '2030-01-05T00:00:00.000Z' }),
    job('newer', { createdAt: '2030-01-02T00:00:00.000Z', finishedAt: '2030-01-03T00:00:00.000Z' }),
  ];
  expect(lastOfSource(source, jobs)?.id).toBe('resumed');
  expect(lastOfSource(source, jobs.toReversed())?.id).toBe('resumed');
});

test('is none that was not completed, or was on another source', () => {
  expect(
    lastOfSource(source, [
      job('stopped', { status: 'cancelled' }),
      job('waits', { status: 'pending' }),
      job('other', { source: { ...source, paths: ['/class/letters'] } }),
      job('archive', { source: { ...source, kind: 'zip' } }),
    ]),
  ).toBeUndefined();
});
