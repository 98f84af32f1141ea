import { expect, test } from 'vitest';
import { inOrder, othersOf } from '../../../../src/extension/compare/choose-other.ts';
import type { Job } from '../../../../src/protocol/job.ts';

const job = (id: string, day: number, fields: Partial<Job> = {}): Job => ({
  id,
  source: { kind: 'folder', name: 'essays', paths: ['/essays'] },
  options: { granularity: 'sentence', clusters: 'auto', threshold: 0.85, seed: 1 },
  status: 'completed',
  createdAt: `2030-01-0${day}T00:00:00.000Z`,
  ...fields,
});
const elsewhere = { source: { kind: 'zip', name: 'old.zip', paths: ['/old.zip'] } } as const;

test('those of the same source come first, newest first; only what is completed can be compared', () => {
  const chosen = job('chosen', 3);
  const jobs = [
    job('a', 1),
    chosen,
    job('failed', 5, { status: 'failed' }),
    job('z', 2, elsewhere),
    job('b', 4),
    job('y', 6, elsewhere),
  ];
  const { same, different } = othersOf(chosen, jobs);
  expect([same.map(({ id }) => id), different.map(({ id }) => id)]).toEqual([
    ['b', 'a'],
    ['y', 'z'],
  ]);
});

test('what was read earlier is before, also where it ran again since it was made', () => {
  const [old, young] = [job('old', 1), job('young', 2)];
  expect(inOrder(young, old)).toEqual([old, young]);
  const again = { ...old, startedAt: '2030-01-03T00:00:00.000Z' };
  expect(inOrder(again, young)).toEqual([young, again]);
});
