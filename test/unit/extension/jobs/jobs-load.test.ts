import { readdirSync } from 'node:fs';
import { EventEmitter } from 'node:events';
import { afterEach, expect, test, vi } from 'vitest';
import type { Jobs as JobsType } from '../../../../src/extension/jobs/jobs.ts';
import { JobStore } from '../../../../src/jobs/job-store.ts';
import type { Job } from '../../../../src/protocol/job.ts';
import { AnalyzerError, type JobRunner } from '../../../../src/process/host/client.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

vi.mock('vscode', () => ({
  EventEmitter: class {
    private readonly emitter = new EventEmitter();
    event = (listener: (value: unknown) => void) => {
      this.emitter.on('event', listener);
      return { dispose: () => this.emitter.off('event', listener) };
    };
    fire = (value: unknown) => this.emitter.emit('event', value);
    dispose = () => this.emitter.removeAllListeners();
  },
  l10n: { t: (text: string) => text },
  workspace: { getConfiguration: () => ({ get: (_: string, otherwise: unknown) => otherwise }) },
}));

const ID = '6f1c6f8e-9f0e-4a57-8a38-0d6d4b1c2a11';
const job: Job = {
  id: ID,
  source: { kind: 'folder', name: 'essays', paths: ['/essays'] },
  options: { granularity: 'sentence', clusters: 'auto', threshold: 0.85, seed: 1 },
  status: 'paused',
  createdAt: '2030-01-01T00:00:00.000Z',
};
const SUMMARY = {
  documents: 1,
  analyzed: 1,
  skipped: 0,
  clusters: 1,
  duplicateGroups: 0,
  meanAiProbability: 0.5,
  highConfidence: 0,
  confidence: { high: 0, medium: 1, low: 0, unknown: 0 },
};

/** Runs that come to their end when they are told to. */
class Runs {
  readonly ends: (() => void)[] = [];
  start = (): JobRunner => {
    let stop: () => void = () => undefined;
    return {
      pid: 1,
      analyze: () =>
        new Promise((resolve, reject) => {
          this.ends.push(() => resolve({ reportPath: '', summary: SUMMARY, reused: 0, notes: [], times: [] }));
          stop = () => reject(new AnalyzerError('cancelled', 'stopped'));
        }),
      stop: () => stop(),
      dispose: () => undefined,
    };
  };
  forget = () => Promise.resolve();
}

/** A gate that a call waits at until it is opened. */
function held(target: JobStore, method: 'survey' | 'bytes'): { readonly reached: Promise<void>; open(): void } {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  let reach: () => void = () => undefined;
  const reached = new Promise<void>((resolve) => (reach = resolve));
  const original = (target[method] as (...args: unknown[]) => Promise<unknown>).bind(target);
  vi.spyOn(target, method).mockImplementationOnce((async (...args: unknown[]) => {
    const result = await original(...args);
    reach();
    await opened;
    return result;
  }) as never);
  return { reached, open };
}

const all: JobsType[] = [];
afterEach(() => {
  vi.restoreAllMocks();
  for (const jobs of all.splice(0)) jobs.dispose();
});

async function window() {
  const { Jobs } = await import('../../../../src/extension/jobs/jobs.ts');
  const store = new JobStore(temporaryFolder());
  await store.save(job);
  const runs = new Runs();
  const log = { info: () => undefined, debug: () => undefined, error: () => undefined } as never;
  const jobs = new Jobs(store, runs, log);
  all.push(jobs);
  await jobs.load();
  return { jobs, store, runs };
}

test.each(['survey', 'bytes'] as const)(
  'a job that is resumed while what is on disk is read (%s) runs, and keeps its entry',
  async (at) => {
    const { jobs, store, runs } = await window();
    const gate = held(store, at);
    const loading = jobs.load();
    await gate.reached;
    const resumed = await jobs.resume(ID);
    gate.open();
    await loading;
    expect(jobs.live(ID)).toBeDefined();
    expect(jobs.get(ID)?.status).toMatch(/pending|processing/);
    await expect.poll(() => runs.ends.length).toBe(1);
    runs.ends[0]?.();
    expect((await resumed?.ended)?.status).toBe('completed');
    // Its lock is gone.
    expect(readdirSync(store.folder(ID)).filter((name) => name.startsWith('lock-'))).toEqual([]);
  },
);

test.each(['survey', 'bytes'] as const)(
  'a job that has run to its end meanwhile (%s) is shown as completed',
  async (at) => {
    const { jobs, store, runs } = await window();
    const gate = held(store, at);
    const loading = jobs.load();
    await gate.reached;
    const resumed = await jobs.resume(ID);
    await expect.poll(() => runs.ends.length).toBe(1);
    runs.ends[0]?.();
    await resumed?.ended;
    gate.open();
    await loading;
    expect(jobs.get(ID)?.status).toBe('completed');
  },
);

test('a job that is removed meanwhile does not come back, and one that is new does not go', async () => {
  const { jobs, store } = await window();
  const gate = held(store, 'survey');
  const loading = jobs.load();
  await gate.reached;
  await jobs.remove(ID);
  const { job: started } = await jobs.start(job.source, job.options);
  gate.open();
  await loading;
  expect(jobs.list().map(({ id }) => id)).toEqual([started.id]);
});

test('a job that cannot be read any more stays in the list, and is told once', async () => {
  const { jobs, store } = await window();
  const { rmSync, mkdirSync } = await import('node:fs');
  rmSync(`${store.folder(ID)}/job.json`);
  mkdirSync(`${store.folder(ID)}/job.json`);
  let told = 0;
  jobs.onDidFindUnreadable(() => told++);
  await jobs.load();
  await jobs.load();
  expect(jobs.get(ID)).toEqual(job);
  expect(jobs.left.map(({ why }) => why)).toEqual(['damaged']);
  expect(told).toBe(1);
});
