// The service with the embedded queue, as people run it: the built program, over HTTP.
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BatchPage, BatchView } from '../../src/protocol/service.ts';
import { ALL_EXPORT_FORMATS, type ExportFormat } from '../../src/report/export-formats.ts';
import type { Report } from '../../src/report/report.ts';
import { resultsSha256 } from '../../src/exports/json.ts';
import { DIST } from '../unit/support/paths.ts';
import { runCli } from '../unit/support/run-cli.ts';
import { zip } from '../unit/support/zip-writer.ts';
import { selfSigned } from './support/certificate.ts';
import { manyTexts, samples } from './support/essays.ts';
import { HttpClient } from './support/http-client.ts';
import { addToken, dataFolder, endAll, type RunningServer, startServer } from './support/programs.ts';

let server: RunningServer;
let client: HttpClient;
let done: BatchView;

beforeAll(async () => {
  server = await startServer();
  client = new HttpClient(server.url);
  done = await client.until((await client.upload(samples())).id);
});
afterAll(endAll);

const batchFolders = (data: string, tenant = 'local') =>
  existsSync(path.join(data, 'batches', tenant)) ? readdirSync(path.join(data, 'batches', tenant)) : [];

describe('a batch', () => {
  test('gives the report that the command line gives', async () => {
    expect(done).toMatchObject({
      status: 'completed',
      source: { kind: 'folder', name: 'texts' },
      summary: { documents: 24 },
    });
    const out = dataFolder();
    mkdirSync(out, { recursive: true });
    expect(
      (await runCli(['analyze', path.join(DIST, '../samples/texts'), '--format', 'json', '--out', out, '--quiet']))
        .code,
    ).toBe(0);
    const local = JSON.parse(readFileSync(path.join(out, 'texts.analysis.json'), 'utf8')) as Report;
    const served = await client.json<Report>(`/api/batch/${done.id}/results`);
    expect(resultsSha256(served)).toBe(resultsSha256(local));
    expect(served.warnings).toEqual(local.warnings);
  });

  test('tells nobody where it lies on the server', async () => {
    for (const at of [
      'status',
      'results',
      'export?format=json',
      'export?format=html',
      'export?format=jsonl',
      'export?format=sarif',
    ])
      expect(await (await client.fetch(`/api/batch/${done.id}/${at}`)).text()).not.toContain(server.data);
  });

  test('can be uploaded as a ZIP', async () => {
    const archive = zip(
      Object.entries(samples()).map(([name, content]) => ({ name: name.replace(/^texts\//, ''), content })),
    );
    const batch = await client.until((await client.upload({ 'texts.zip': new Uint8Array(archive) })).id);
    expect(batch).toMatchObject({
      status: 'completed',
      source: { kind: 'zip', name: 'texts.zip' },
      summary: { documents: 24 },
    });
    // The texts are the same ones: nothing was analysed twice.
    expect(batch.reused).toBe(batch.summary?.analyzed);
  });

  test('tells how it goes on as server-sent events, and ends them with itself', async () => {
    const { id } = await client.upload(manyTexts(40, 20));
    const said = await (await client.fetch(`/api/batch/${id}/events`)).text();
    const events = [...said.matchAll(/^event: (\w+)\ndata: (.*)$/gm)].map(([, event, data]) => ({
      event,
      data: JSON.parse(data ?? '') as unknown,
    }));
    const states = events.filter(({ event }) => event === 'status').map(({ data }) => data as BatchView);
    const passed = states.map(({ status }) => status).filter((status, i, all) => status !== all[i - 1]);
    // It may have begun before anybody listens.
    expect(['pending', 'processing', 'completed'].slice(-passed.length)).toEqual(passed);
    expect(passed.length).toBeGreaterThan(1);
    expect(events.filter(({ event }) => event === 'documents').flatMap(({ data }) => data as object[])).toHaveLength(
      40,
    );
    const fractions = states.flatMap(({ progress }) => progress?.fraction ?? []);
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
  });

  test('gives a document, and its text where that is asked for', async () => {
    const { documents } = await client.json<Report>(`/api/batch/${done.id}/results`);
    const first = documents.find(({ status }) => status === 'analyzed')!;
    expect(await client.json(`/api/batch/${done.id}/documents/${first.id}`)).toEqual(first);
    const { text } = await client.json<{ text: string }>(`/api/batch/${done.id}/documents/${first.id}?text=true`);
    expect(createHash('sha256').update(text).digest('hex')).toBe(first.sha256);
    expect((await client.fetch(`/api/batch/${done.id}/documents/d99`)).status).toBe(404);
  });

  test('is cancelled, goes on from what it has kept, and is deleted with its texts', async () => {
    const { id } = await client.upload(manyTexts(90, 30), { seed: 5 });
    await client.until(id, ({ progress }) => (progress?.done ?? 0) > 10);
    expect(await client.json(`/api/batch/${id}/cancel`, { method: 'POST' })).toMatchObject({ status: 'cancelled' });
    expect(await client.json(`/api/batch/${id}/retry`, { method: 'POST' })).toMatchObject({ status: 'pending' });
    const batch = await client.until(id);
    expect(batch.status).toBe('completed');
    expect(batch.reused).toBeGreaterThan(10);
    expect(batchFolders(server.data)).toContain(id);
    expect((await client.fetch(`/api/batch/${id}`, { method: 'DELETE' })).status).toBe(204);
    expect(batchFolders(server.data)).not.toContain(id);
    expect((await client.fetch(`/api/batch/${id}/status`)).status).toBe(404);
  });

  test('that failed says why, and is tried again', async () => {
    const { id } = await client.upload({ 'picture.png': 'no text' });
    expect(await client.until(id)).toMatchObject({
      status: 'failed',
      error: expect.stringContaining('holds no file of a format that is read') as string,
    });
    expect((await client.fetch(`/api/batch/${id}/results`)).status).toBe(409);
    expect((await client.fetch(`/api/batch/${id}/retry`, { method: 'POST' })).status).toBe(202);
    await client.until(id);
  });
});

const SIGNS: Readonly<Record<ExportFormat, RegExp>> = {
  csv: /^Document ID,Filename/,
  json: /^\{\n {2}"schemaVersion": 1/,
  jsonl: /^\{"record":"job"/,
  html: /^<!DOCTYPE html>/,
  xlsx: /^PK[^]*xl\/worksheets\/sheet1\.xml/,
  pages: /^PK[^]*index\.html/,
  parquet: /^PK[^]*documents\.parquet/,
  sarif: /^\{[^]*"version":\s*"2\.1\.0"/,
};

test.each(ALL_EXPORT_FORMATS)('an export as %s is a file with a name', async (format) => {
  const response = await client.fetch(`/api/batch/${done.id}/export?format=${format}`);
  expect(response.headers.get('content-disposition')).toBe(
    `attachment; filename=texts.analysis.${{ parquet: 'tables.zip', pages: 'pages.zip' }[format as string] ?? format}`,
  );
  expect(Buffer.from(await response.arrayBuffer()).toString('latin1')).toMatch(SIGNS[format]);
});

test('the list of batches comes in pages, newest first', async () => {
  const { batches, total, next } = await client.json<BatchPage>('/api/batch/jobs?limit=2');
  expect(batches).toHaveLength(2);
  expect(next).toBe(2);
  const all = await client.json<BatchPage>(`/api/batch/jobs?limit=200`);
  expect(all.batches).toHaveLength(total);
  expect(all.next).toBeNull();
  expect([...all.batches].sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1))).toEqual(all.batches);
});

describe('an upload', () => {
  let small: RunningServer;
  beforeAll(async () => {
    small = await startServer({
      options: ['entries=3', 'documentSize=1', 'totalSize=2'].flatMap((limit) => ['--limit', limit]),
    });
  });

  test.each([
    ['a file that is too large', { 'a.txt': 'x'.repeat(1_100_000) }, 413, 'file-too-large'],
    [
      'too much together',
      { 'a.txt': 'x'.repeat(900_000), 'b.txt': 'x'.repeat(900_000), 'c.txt': 'x'.repeat(900_000) },
      413,
      'upload-too-large',
    ],
    ['too many files', { 'a.txt': 'x', 'b.txt': 'x', 'c.txt': 'x', 'd.txt': 'x' }, 413, 'too-many-files'],
    ['a name that leads out', { '../../a.txt': 'x' }, 400, 'bad-name'],
    ['a file where a folder is', { a: 'x', 'a/b.txt': 'x' }, 400, 'bad-name'],
    ['nothing', {}, 400, 'no-files'],
  ])('of %s is refused, and nothing of it is left', async (_, files, status, code) => {
    const response = await new HttpClient(small.url).uploading(files);
    expect({ status: response.status, ...((await response.json()) as { code: string }) }).toMatchObject({
      status,
      code,
    });
    expect(batchFolders(small.data)).toEqual([]);
  });

  test.each([
    ['no JSON', '{'],
    ['an unknown option', '{"granularity":"word"}'],
    ['a template outside', '{"reading":{"ignore":["/etc/passwd"]}}'],
    ['a template above', '{"reading":{"ignore":["../../tokens.json"]}}'],
    ['a template behind two slashes', '{"reading":{"ignore":[".//etc/passwd"]}}'],
    ['a template behind a name and two slashes', '{"reading":{"ignore":["a//etc/passwd"]}}'],
    ['a template of Windows', '{"reading":{"ignore":["c:a.txt"]}}'],
    ['a template with a NUL', '{"reading":{"ignore":["a.txt\\u0000"]}}'],
    ['a template that was not uploaded', '{"reading":{"ignore":["etc/passwd"]}}'],
    ['a baseline on the server', '{"baseline":"/home"}'],
    ['machine samples on the server', '{"machineSamples":"/home"}'],
  ])('whose options are %s is refused', async (_, options) => {
    const form = new FormData();
    form.append('options', options);
    form.append('files', new Blob(['text']), 'a.txt');
    const response = await fetch(`${small.url}/api/batch/upload`, { method: 'POST', body: form });
    expect({ status: response.status, ...((await response.json()) as object) }).toMatchObject({
      status: 400,
      code: 'bad-options',
    });
    expect(batchFolders(small.data)).toEqual([]);
  });

  test('cannot ask for more than the server allows', async () => {
    const { options } = await new HttpClient(small.url).upload(
      { 'a.txt': 'A text.' },
      { reading: { limits: { documentBytes: 1e9, characters: 500 } } },
    );
    expect(options.reading?.limits).toMatchObject({ documentBytes: 1024 ** 2, characters: 500 });
  });

  test('that breaks off leaves nothing behind', async () => {
    const before = batchFolders(server.data);
    const { port } = new URL(server.url);
    const socket = connect(Number(port), '127.0.0.1');
    socket.write(
      'POST /api/batch/upload HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 100000\r\n\r\n--b\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\nsome words',
    );
    const begun = () => batchFolders(server.data).filter((name) => !before.includes(name));
    await expect.poll(begun, { timeout: 20_000 }).toHaveLength(1);
    socket.destroy();
    await expect.poll(begun, { timeout: 20_000 }).toEqual([]);
    expect((await client.fetch('/health')).status).toBe(200);
  });

  test('whose length is a lie is refused by its head', async () => {
    const { port } = new URL(small.url);
    const socket = connect(Number(port), '127.0.0.1');
    socket.write(
      'POST /api/batch/upload HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 100000000\r\n\r\n',
    );
    const said = await new Promise<string>((resolve) => socket.once('data', (chunk) => resolve(chunk.toString())));
    socket.destroy();
    expect(said).toMatch(/^HTTP\/1\.1 413 /);
  });
});

describe('a server that ends', () => {
  test('gets to the end of what it began, where it has the time', async () => {
    const draining = await startServer({ options: ['--drain', '120'] });
    const { id } = await new HttpClient(draining.url).upload(manyTexts(60, 20));
    await new HttpClient(draining.url).until(id, ({ status }) => status === 'processing');
    expect(await draining.end('SIGTERM')).toBe(0);
    expect(JSON.parse(readFileSync(path.join(draining.data, 'batches/local', id, 'job.json'), 'utf8'))).toMatchObject({
      status: 'completed',
    });
  });

  test.each(['SIGTERM', 'SIGKILL'] as const)('by %s in the middle goes on after the next start', async (signal) => {
    const first = await startServer({ options: ['--drain', '0'] });
    const begun = new HttpClient(first.url);
    const [running, waiting] = [
      await begun.upload(manyTexts(100, 30)),
      await begun.upload({ 'a.txt': 'A text of a few words. And a second sentence.' }),
    ];
    await begun.until(running.id, ({ progress }) => (progress?.done ?? 0) > 10);
    await first.end(signal);
    // An upload that was under way then.
    mkdirSync(path.join(first.data, 'batches/local/half/source'), { recursive: true });
    writeFileSync(path.join(first.data, 'batches/local/half/source/a.txt'), 'half');
    writeFileSync(path.join(first.data, 'batches/local/half/upload.json'), '{}');
    // And what is nobody's.
    mkdirSync(path.join(first.data, 'batches/local/foreign'), { recursive: true });
    writeFileSync(path.join(first.data, 'batches/local/foreign/thesis.txt'), 'years of work');
    const again = new HttpClient((await startServer({ data: first.data })).url);
    const batch = await again.until(running.id);
    expect(batch.status).toBe('completed');
    expect(batch.reused).toBeGreaterThan(10);
    expect(await again.until(waiting.id)).toMatchObject({ status: 'completed' });
    expect(batchFolders(first.data)).not.toContain('half');
    expect(readFileSync(path.join(first.data, 'batches/local/foreign/thesis.txt'), 'utf8')).toBe('years of work');
  });
});

describe('what lies among the batches and cannot be read', () => {
  const state = (data: string, id: string) => path.join(data, 'batches/local', id, 'job.json');
  const ready = async (url: string) =>
    (await (await fetch(`${url}/ready`)).json()) as {
      status: string;
      problems?: { code: string; count: number; names?: string[] }[];
    };

  test('is left, named in the log and at /ready, and put right by the doctor', async () => {
    const first = await startServer();
    const own = new HttpClient(first.url);
    const ids: string[] = [];
    for (let i = 0; i < 5; i++)
      ids.push(
        (
          await own.until(
            (await own.upload({ 'a.txt': `A text of a few words, number ${i}. And a second sentence.` })).id,
          )
        ).id,
      );
    await first.end();
    const [cut, empty, folder, unknown, gone] = ids as [string, string, string, string, string];
    const before = readFileSync(state(first.data, cut), 'utf8');
    writeFileSync(state(first.data, cut), before.slice(0, 100));
    writeFileSync(state(first.data, empty), '');
    rmSync(state(first.data, folder));
    mkdirSync(state(first.data, folder));
    writeFileSync(
      state(first.data, unknown),
      readFileSync(state(first.data, unknown), 'utf8').replace('"completed"', '"transcended"'),
    );
    rmSync(state(first.data, gone));
    mkdirSync(path.join(first.data, 'batches/Not A Tenant'));
    writeFileSync(path.join(first.data, 'batches/notes.txt'), 'notes');
    const second = await startServer({ data: first.data });
    expect((await new HttpClient(second.url).json<BatchPage>('/api/batch/jobs')).total).toBe(0);
    for (const id of ids) {
      expect(readdirSync(path.join(first.data, 'batches/local', id))).toEqual(
        expect.arrayContaining(['report.json', 'source']),
      );
      expect(second.log()).toContain(id);
      expect((await fetch(`${second.url}/api/batch/${id}/status`)).status).toBe(503);
    }
    const { status, problems } = await ready(second.url);
    expect({ status, count: problems?.[0]?.count }).toEqual({ status: 'ok', count: 7 });
    expect(problems?.[0]?.names?.join('\n')).toContain(cut);
    // Without ending the server nothing is put right.
    expect((await runCli(['doctor', '--repair', first.data])).code).toBe(1);
    expect((await runCli(['doctor', first.data])).code).toBe(3);
    await second.end();
    const repaired = await runCli(['doctor', '--repair', first.data]);
    expect(repaired.stdout).toContain('made anew from its report');
    expect(repaired.code).toBe(0);
    expect((await runCli(['doctor', first.data])).code).toBe(0);
    const third = await startServer({ data: first.data });
    expect((await ready(third.url)).problems).toBeUndefined();
    for (const id of ids)
      expect((await new HttpClient(third.url).json<Report>(`/api/batch/${id}/results`)).summary.documents).toBe(1);
    expect(readFileSync(path.join(first.data, 'set-aside/notes.txt'), 'utf8')).toBe('notes');
  });

  test('many batches are all listed with few open files', async () => {
    const data = dataFolder();
    const one = await startServer({ data });
    const { id: first } = await new HttpClient(one.url).upload({
      'a.txt': 'A text of a few words. And a second sentence.',
    });
    await new HttpClient(one.url).until(first);
    await one.end();
    const root = path.join(data, 'batches/local');
    for (let i = 0; i < 600; i++) {
      const id = `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`;
      cpSync(path.join(root, first), path.join(root, id), { recursive: true });
      writeFileSync(
        path.join(root, id, 'job.json'),
        // Without its checksum, which is that of the other one.
        readFileSync(path.join(root, id, 'job.json'), 'utf8')
          .trimEnd()
          .replaceAll(first, id),
      );
    }
    const few = await startServer({ data, openFiles: 200 });
    expect((await new HttpClient(few.url).json<BatchPage>('/api/batch/jobs?limit=1')).total).toBe(601);
    expect((await ready(few.url)).problems).toBeUndefined();
  });
});

describe('tokens', () => {
  let guarded: RunningServer;
  let one: HttpClient;
  let two: HttpClient;
  let reader: HttpClient;
  let batch: BatchView;
  const secrets: string[] = [];

  beforeAll(async () => {
    const data = dataFolder();
    secrets.push(
      addToken(data, 'one'),
      addToken(data, 'two'),
      addToken(data, 'one', 'read'),
      addToken(data, 'ops', 'metrics'),
    );
    guarded = await startServer({ data, options: ['--requests', '2000'] });
    [one, two, reader] = secrets.map((token) => new HttpClient(guarded.url, token)) as [
      HttpClient,
      HttpClient,
      HttpClient,
    ];
    batch = await one.until((await one.upload(samples())).id);
  });

  /** Every route about one batch. */
  const routes = (id: string) =>
    [
      ['GET', `/api/batch/${id}/status`],
      ['GET', `/api/batch/${id}/events`],
      ['GET', `/api/batch/${id}/results`],
      ['GET', `/api/batch/${id}/documents/d01`],
      ['GET', `/api/batch/${id}/documents/d01?text=true`],
      ['GET', `/api/batch/${id}/excerpts`],
      ['GET', `/api/batch/${id}/rows/vectors`],
      ...ALL_EXPORT_FORMATS.map((format) => ['GET', `/api/batch/${id}/export?format=${format}`]),
      ['POST', `/api/batch/${id}/retry`],
      ['POST', `/api/batch/${id}/cancel`],
      ['POST', `/api/batch/${id}/pause`],
      ['DELETE', `/api/batch/${id}`],
    ] as const;

  test('are asked for everywhere but where nothing of anybody is', async () => {
    const nobody = new HttpClient(guarded.url);
    for (const [method, at] of [
      ...routes(batch.id),
      ['GET', '/api/batch/jobs'],
      ['POST', '/api/batch/upload'],
      ['GET', '/metrics'],
    ] as const)
      expect([method, at, (await nobody.fetch(at, { method })).status]).toEqual([method, at, 401]);
    expect((await new HttpClient(guarded.url, `${secrets[0]!}x`).fetch('/api/batch/jobs')).status).toBe(401);
    for (const open of [
      '/health',
      '/ready',
      '/',
      `/batch/${batch.id}`,
      '/api/docs',
      '/api/openapi.json',
      '/assets/webview.js',
    ])
      expect([open, (await nobody.fetch(open)).status]).toEqual([open, 200]);
    for (const closed of ['/assets/server.js', '/assets/../tokens.json', '/assets/worker.js'])
      expect((await nobody.fetch(closed)).status).toBe(404);
  });

  test('of one tenant get at nothing of another', async () => {
    expect((await two.json<BatchPage>('/api/batch/jobs')).total).toBe(0);
    for (const [method, at] of routes(batch.id))
      expect([method, at, (await two.fetch(at, { method })).status]).toEqual([method, at, 404]);
    expect(await one.status(batch.id)).toEqual(batch);
    // What one tenant's texts gave is no cache of another's.
    expect(await two.until((await two.upload(samples())).id)).toMatchObject({ status: 'completed', reused: 0 });
  });

  test('do what their scopes say', async () => {
    expect((await reader.json<BatchPage>('/api/batch/jobs')).total).toBe(1);
    for (const [method, at] of routes(batch.id))
      if (method !== 'GET')
        expect([method, at, (await reader.fetch(at, { method })).status]).toEqual([method, at, 403]);
    expect((await reader.uploading({ 'a.txt': 'x' })).status).toBe(403);
    expect((await one.fetch('/metrics')).status).toBe(403);
    expect(await (await new HttpClient(guarded.url, secrets[3]).fetch('/metrics')).text()).toMatch(
      /ghostwriter_documents_total\{status="analyzed"\} \d+/,
    );
  });

  test('are kept as hashes, and stand in no log', () => {
    const kept = readFileSync(path.join(guarded.data, 'tokens.json'), 'utf8');
    for (const secret of secrets) {
      expect(kept).not.toContain(secret.split('_').slice(2).join('_'));
      expect(guarded.log()).not.toContain(secret);
    }
    expect(guarded.log()).not.toContain('.txt');
  });

  test('that are removed count no longer, at once', async () => {
    const token = addToken(guarded.data, 'three');
    expect((await new HttpClient(guarded.url, token).fetch('/api/batch/jobs')).status).toBe(200);
    expect((await runCli(['token', 'remove', token.split('_')[1]!, '--data', guarded.data])).code).toBe(0);
    expect((await new HttpClient(guarded.url, token).fetch('/api/batch/jobs')).status).toBe(401);
  });

  test('limit the batches that wait, and the requests in a minute', async () => {
    const data = dataFolder();
    const token = addToken(data, 'one');
    const narrow = new HttpClient(
      (await startServer({ data, options: ['--unfinished', '1', '--requests', '12'] })).url,
      token,
    );
    await narrow.upload(manyTexts(60, 40));
    expect((await narrow.uploading({ 'a.txt': 'x' })).status).toBe(429);
    const answers = await Promise.all(Array.from({ length: 15 }, () => narrow.fetch('/api/batch/jobs')));
    expect(answers.filter(({ status }) => status === 429).length).toBeGreaterThanOrEqual(5);
  });
});

describe('a server without tokens', () => {
  test('does not listen to others', async () => {
    const { code, stderr } = await runCli(['serve', '--data', dataFolder(), '--host', '0.0.0.0', '--port', '0']);
    expect({ code, stderr }).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('ghostwriter-batch token add') as string,
    });
  });

  test('answers to no other name, and to no page from elsewhere', async () => {
    const { port } = new URL(server.url);
    const asked = (headers: string) =>
      new Promise<string>((resolve) => {
        const socket = connect(Number(port), '127.0.0.1');
        socket.once('data', (chunk) => resolve(chunk.toString().slice(9, 12)));
        socket.write(`GET /api/batch/jobs HTTP/1.1\r\n${headers}\r\nConnection: close\r\n\r\n`);
      });
    expect(await asked('Host: evil.example')).toBe('403');
    expect(await asked(`Host: localhost:${port}\r\nOrigin: https://evil.example`)).toBe('403');
    expect(await asked(`Host: localhost:${port}\r\nOrigin: http://localhost:${port}`)).toBe('200');
  });

  test('lets no second one work in its folder', async () => {
    expect(await runCli(['serve', '--data', server.data, '--port', '0'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Another server works in') as string,
    });
  });
});

test('with a certificate it speaks TLS alone', async () => {
  const folder = dataFolder();
  mkdirSync(folder, { recursive: true });
  const made = selfSigned(folder);
  if (!made) return;
  const { key, cert } = made;
  const secure = await startServer({ options: ['--tls-cert', cert, '--tls-key', key] });
  expect(secure.url).toMatch(/^https:/);
  const { get } = await import('node:https');
  const status = await new Promise((resolve, reject) =>
    get(`${secure.url}/health`, { ca: readFileSync(cert), servername: 'localhost' }, ({ statusCode }) =>
      resolve(statusCode),
    ).on('error', reject),
  );
  expect(status).toBe(200);
});

describe('event streams', () => {
  test('have places: half of them for one tenant, with an answer that says what to do, and a place that is left is free again', async () => {
    const data = dataFolder();
    const [a, b] = [addToken(data, 'one'), addToken(data, 'two')];
    const limited = await startServer({ data, options: ['--streams', '4', '--batches', '1'] });
    const [one, two] = [new HttpClient(limited.url, a), new HttpClient(limited.url, b)];
    const { id } = await one.upload(manyTexts(300, 60));
    const { id: other } = await two.upload(manyTexts(20, 20));
    const open = async (client: HttpClient, batch: string) => {
      const stop = new AbortController();
      const response = await client.fetch(`/api/batch/${batch}/events`, { signal: stop.signal });
      return { response, stop: () => stop.abort() };
    };
    const [first, , third] = [await open(one, id), await open(one, id), await open(one, id)];
    expect(third.response.status).toBe(429);
    expect(third.response.headers.get('retry-after')).toBe('5');
    expect(await third.response.json()).toMatchObject({
      code: 'too-many-streams',
      message: expect.stringContaining('status') as string,
    });
    expect((await open(two, other)).response.status).toBe(200);
    expect((await open(two, other)).response.status).toBe(200);
    expect((await open(two, other)).response.status).toBe(429);
    expect((await one.fetch(`/api/batch/${id}/status`)).status).toBe(200);
    first.stop();
    await expect.poll(async () => (await open(one, id)).response.status).toBe(200);
    await limited.end('SIGKILL');
  });
});
