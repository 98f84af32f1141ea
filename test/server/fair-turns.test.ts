// A long batch of one tenant beside a short one of another: on a server that has one place, and on one worker.
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { resultsSha256 } from '../../src/exports/json.ts';
import type { Report } from '../../src/report/report.ts';
import { manyTexts } from './support/essays.ts';
import { HttpClient } from './support/http-client.ts';
import { analyseLocally } from './support/local-report.ts';
import {
  addToken,
  dataFolder,
  endAll,
  hasRedis,
  type RunningRedis,
  start,
  startRedis,
  startServer,
} from './support/programs.ts';

/** Some slices long on any machine. */
const LONG = manyTexts(120, 70);
const SHORT = manyTexts(3, 2);
const SLICE = ['--slice', '1'];

let local: Report;

beforeAll(async () => {
  local = await analyseLocally(LONG);
});
afterAll(endAll);

/** The short batch is done while the long one is not; and the long one then is what it would have been alone. */
async function expectTurns(one: HttpClient, two: HttpClient): Promise<void> {
  const { id } = await one.upload(LONG, { encoder: 'full' });
  await one.until(id, ({ progress }) => (progress?.done ?? 0) > 5);
  const short = await two.until((await two.upload(SHORT)).id);
  expect(short).toMatchObject({ status: 'completed' });
  expect(['pending', 'processing']).toContain((await one.status(id)).status);
  const long = await one.until(id);
  expect(long).toMatchObject({ status: 'completed', summary: { analyzed: 120 } });
  expect(resultsSha256(await one.json<Report>(`/api/batch/${id}/results`))).toBe(resultsSha256(local));
}

test('a server with one place gives it to the tenant that waits, and the other goes on from what it had kept', async () => {
  const data = dataFolder();
  const tokens = [addToken(data, 'one'), addToken(data, 'two')];
  const server = await startServer({ data, options: ['--batches', '1', '--jobs', '1', ...SLICE] });
  const [one, two] = tokens.map((token) => new HttpClient(server.url, token)) as [HttpClient, HttpClient];
  await expectTurns(one, two);
});

describe.skipIf(!hasRedis)('with Redis', () => {
  let redis: RunningRedis;
  const data = dataFolder();
  let one: HttpClient;
  let two: HttpClient;

  const serve = async (part: number) => {
    const server = await startServer({ data, options: ['--redis', redis.url, '--part', String(part)] });
    [one, two] = tokens.map((token) => new HttpClient(server.url, token)) as [HttpClient, HttpClient];
    return server;
  };
  let tokens: string[];

  beforeAll(async () => {
    tokens = [addToken(data, 'one'), addToken(data, 'two')];
    redis = await startRedis(path.join(data, '../redis'));
  });
  afterAll(() => redis.child.kill('SIGKILL'));

  test('a worker leaves a long part for another tenant’s batch, and goes on with it later', async () => {
    const server = await serve(1_000_000);
    const worker = await start(['worker', '--data', data, '--redis', redis.url, '--jobs', '1', ...SLICE]);
    await expectTurns(one, two);
    expect(worker.log()).toContain('another tenant has its turn');
    await Promise.all([server.end(), worker.end()]);
  });

  test('parts of two batches take turns, without any being interrupted', async () => {
    const server = await serve(256);
    const worker = await start(['worker', '--data', data, '--redis', redis.url, '--jobs', '1', '--slice', '3600']);
    await expectTurns(one, two);
    expect(worker.log()).not.toContain('another tenant has its turn');
    await Promise.all([server.end(), worker.end()]);
  });
});
