// The service on machines that share no folder: a real Redis, batches in a bucket, a server and workers as processes with data folders of their own.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { resultsSha256 } from '../../src/exports/json.ts';
import type { Report } from '../../src/report/report.ts';
import { S3Store } from '../../src/server/store/s3-store.ts';
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
  type RunningS3,
  type RunningServer,
  start,
  startRedis,
  startS3,
  startServer,
} from './support/programs.ts';

const STORE = ['--store', 's3://ghostwriter/service'];
const LOCK = ['--lock-seconds', '3'];
const COUNT = 40;
const TEXTS = manyTexts(COUNT, 70);
const RESULTS = ['job.json', 'overview.json', 'report.json', 'source.json', 'vectors.bin'];

describe.skipIf(!hasRedis)('with Redis and a bucket', () => {
  const folders = [dataFolder(), dataFolder()] as const;
  let data = dataFolder();
  const services = path.dirname(data);
  let redis: RunningRedis;
  let s3: RunningS3;
  let server: RunningServer;
  let client: HttpClient;
  let workers: Program[];
  let local: Report;
  let token: string;

  const environment = () => ({ ...s3.environment, GHOSTWRITER_REDIS: redis.url });
  const startWorker = (folder: string) =>
    start(['worker', '--data', folder, '--jobs', '1', ...STORE, ...LOCK], environment());
  const serve = async () => {
    server = await startServer({ data, options: ['--part', '64', ...STORE], environment: environment() });
    client = new HttpClient(server.url, token);
  };
  const report = (id: string) => client.json<Report>(`/api/batch/${id}/results`);
  const objects = async (id?: string) => {
    Object.assign(process.env, s3.environment);
    const keys: string[] = [];
    const folder = id === undefined ? 'batches' : `batches/one/${id}`;
    for await (const { key } of new S3Store({ bucket: 'ghostwriter', prefix: 'service' }).list(folder))
      keys.push(key.slice(folder.length + 1));
    return keys.sort();
  };
  const localDigest = () => resultsSha256(local);

  beforeAll(async () => {
    redis = await startRedis(path.join(services, 'redis'));
    s3 = await startS3(path.join(services, 's3'));
    token = addToken(data, 'one');
    await serve();
    workers = await Promise.all(folders.map(startWorker));
    local = await analyseLocally(TEXTS);
  });
  afterAll(async () => {
    await endAll();
    redis.child.kill('SIGKILL');
    s3.child.kill('SIGKILL');
  });

  test('two workers give the report of a local analysis, and the bucket holds the batch', async () => {
    const { id } = await client.upload(TEXTS, { encoder: 'full' });
    const batch = await client.until(id);
    expect(batch).toMatchObject({ status: 'completed', summary: { documents: COUNT, analyzed: COUNT } });
    // All that was put together had been done in parts, and came from the bucket to the one that did it.
    expect(batch.reused).toBe(COUNT);
    expect(resultsSha256(await report(id))).toBe(localDigest());
    for (const worker of workers) expect(worker.log()).toMatch(/"msg":"done"/);
    const kept = await objects(id);
    expect(kept.filter((key) => !key.includes('/'))).toEqual(RESULTS);
    expect(kept.filter((key) => key.includes('/')).map((key) => key.replace(/[\da-f]{64}$/, 'digest'))).toEqual([
      'analyses/whole/digest',
      'source/digest',
    ]);
    // The server has the state and the texts, and no result.
    expect(readdirSync(path.join(data, 'batches/one', id)).sort()).toEqual(['job.json', 'source']);
  });

  test('what is read of a batch comes from there', async () => {
    const { id } = await client.until((await client.upload(samples())).id);
    const { documents } = await report(id);
    const first = documents.find(({ status }) => status === 'analyzed')!;
    expect(await client.json<{ text: string }>(`/api/batch/${id}/documents/${first.id}?text=true`)).toMatchObject({
      text: expect.stringMatching(/\w/) as string,
    });
    const rows = await client.fetch(`/api/batch/${id}/rows/vectors`);
    expect((await rows.arrayBuffer()).byteLength).toBe(Number(rows.headers.get('content-length')));
    expect((await client.fetch(`/api/batch/${id}/rows/similarity`)).status).toBe(404);
    for (const format of ['csv', 'html', 'parquet'])
      expect(
        (await (await client.fetch(`/api/batch/${id}/export?format=${format}`)).arrayBuffer()).byteLength,
      ).toBeGreaterThan(1000);
  });

  test('what a killed worker worked on is done by the other, and its folder is no use to it', async () => {
    const { id } = await client.upload(TEXTS, { encoder: 'full' });
    await client.until(id, ({ progress }) => (progress?.done ?? 0) > 5);
    const children = workers.flatMap(({ child: { pid } }) =>
      existsSync('/proc/self/task')
        ? readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean)
        : [],
    );
    // The processes that read texts have no keys.
    for (const child of children)
      expect(readFileSync(`/proc/${child}/environ`, 'utf8')).not.toMatch(/AWS_|S3RVER|GHOSTWRITER_REDIS/);
    if (existsSync('/proc/self/task')) expect(children).not.toEqual([]);
    await workers[0]!.end('SIGKILL');
    expect(await client.until(id)).toMatchObject({ status: 'completed', summary: { analyzed: COUNT } });
    expect(resultsSha256(await report(id))).toBe(localDigest());
    workers[0] = await startWorker(folders[0]);
  });

  test('a cancelled batch goes on from what was kept, and deleting it leaves no object', async () => {
    const { id } = await client.upload(TEXTS, { encoder: 'full' });
    await client.until(id, ({ progress }) => (progress?.done ?? 0) > 15);
    expect(await client.json(`/api/batch/${id}/cancel`, { method: 'POST' })).toMatchObject({ status: 'cancelled' });
    expect((await objects(id)).filter((key) => key.startsWith('analyses/')).length).toBeGreaterThan(0);
    await client.json(`/api/batch/${id}/retry`, { method: 'POST' });
    expect(await client.until(id)).toMatchObject({ status: 'completed', summary: { analyzed: COUNT } });
    expect(resultsSha256(await report(id))).toBe(localDigest());
    expect((await client.fetch(`/api/batch/${id}`, { method: 'DELETE' })).status).toBe(204);
    expect(await objects(id)).toEqual([]);
    expect(existsSync(path.join(data, 'batches/one', id))).toBe(false);
  });

  test('a batch that is deleted while it runs leaves no object either', async () => {
    const { id } = await client.upload(TEXTS, { encoder: 'full' });
    await client.until(id, ({ progress }) => (progress?.done ?? 0) > 5);
    expect((await client.fetch(`/api/batch/${id}`, { method: 'DELETE' })).status).toBe(204);
    expect(await objects(id)).toEqual([]);
    await delay(3000);
    expect(await objects(id)).toEqual([]);
  });

  test('while the store is away the server says so, and the batch goes on after', async () => {
    const { id } = await client.upload(TEXTS, { encoder: 'full' });
    await client.until(id, ({ progress }) => (progress?.done ?? 0) > 5);
    await new Promise((resolve) => {
      s3.child.once('exit', resolve);
      s3.child.kill('SIGKILL');
    });
    expect((await client.fetch('/ready')).status).toBe(503);
    expect((await client.fetch('/health')).status).toBe(200);
    const refused = await client.uploading(samples());
    expect(refused.status).toBe(503);
    expect(await refused.json()).toMatchObject({ code: 'store' });
    await delay(4000);
    s3 = await startS3(path.join(services, 's3'), s3.port);
    expect(await client.until(id)).toMatchObject({ status: 'completed', summary: { analyzed: COUNT } });
    expect(resultsSha256(await report(id))).toBe(localDigest());
    expect((await client.fetch('/ready')).status).toBe(200);
  });

  test('a server on another machine finds the batches, waits for the one that runs, and reads texts', async () => {
    const { id } = await client.upload(TEXTS, { encoder: 'full' });
    await client.until(id, ({ progress }) => (progress?.done ?? 0) > 5);
    await server.end('SIGKILL');
    const before = data;
    data = dataFolder();
    mkdirSync(data, { recursive: true });
    cpSync(path.join(before, 'tokens.json'), path.join(data, 'tokens.json'));
    await serve();
    expect(await client.until(id)).toMatchObject({ status: 'completed', summary: { analyzed: COUNT } });
    expect(resultsSha256(await report(id))).toBe(localDigest());
    const { text } = await client.json<{ text: string }>(`/api/batch/${id}/documents/d01?text=true`);
    expect(Object.values(TEXTS)).toContain(text);
  });

  test('workers keep nothing of batches whose run is over', async () => {
    const left = () =>
      folders.flatMap((folder) =>
        readdirSync(path.join(folder, 'batches'), { recursive: true, encoding: 'utf8' }).filter((name) =>
          name.includes(path.sep),
        ),
      );
    await expect.poll(left, { timeout: 60_000, interval: 1000 }).toEqual([]);
  });

  test('no key is in a log', () => {
    for (const program of [server, ...workers]) expect(program.log()).not.toMatch(/S3RVER/);
  });

  test('a folder of one store is no folder of another', async () => {
    await expect(start(['worker', '--data', folders[1], ...STORE], environment())).rejects.toThrow(
      /Another server or worker works in .+\. Choose another folder with --data, or end that one\./,
    );
    await workers[1]!.end();
    await expect(start(['worker', '--data', folders[1]], environment())).rejects.toThrow(
      /The batches of .+ are in s3:\/\/ghostwriter\/service\. Start with --store/,
    );
    await expect(start(['worker', '--data', folders[1], '--store', 's3://ghostwriter'], environment())).rejects.toThrow(
      /are in s3:\/\/ghostwriter\/service, and not in s3:\/\/ghostwriter\. Choose another folder/,
    );
    await expect(
      start(['worker', '--data', dataFolder(), ...STORE], { ...environment(), AWS_ACCESS_KEY_ID: 'somebody' }),
    ).rejects.toThrow(/refuses the key \(InvalidAccessKeyId\)/);
  });
});
