import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { after, can, type JobEvent, type JobStatus, TRANSITIONS } from '../../../src/protocol/job-state.ts';
import { ROOT } from '../support/paths.ts';

const EVENTS: readonly JobEvent[] = [
  'start',
  'complete',
  'fail',
  'cancel',
  'pause',
  'lose',
  'resume',
  'retry',
  'refresh',
  'revert',
  'yield',
];

test('whatever happens in whatever order, a job is in one of its states, and what cannot happen is refused', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...EVENTS)), (events) => {
      let status: JobStatus = 'pending';
      for (const event of events) {
        if (can(event, status)) status = after(event, status);
        else expect(() => after(event, status)).toThrow(`cannot ${event}`);
        expect(Object.keys(TRANSITIONS)).toContain(status);
      }
    }),
  );
});

test('a job completes only while it is processed', () => {
  expect(Object.keys(TRANSITIONS).filter((status) => can('complete', status as JobStatus))).toEqual(['processing']);
});

test('from every state a job can come to its completion: nothing is a dead end', () => {
  for (const from of Object.keys(TRANSITIONS) as JobStatus[]) {
    const reached = new Set<JobStatus>([from]);
    for (const status of reached) for (const next of Object.values(TRANSITIONS[status])) reached.add(next);
    expect(reached).toContain('completed');
  }
});

test('the table in docs/architecture.md is the one in the code', () => {
  const rows = [
    ...readFileSync(path.join(ROOT, 'docs/architecture.md'), 'utf8').matchAll(/^\| (\w+) \| (\w+) \| (\w+) \|/gm),
  ].map(([, from, event, to]) => `${from} ${event} ${to}`);
  const table = Object.entries(TRANSITIONS).flatMap(([from, events]) =>
    Object.entries(events).map(([event, to]) => `${from} ${event} ${to}`),
  );
  expect(rows.filter((row) => row !== 'from event to').sort()).toEqual(table.sort());
});
