// What the doctor says of batches in a bucket, and what it puts right there; then a server goes on with them.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { resultsSha256 } from '../../src/exports/json.ts';
import type { Report } from '../../src/report/report.ts';
import { S3Store } from '../../src/server/store/s3-store.ts';
import { DIST } from '../unit/support/paths.ts';
import { samples } from './support/essays.ts';
import { HttpClient } from './support/http-client.ts';
import { addToken, dataFolder, endAll, type RunningS3, startS3, startServer } from './support/programs.ts';

const BUCKET = 's3://ghostwriter/service';
let s3: RunningS3;
let store: S3Store;
const data = dataFolder();
const token = addToken(data, 'one');

const doctor = (args: readonly string[], environment: Readonly<Record<string, string | undefined>> = {}) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(DIST, 'cli.js'), 'doctor', ...args], {
    encoding: 'utf8',
    env: { ...process.env, ...s3.environment, ...environment },
  });
  return { status, stdout, stderr };
};
const bytesOf = async (key: string) => buffer((await store.get(key))!.stream);
const everything = async () => {
  const found: Record<string, string> = {};
  for await (const { key } of store.list('')) found[key] = (await bytesOf(key)).toString('base64');
  return found;
};
const change = async (key: string, from: string, to: string) => {
  const text = (await bytesOf(key)).toString('latin1');
  expect(text).toContain(from);
  await store.put(key, Buffer.from(text.replace(from, to), 'latin1'));
};

beforeAll(async () => {
  s3 = await startS3(`${dataFolder()}/s3`);
  Object.assign(process.env, s3.environment);
  store = new S3Store({ bucket: 'ghostwriter', prefix: 'service' });
});
afterAll(async () => {
  await endAll();
  s3.child.kill('SIGKILL');
});

test('damage in a bucket is told; repaired, a server goes on with what can be made anew, and nothing is lost', async () => {
  const server = await startServer({ data, options: ['--store', BUCKET], environment: s3.environment });
  const client = new HttpClient(server.url, token);
  const ids: string[] = [];
  for (let i = 0; i < 4; i++) ids.push((await client.until((await client.upload(samples())).id)).id);
  const digest = resultsSha256(await client.json<Report>(`/api/batch/${ids[0]}/results`));
  await server.end();
  expect(doctor(['--store', BUCKET])).toMatchObject({
    status: 0,
    stdout: '',
    stderr: expect.stringContaining('4 batches looked at; nothing is wrong') as string,
  });

  const [state, report, texts, overview] = ids.map((id) => `batches/one/${id}`) as [string, string, string, string];
  // Each is valid JSON still, or text.
  await change(`${state}/job.json`, '"threshold": 0.85', '"threshold": 0.95').catch(() =>
    change(`${state}/job.json`, '"threshold":0.85', '"threshold":0.95'),
  );
  await change(`${report}/report.json`, '"status": "analyzed"', '"status": "analyzee"').catch(() =>
    change(`${report}/report.json`, '"status":"analyzed"', '"status":"analyzee"'),
  );
  const pack = Object.keys(await everything()).find((key) => key.startsWith(`${texts}/source/`))!;
  await change(pack, 'the', 'thy');
  await change(`${overview}/overview.json`, '"documents"', '"documentz"').catch(() =>
    change(`${overview}/overview.json`, 'documents', 'documentz'),
  );
  await store.put('batches/one/notes.txt', 'what somebody wrote');

  const before = await everything();
  const told = doctor([BUCKET]);
  expect(told.status).toBe(3);
  for (const at of [`${state}/job.json`, `${report}/report.json`, `${texts}/source`, `${overview}/overview.json`])
    expect(told.stdout).toContain(`${BUCKET}/${at}`);
  expect(told.stdout).toContain('is another one in the store than was uploaded');
  expect(told.stdout).toContain(`${BUCKET}/batches/one/notes.txt is none of a batch's`);
  expect(told.stderr).toContain('4 batches looked at; 5 found');
  expect(await everything()).toEqual(before);

  const repaired = doctor(['--repair', '--store', BUCKET]);
  // Texts are nowhere else.
  expect(repaired.status).toBe(3);
  expect(repaired.stderr).toContain('5 found, 4 put right');
  const after = Object.values(await everything());
  for (const content of Object.values(before)) expect(after).toContain(content);
  const left = doctor(['--store', BUCKET]);
  expect(left.stderr).toContain('1 found');

  const elsewhere = dataFolder();
  mkdirSync(elsewhere, { recursive: true });
  cpSync(path.join(data, 'tokens.json'), path.join(elsewhere, 'tokens.json'));
  const again = await startServer({ data: elsewhere, options: ['--store', BUCKET], environment: s3.environment });
  const there = new HttpClient(again.url, token);
  expect(await there.status(ids[0]!)).toMatchObject({ status: 'completed', options: { threshold: 0.85 } });
  expect(resultsSha256(await there.json<Report>(`/api/batch/${ids[0]}/results`))).toBe(digest);
  expect(await there.status(ids[1]!)).toMatchObject({ status: 'failed' });
  expect((await there.fetch(`/api/batch/${ids[1]}/retry`, { method: 'POST' })).status).toBe(202);
  expect(await there.until(ids[1]!)).toMatchObject({ status: 'completed' });
  await again.end();
});

test('a bucket that cannot be looked into is told with what to do, and no key', () => {
  const missing = doctor(['--store', 's3://no-such-bucket']);
  expect(missing).toMatchObject({ status: 1, stderr: expect.stringContaining('There is no bucket') as string });
  const keyless = doctor(['--store', BUCKET], {
    AWS_ACCESS_KEY_ID: undefined,
    AWS_SECRET_ACCESS_KEY: undefined,
    AWS_EC2_METADATA_DISABLED: 'true',
    HOME: dataFolder(),
  });
  expect(keyless).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('There is no key for the store') as string,
  });
  const wrong = doctor(['--store', BUCKET], { AWS_ACCESS_KEY_ID: 'somebody', AWS_SECRET_ACCESS_KEY: 'a secret' });
  expect(wrong).toMatchObject({ status: 1, stderr: expect.stringContaining('refuses the key') as string });
  expect(wrong.stderr).not.toMatch(/somebody|a secret/);
  const away = doctor(['--store', BUCKET], { AWS_ENDPOINT_URL: 'http://127.0.0.1:9' });
  expect(away).toMatchObject({ status: 1, stderr: expect.stringContaining('does not answer') as string });
  const empty = doctor(['--store', 's3://ghostwriter/elsewhere']);
  expect(empty).toMatchObject({ status: 2, stderr: expect.stringContaining('holds no batches') as string });
});
