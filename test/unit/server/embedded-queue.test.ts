import { expect, test } from 'vitest';
import type { AnalyzeResponse } from '../../../src/protocol/analyzer.ts';
import { EmbeddedQueue } from '../../../src/server/embedded-queue.ts';
import type { QueuedBatch } from '../../../src/server/queue.ts';
import type { AnalyzeListeners } from '../../../src/process/host/client.ts';

const STEP_MS = 5;

/** Analyses that take so many steps each, keep them, and go on from what they have kept, as those of the child process do. */
class Analyses {
  readonly kept = new Map<string, number>();
  /** Which batch did each step. */
  readonly steps: string[] = [];
  atOnce = 0;
  mostAtOnce = 0;

  constructor(private readonly needs: Readonly<Record<string, number>>) {}

  readonly start = () => ({
    analyze: async ({ jobId }: { readonly jobId: string }, { signal, onProgress }: AnalyzeListeners = {}) => {
      this.mostAtOnce = Math.max(this.mostAtOnce, ++this.atOnce);
      try {
        const total = this.needs[jobId] ?? 1;
        for (let done = this.kept.get(jobId) ?? 0; done < total;) {
          onProgress?.({ stage: 'documents', fraction: done / total, done, total, secondsLeft: null });
          await new Promise((resolve) => setTimeout(resolve, STEP_MS));
          if (signal?.aborted) throw new Error('cancelled');
          this.steps.push(jobId);
          this.kept.set(jobId, ++done);
        }
        return { summary: { documents: total }, reused: 0, times: [] } as unknown as AnalyzeResponse;
      } finally {
        this.atOnce--;
      }
    },
    dispose: () => undefined,
  });
}

function queueOf(needs: Readonly<Record<string, number>>, atOnce = 1) {
  const analyses = new Analyses(needs);
  const queue = new EmbeddedQueue(
    analyses.start,
    { needSource: () => Promise.resolve(), publish: () => Promise.resolve() },
    { atOnce, threads: 1, sliceSeconds: (3 * STEP_MS) / 1000, listingSeconds: 60 },
  );
  const ended: string[] = [];
  const heard: string[] = [];
  const begin = (id: string) => {
    const batch = {
      tenant: id[0]!,
      job: { id, source: { kind: 'folder', name: id, paths: [] }, options: {}, createdAt: '' },
      folder: `/${id}`,
    } as unknown as QueuedBatch;
    const begun = queue.run(batch, {
      onStart: () => heard.push(`${id} starts`),
      onYield: () => heard.push(`${id} waits`),
      onProgress: () => undefined,
      onDocuments: () => undefined,
    });
    void begun.ended.then((came) => came !== 'stopped' && ended.push(id));
    return begun;
  };
  return { analyses, begin, run: (id: string) => begin(id).ended, ended, heard };
}

test('a long batch of one tenant keeps no other tenant’s waiting, and loses nothing', async () => {
  const { analyses, run, ended, heard } = queueOf({ a1: 60, b1: 2, c1: 2 });
  await Promise.all([run('a1'), run('b1'), run('c1')]);
  expect(ended).toEqual(['b1', 'c1', 'a1']);
  expect(analyses.steps.filter((id) => id === 'a1')).toHaveLength(60);
  expect(analyses.mostAtOnce).toBe(1);
  expect(heard.slice(0, 3)).toEqual(['a1 starts', 'a1 waits', 'b1 starts']);
});

test('two long ones take turns, and both come to their end', async () => {
  const { analyses, run } = queueOf({ a1: 30, b1: 30 });
  await Promise.all([run('a1'), run('b1')]);
  const turns = analyses.steps.filter((id, i) => id !== analyses.steps[i - 1]).length;
  expect(turns).toBeGreaterThan(4);
  expect(analyses.steps).toHaveLength(60);
});

test('batches of one tenant alone are not interrupted', async () => {
  const { run, heard, ended } = queueOf({ a1: 20, a2: 2 });
  await Promise.all([run('a1'), run('a2')]);
  expect(ended).toEqual(['a1', 'a2']);
  expect(heard).toEqual(['a1 starts', 'a2 starts']);
});

test('of a tenant that has all places one is left for another, and no more', async () => {
  const { analyses, run, ended, heard } = queueOf({ a1: 80, a2: 80, b1: 20 }, 2);
  await Promise.all([run('a1'), run('a2'), run('b1')]);
  expect(ended[0]).toBe('b1');
  expect(heard.filter((said) => said.endsWith('waits')).length).toBe(1);
  expect(analyses.mostAtOnce).toBe(2);
});

test('a batch that waits once more can be stopped', async () => {
  const { begin, run, heard, ended } = queueOf({ a1: 60, b1: 60 });
  const begun = begin('a1');
  const other = run('b1');
  await expect.poll(() => heard.includes('a1 waits'), { interval: 1 }).toBe(true);
  begun.stop('cancel');
  expect(await begun.ended).toBe('stopped');
  await other;
  expect(ended).toEqual(['b1']);
});
