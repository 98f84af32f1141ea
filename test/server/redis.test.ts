// The service with its queue in a real Redis, and workers as processes of their own.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { resultsSha256 } from '../../src/exports/json.ts';
import type { BatchPage } from '../../src/protocol/service.ts';
import type { Report } from '../../src/report/report.ts';
import { manyTexts, samples } from './support/essays.ts';
import { HttpClient } from './support/http-client.ts';
import { analyseLocally } from './support/local-report.ts';
import {
  addToken,
  dataFolder,
  endAll,
  hasRedis,
  type Program,
  type RunningRedis,
  type RunningServer,
  start,
  startRedis,
  startServer,
} from './support/programs.ts';

/** Seconds of silence after which work is taken over: short, so that a test does not wait. */
const LOCK = ['--lock-seconds', '3'];

const COUNT = 60;

/** Some parts, whose analysis takes long enough to be interrupted. */
const TEXTS = manyTexts(COUNT, 70);

describe.skipIf(!hasRedis)('with Redis', () => {
  const data = dataFolder();
  let redis: RunningRedis;
  let server: RunningServer;
  let workers: Program[];
  let one: HttpClient;
  let two: HttpClient;
  let local: Report;
  let tokens: [string, string];

  const startWorker = () => start(['worker', '--data', data, '--jobs', '1', ...LOCK], { GHOSTWRITER_REDIS: redis.url });
  const serve = () => startServer({ data, options: ['--part', '64'], environment: { GHOSTWRITER_REDIS: redis.url } });
  const connected = async () => {
    server = await serve();
    [one, two] = tokens.map((token) => new HttpClient(server.url, token)) as [HttpClient, HttpClient];
  };
  const report = (client: HttpClient, id: string) => client.json<Report>(`/api/batch/${id}/results`);
  const folderOf = (id: string, tenant = 'one') => path.join(data, 'batches', tenant, id);

  beforeAll(async () => {
    redis = await startRedis(path.join(data, '../redis'));
    tokens = [addToken(data, 'one'), addToken(data, 'two')];
    await connected();
    workers = await Promise.all([startWorker(), startWorker()]);
    local = await analyseLocally(TEXTS);
  });
  afterAll(async () => {
    await endAll();
    redis.child.kill('SIGKILL');
  });

  test('two workers give the report of a local analysis', async () => {
    const { id } = await one.upload(TEXTS, { encoder: 'full' });
    const parts = new Set<string>();
    const batch = await one.until(id, ({ status }) => {
      const shards = path.join(folderOf(id), 'shards');
      for (const name of existsSync(shards) ? readdirSync(shards) : []) parts.add(name.split('-')[0]!);
      return status !== 'pending' && status !== 'processing';
    });
    expect(batch).toMatchObject({ status: 'completed', summary: { documents: COUNT, analyzed: COUNT } });
    // All that it put together had been done in parts.
    expect(parts.size).toBeGreaterThanOrEqual(3);
    expect(batch.reused).toBe(COUNT);
    expect(resultsSha256(await report(one, id))).toBe(resultsSha256(local));
    expect(readdirSync(folderOf(id)).sort()).toEqual([
      'analyses.log',
      'job.json',
      'overview.json',
      'report.json',
      'source',
      'vectors.bin',
    ]);
    for (const worker of workers) expect(worker.log()).toMatch(/"msg":"done"/);
  });

  describe('a large batch', () => {
    // Rows of one file: two stripes of pairs need more than 4,096 documents.
    const rows = Object.entries(manyTexts(4_200, 2)).map(
      ([name, text]) => `${path.basename(name)},"${text.replaceAll('"', '""')}"`,
    );
    const csv = `id,text\n${rows.join('\n')}\n`;
    const upload = () => one.upload({ 'many/all.csv': csv }, { encoder: 'fast' });
    let alone: Report;

    beforeAll(async () => {
      alone = await analyseLocally({ 'all.csv': csv }, { jobs: 1, encoder: 'fast' });
    });

    /** Stripes that workers say they have compared. */
    const compared = (id: string, by: readonly Program[]) =>
      by
        .flatMap((worker) =>
          [
            ...worker.log().matchAll(new RegExp(`"work":"${id}-[\\da-f]{16}-[\\da-f]{16}-(\\d)","msg":"done"`, 'g')),
          ].map(([, stripe]) => stripe),
        )
        .sort();

    test('has its pairs compared in parts, by any worker, to the report of a local analysis', async () => {
      const { id } = await upload();
      expect(await one.until(id, undefined, 400)).toMatchObject({
        status: 'completed',
        summary: { documents: 4_200, analyzed: 4_200 },
      });
      expect(resultsSha256(await report(one, id))).toBe(resultsSha256(alone));
      expect(compared(id, workers)).toEqual(['0', '1']);
      expect(readdirSync(folderOf(id))).not.toContain('pairs');
    }, 500_000);

    test('is compared to the end by others where all workers are killed while they compare', async () => {
      const { id } = await upload();
      await expect
        .poll(() => existsSync(path.join(folderOf(id), 'pairs')), { interval: 5, timeout: 300_000 })
        .toBe(true);
      const killed = workers;
      await Promise.all(killed.map((worker) => worker.end('SIGKILL')));
      expect(compared(id, killed).length).toBeLessThan(2);
      workers = await Promise.all([startWorker(), startWorker()]);
      expect(await one.until(id, undefined, 400)).toMatchObject({
        status: 'completed',
        summary: { documents: 4_200, analyzed: 4_200 },
      });
      expect(resultsSha256(await report(one, id))).toBe(resultsSha256(alone));
      expect(compared(id, workers).length).toBeGreaterThan(0);
      expect(readdirSync(folderOf(id))).not.toContain('pairs');
    }, 800_000);
  });

  test('a tenant sees nothing of another', async () => {
    const { id } = await one.until((await one.upload(samples())).id);
    expect((await two.json<BatchPage>('/api/batch/jobs')).total).toBe(0);
    for (const at of ['status', 'results', 'events', 'export?format=csv'])
      expect((await two.fetch(`/api/batch/${id}/${at}`)).status).toBe(404);
    expect(await two.until((await two.upload(samples())).id)).toMatchObject({ status: 'completed' });
  });

  test('a batch that cannot be read fails in the words of a local analysis', async () => {
    expect(await one.until((await one.upload({ 'picture.png': 'x' })).id)).toMatchObject({
      status: 'failed',
      error: expect.stringContaining('holds no file of a format that is read') as string,
    });
  });

  test('what a killed worker worked on is done by the others', async () => {
    const { id } = await one.upload(TEXTS, { encoder: 'full' });
    await one.until(id, ({ progress }) => (progress?.done ?? 0) > 5);
    await workers[0]!.end('SIGKILL');
    expect(await one.until(id)).toMatchObject({ status: 'completed', summary: { analyzed: COUNT } });
    expect(resultsSha256(await report(one, id))).toBe(resultsSha256(local));
    workers[0] = await startWorker();
  });

  test('what a worker that stood still worked on is done by another, which is told in words of its own and is no fault', async () => {
    const { id } = await one.upload(TEXTS, { encoder: 'full' });
    await one.until(id, ({ progress }) => (progress?.done ?? 0) > 5);
    const [still] = workers as [Program, ...Program[]];
    still.child.kill('SIGSTOP');
    // Longer than its lock.
    await delay(8000);
    still.child.kill('SIGCONT');
    expect(await one.until(id)).toMatchObject({ status: 'completed', summary: { analyzed: COUNT } });
    expect(resultsSha256(await report(one, id))).toBe(resultsSha256(local));
    await expect.poll(() => still.log(), { timeout: 60_000 }).toMatch(/"kind":"lost","msg":"Work that was begun here/);
    expect(still.log()).not.toMatch(/"kind":"program"/);
    expect(still.log()).not.toMatch(/"level":50[^\n]*(lock|active state)/i);
  });

  test('a worker that is told to end gives its work back', async () => {
    const { id } = await one.upload(TEXTS, { encoder: 'full' });
    await one.until(id, ({ progress }) => (progress?.done ?? 0) > 5);
    expect(await workers[0]!.end('SIGTERM')).toBe(0);
    workers[0] = await startWorker();
    expect(await one.until(id)).toMatchObject({ status: 'completed', summary: { analyzed: COUNT } });
    expect(resultsSha256(await report(one, id))).toBe(resultsSha256(local));
  });

  test('a server that was killed finds the batch done, or waits on', async () => {
    const { id } = await one.upload(TEXTS, { encoder: 'full' });
    await one.until(id, ({ progress }) => (progress?.done ?? 0) > 5);
    await server.end('SIGKILL');
    await delay(1000);
    await connected();
    expect(await one.until(id)).toMatchObject({ status: 'completed', summary: { analyzed: COUNT } });
    expect(resultsSha256(await report(one, id))).toBe(resultsSha256(local));
  });

  test('a cancelled batch is left by the workers, and goes on from what they had kept', async () => {
    const { id } = await one.upload(TEXTS, { encoder: 'full' });
    await one.until(id, ({ progress }) => (progress?.done ?? 0) > 20);
    expect(await one.json(`/api/batch/${id}/cancel`, { method: 'POST' })).toMatchObject({ status: 'cancelled' });
    await delay(2000);
    expect(await one.status(id)).toMatchObject({ status: 'cancelled' });
    await one.json(`/api/batch/${id}/retry`, { method: 'POST' });
    expect(await one.until(id)).toMatchObject({ status: 'completed', summary: { analyzed: COUNT } });
    expect(resultsSha256(await report(one, id))).toBe(resultsSha256(local));
    expect((await one.fetch(`/api/batch/${id}`, { method: 'DELETE' })).status).toBe(204);
    expect(existsSync(folderOf(id))).toBe(false);
  });

  test('while Redis is away the server says that it is not ready, and the batch goes on after', async () => {
    const { id } = await one.upload(TEXTS, { encoder: 'full' });
    await one.until(id, ({ progress }) => (progress?.done ?? 0) > 5);
    const { port } = new URL(redis.url);
    await new Promise((resolve) => {
      redis.child.once('exit', resolve);
      redis.child.kill('SIGKILL');
    });
    expect((await one.fetch('/ready')).status).toBe(503);
    expect((await one.fetch('/health')).status).toBe(200);
    redis = await startRedis(path.join(data, '../redis'), Number(port));
    expect(await one.until(id)).toMatchObject({ status: 'completed', summary: { analyzed: COUNT } });
    expect(resultsSha256(await report(one, id))).toBe(resultsSha256(local));
    expect((await one.fetch('/ready')).status).toBe(200);
  });
});

describe.skipIf(!hasRedis)('a Redis that answers, and does not do what is asked', () => {
  const config = (url: string, ...args: readonly string[]) =>
    execFileSync('redis-cli', ['-p', new URL(url).port, ...args], { encoding: 'utf8' });
  const ready = async (url: string) => {
    const response = await fetch(`${url}/ready`);
    return {
      ...((await response.json()) as { problems?: { code: string; message: string; count: number }[] }),
      status: response.status,
    };
  };

  test.each([
    [
      'is full',
      (url: string) => config(url, 'config', 'set', 'maxmemory', '1'),
      (url: string) => config(url, 'config', 'set', 'maxmemory', '0'),
    ],
    [
      'forbids scripts',
      (url: string) => config(url, 'acl', 'setuser', 'default', '-eval', '-evalsha'),
      (url: string) => config(url, 'acl', 'setuser', 'default', '+@all'),
    ],
    [
      'is read-only for want of replicas',
      (url: string) => config(url, 'config', 'set', 'min-replicas-to-write', '1'),
      (url: string) => config(url, 'config', 'set', 'min-replicas-to-write', '0'),
    ],
  ] as const)(
    'that %s fails a batch after the stated time, once in the log and at /ready, and works again after',
    async (_, spoil, mend) => {
      const folder = dataFolder();
      const own = await startRedis(path.join(folder, '../redis-refusing'));
      const tenant = await startServer({ data: folder, options: ['--redis', own.url, '--patience', '4'] });
      const asking = new HttpClient(tenant.url);
      try {
        expect((await ready(tenant.url)).status).toBe(200);
        spoil(own.url);
        const { id } = await asking.upload({ 'a.txt': 'A text of a few words. And a second sentence.' });
        const failed = await asking.until(id, undefined, 40);
        expect(failed).toMatchObject({
          status: 'failed',
          error: expect.stringMatching(/Redis refuses what is asked of it \(.*given up after 4 seconds/) as string,
        });
        const said = await ready(tenant.url);
        expect(said.status).toBe(503);
        // Each thing that is refused, once.
        expect(said.problems?.length).toBeGreaterThan(0);
        for (const problem of said.problems ?? [])
          expect(problem).toMatchObject({
            code: 'redis-refused',
            message: expect.stringContaining('Redis refuses') as string,
          });
        expect(await (await asking.fetch('/metrics')).text()).toMatch(
          /ghostwriter_queue_failures_total\{kind="refused"\} [1-9]/,
        );
        expect(tenant.log().match(/"msg":"Redis refuses/g)?.length).toBeLessThanOrEqual(said.problems?.length ?? 0);
        mend(own.url);
        expect((await asking.fetch(`/api/batch/${id}/retry`, { method: 'POST' })).status).toBe(202);
        await asking.until(id, ({ status }) => status === 'pending');
        // No faster than it may be asked.
        await expect.poll(async () => (await ready(tenant.url)).status, { interval: 500, timeout: 60_000 }).toBe(200);
        expect((await asking.fetch(`/api/batch/${id}`, { method: 'DELETE' })).status).toBe(204);
      } finally {
        await tenant.end('SIGKILL');
        own.child.kill('SIGKILL');
      }
    },
  );
});
