import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { beforeEach, expect, test } from 'vitest';
import { DocumentAnnotations } from '../../../../src/extension/annotations/annotations.ts';
import { followReruns } from '../../../../src/extension/annotations/follow-reruns.ts';
import type { Job } from '../../../../src/protocol/job.ts';
import type { Report } from '../../../../src/report/report.ts';
import { reportDocument, reportOn } from '../../support/reports.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const reportWith = (...paths: readonly string[]) =>
  reportOn(paths.map((path, i) => reportDocument({ id: `d${i + 1}`, path, sha256: `text of ${path}` })));
const SEEN = { tags: ['seen'], note: '' };

let folder: string;
let report: Report;
/** What VS Code's window has: it may be closed at any moment, and another one opened on the same folder. */
let window: ReturnType<typeof openWindow>;

beforeEach(async () => {
  folder = path.join(temporaryFolder(), 'job');
  mkdirSync(folder);
  report = reportWith('b', 'c');
  window = openWindow();
  await window.annotations.change(report.job.id, { documents: ['d1'], addTag: 'seen' });
});

function openWindow(status: Job['status'] = 'completed') {
  const listeners = new Set<(job: Job | undefined) => void>();
  const told: unknown[] = [];
  const errors: string[] = [];
  const annotations = new DocumentAnnotations(
    () => folder,
    (_, now) => told.push(now),
  );
  const jobAt = (fields: Partial<Job>): Job => ({ ...report.job, summary: report.summary, ...fields });
  followReruns(
    {
      onDidChange: (listener) => {
        listeners.add(listener);
        return { dispose: () => listeners.delete(listener) };
      },
      list: () => [jobAt({ status })],
      reports: { whole: () => Promise.resolve(report) },
    },
    annotations,
    { error: (message: string | Error) => void errors.push(String(message)) },
  );
  const becomes = (now: Job['status']) => {
    for (const listener of listeners) listener(jobAt({ status: now }));
  };
  return { annotations, told, errors, becomes, of: () => annotations.of(report.job.id) };
}

const isBegun = () => existsSync(path.join(folder, 'annotations-run.json'));

test('a job that is run again in its place keeps annotations with their documents, for whatever reason it runs', async () => {
  window.becomes('pending');
  await expect.poll(isBegun).toBe(true);
  window.becomes('processing');
  report = reportWith('a', 'b', 'c');
  window.becomes('completed');
  await expect.poll(window.of).toEqual({ d2: SEEN });
  await expect.poll(isBegun).toBe(false);
  expect(window.told.at(-1)).toEqual({ d2: SEEN });
  // Told once more of the same end, nothing moves again.
  window.becomes('completed');
  await wait(50);
  expect(await window.of()).toEqual({ d2: SEEN });
});

test('what is written while it runs moves too', async () => {
  window.becomes('pending');
  await expect.poll(isBegun).toBe(true);
  await window.annotations.change(report.job.id, { documents: ['d2'], note: 'ask her' });
  report = reportWith('a', 'b', 'c');
  window.becomes('completed');
  await expect.poll(window.of).toEqual({ d2: SEEN, d3: { tags: [], note: 'ask her' } });
});

test('a run that is stopped leaves them where they are, as its results', async () => {
  window.becomes('pending');
  await expect.poll(isBegun).toBe(true);
  window.becomes('completed');
  await expect.poll(isBegun).toBe(false);
  expect(await window.of()).toEqual({ d1: SEEN });
  expect(window.errors).toEqual([]);
});

test('where the window closes before it saw the end, the next one moves them', async () => {
  window.becomes('pending');
  await expect.poll(isBegun).toBe(true);
  report = reportWith('a', 'b', 'c');
  const next = openWindow();
  await expect.poll(next.of).toEqual({ d2: SEEN });
  await expect.poll(isBegun).toBe(false);
});

test('where it closes with the new report written and the job not ended, they move once the job was resumed', async () => {
  window.becomes('pending');
  await expect.poll(isBegun).toBe(true);
  report = reportWith('a', 'b', 'c');
  const next = openWindow('paused');
  next.becomes('pending');
  next.becomes('completed');
  await expect.poll(next.of).toEqual({ d2: SEEN });
});

test('where it closes in the middle of the move, they are not moved twice', async () => {
  window.becomes('pending');
  await expect.poll(isBegun).toBe(true);
  const begun = readFileSync(path.join(folder, 'annotations-run.json'));
  report = reportWith('a', 'b', 'c');
  window.becomes('completed');
  await expect.poll(isBegun).toBe(false);
  // As if the file had not been removed any more.
  writeFileSync(path.join(folder, 'annotations-run.json'), begun);
  const next = openWindow();
  await expect.poll(isBegun).toBe(false);
  expect(await next.of()).toEqual({ d2: SEEN });
});
