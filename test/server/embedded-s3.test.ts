// The service without Redis, with its batches in a bucket.
import { cpSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { resultsSha256 } from '../../src/exports/json.ts';
import type { Report } from '../../src/report/report.ts';
import { S3Store } from '../../src/server/store/s3-store.ts';
import { manyTexts, samples } from './support/essays.ts';
import { HttpClient } from './support/http-client.ts';
import { addToken, dataFolder, endAll, type RunningS3, start, startS3, startServer } from './support/programs.ts';

const STORE = ['--store', 's3://ghostwriter'];
let s3: RunningS3;
let data = dataFolder();
let token: string;
let client: HttpClient;

const serve = async (folder: string) => {
  const server = await startServer({ data: folder, options: STORE, environment: s3.environment });
  client = new HttpClient(server.url, token);
  return server;
};
const report = (id: string) => client.json<Report>(`/api/batch/${id}/results`);
const objects = async (id: string) => {
  Object.assign(process.env, s3.environment);
  const keys: string[] = [];
  for await (const { key } of new S3Store({ bucket: 'ghostwriter', prefix: '' }).list(`batches/one/${id}`))
    keys.push(key);
  return keys;
};

beforeAll(async () => {
  s3 = await startS3(`${dataFolder()}/s3`);
  token = addToken(data, 'one');
});
afterAll(async () => {
  await endAll();
  s3.child.kill('SIGKILL');
});

test('a batch is analysed here and kept there; a server elsewhere reads it, tries it again and deletes it', async () => {
  const server = await serve(data);
  const { id } = await client.until((await client.upload(samples())).id);
  const found = resultsSha256(await report(id));
  // Its last state is written just now.
  await expect
    .poll(() => readdirSync(path.join(data, 'batches/one', id)).sort())
    .toEqual(['analyses.log', 'job.json', 'source']);
  expect((await objects(id)).some((key) => key.endsWith('/report.json'))).toBe(true);
  await server.end();

  const before = data;
  data = dataFolder();
  mkdirSync(data, { recursive: true });
  cpSync(path.join(before, 'tokens.json'), path.join(data, 'tokens.json'));
  const other = await serve(data);
  expect(resultsSha256(await report(id))).toBe(found);
  expect((await client.fetch(`/api/batch/${id}/retry`, { method: 'POST' })).status).toBe(202);
  expect(await client.until(id)).toMatchObject({ status: 'completed' });
  expect(resultsSha256(await report(id))).toBe(found);
  expect((await client.fetch(`/api/batch/${id}`, { method: 'DELETE' })).status).toBe(204);
  expect(await objects(id)).toEqual([]);
  expect(existsSync(path.join(data, 'batches/one', id))).toBe(false);
  await other.end();
});

test('one that was being deleted elsewhere is gone here at the next start, and what an upload left in the bucket with it', async () => {
  const server = await serve(data);
  const { id } = await client.until((await client.upload(samples())).id);
  await server.end('SIGKILL');
  const store = new S3Store({ bucket: 'ghostwriter', prefix: '' });
  await store.put(`batches/one/${id}/deleted.json`, '{}');
  await store.delete(`batches/one/${id}/job.json`);
  const half = '00000000-0000-4000-8000-000000000001';
  await store.put(`batches/one/${half}/upload.json`, '{}');
  await store.put(`batches/one/${half}/source/texts`, 'half');
  const again = await serve(data);
  expect((await client.fetch(`/api/batch/${id}/status`)).status).toBe(404);
  expect(await objects(id)).toEqual([]);
  expect(await objects(half)).toEqual([]);
  expect(existsSync(path.join(data, 'batches/one', id))).toBe(false);
  await again.end();
});

test('one whose state is lost or damaged in the bucket keeps all that is there, and is told', async () => {
  const server = await serve(data);
  const [lost, damaged] = [
    (await client.until((await client.upload(samples())).id)).id,
    (await client.until((await client.upload(samples())).id)).id,
  ];
  await server.end();
  const store = new S3Store({ bucket: 'ghostwriter', prefix: '' });
  await store.delete(`batches/one/${lost}/job.json`);
  await store.put(`batches/one/${damaged}/job.json`, '{"version":1');
  const again = await serve(data);
  for (const id of [lost, damaged]) expect((await objects(id)).some((key) => key.endsWith('/report.json'))).toBe(true);
  expect(again.log()).toContain(`batches/one/${lost} in the store has no job.json`);
  expect(again.log()).toContain(`batches/one/${damaged}/job.json in the store is damaged`);
  // The state of the damaged one is still on this machine.
  expect((await client.fetch(`/api/batch/${damaged}/results`)).status).toBe(200);
  await again.end();
});

test('a server that is killed in the middle goes on after the next start', async () => {
  const server = await serve(data);
  const { id } = await client.upload(manyTexts(60, 40));
  await client.until(id, ({ progress }) => (progress?.done ?? 0) > 5);
  await server.end('SIGKILL');
  const again = await serve(data);
  expect(await client.until(id)).toMatchObject({ status: 'completed', summary: { analyzed: 60 } });
  expect(await report(id)).toMatchObject({ summary: { analyzed: 60 } });
  await again.end();
});

test('a folder that has batches itself is not taken over, and a bucket that does not answer is named', async () => {
  const own = dataFolder();
  const server = await startServer({ data: own });
  const plain = new HttpClient(server.url);
  await plain.until((await plain.upload(samples())).id);
  await server.end();
  await expect(start(['serve', '--data', own, '--port', '0', ...STORE], s3.environment)).rejects.toThrow(
    /has batches of a server without --store\. Choose another folder with --data\./,
  );
  await expect(
    start(['serve', '--data', dataFolder(), '--port', '0', ...STORE], {
      ...s3.environment,
      AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
    }),
  ).rejects.toThrow(/The store at http:\/\/127\.0\.0\.1:9 does not answer \(ECONNREFUSED\)\. Look whether it runs/);
  await expect(
    start(['serve', '--data', dataFolder(), '--port', '0', '--store', 'https://bucket'], s3.environment),
  ).rejects.toThrow(/--store takes a bucket, with a folder in it or without, such as s3:/);
});
