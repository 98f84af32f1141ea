// Clients that are slow, broken or hostile: they get an answer or are hung up on, and nobody else notices. Memory, open files and processes are read from /proc.
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BatchPage, BatchView } from '../../src/protocol/service.ts';
import { ALL_EXPORT_FORMATS } from '../../src/report/export-formats.ts';
import { manyTexts } from './support/essays.ts';
import { HttpClient } from './support/http-client.ts';
import { childrenOf, openFiles, RawClient, residentBytes, until } from './support/raw-client.ts';
import { addToken, dataFolder, endAll, type RunningServer, startServer } from './support/programs.ts';

/** Seconds: short, so that a test does not wait for a minute. */
const SILENCE = 2;

/** What is no answer any more but a wait for somebody else; no measure of speed. */
const PATIENCE_MS = 5000;

/** Uploads at once: few, so that a place that is lost is missed soon. */
const UPLOADS = 4;

const PART = '--b\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\nsome words';
const END = '\r\n--b--\r\n';

let server: RunningServer;
let client: HttpClient;
let other: HttpClient;
let authorization: string;
let pid: number;

beforeAll(async () => {
  const data = dataFolder();
  const token = addToken(data, 'one');
  authorization = `Authorization: Bearer ${token}`;
  const others = addToken(data, 'two');
  server = await startServer({
    data,
    options: ['--silence', String(SILENCE), '--uploads', String(UPLOADS), '--unfinished', '2', '--requests', '100000'],
  });
  client = new HttpClient(server.url, token);
  other = new HttpClient(server.url, others);
  pid = server.child.pid!;
});
afterAll(endAll);

const raw = () => new RawClient(server.url);
const uploading = (length: number) => raw().upload(length, authorization);
const foldersOf = (tenant: string) =>
  existsSync(path.join(server.data, 'batches', tenant)) ? readdirSync(path.join(server.data, 'batches', tenant)) : [];

/** Nothing is left of an upload: no folder, no open file, nothing in the list, and no place that it held. */
async function nothingLeft(of = 'one') {
  expect(await until(() => foldersOf(of).length === 0, 10)).toBe(true);
  expect(openFiles(pid, server.data).filter((at) => at.includes('/source/'))).toEqual([]);
  expect((await client.json<BatchPage>('/api/batch/jobs')).total).toBe(0);
  // The server may hear of the end of a connection later than its client, and gives the place back after the folder is gone.
  expect(await until(allPlacesFree, 20)).toBe(true);
  expect(foldersOf(of)).toEqual([]);
}

/** Whether as many uploads as one tenant may have at the same time are taken. What was taken is deleted, whether or not all were. */
async function allPlacesFree(): Promise<boolean> {
  const answers = await Promise.all(
    Array.from({ length: UPLOADS / 2 }, () => client.uploading({ 'a.txt': 'A text of a few words.' })),
  );
  for (const answer of answers) {
    const { id } = (await answer.json()) as { readonly id?: string };
    if (answer.status === 202) expect((await client.fetch(`/api/batch/${id}`, { method: 'DELETE' })).status).toBe(204);
    else expect(answer.status).toBe(503);
  }
  return answers.every(({ status }) => status === 202);
}

/** The longest of some answers that another client gets meanwhile, in milliseconds. */
async function longestWait(times = 20): Promise<number> {
  let longest = 0;
  for (let i = 0; i < times; i++) {
    const from = performance.now();
    expect((await other.fetch('/api/batch/jobs')).status).toBe(200);
    longest = Math.max(longest, performance.now() - from);
    await delay(25);
  }
  return longest;
}

describe('an upload', () => {
  test('that trickles in keeps nobody waiting, and is ended', async () => {
    const slow = Array.from({ length: UPLOADS / 2 }, () => uploading(1_000_000).send(PART));
    const trickle = setInterval(() => slow.forEach((one) => one.send('x')), 100);
    expect(await until(() => foldersOf('one').length === UPLOADS / 2)).toBe(true);
    // All places of this tenant are taken, and none of another.
    expect((await client.uploading({ 'a.txt': 'A text.' })).status).toBe(503);
    expect(await longestWait()).toBeLessThan(PATIENCE_MS);
    const { id } = await other.upload({ 'a.txt': 'A text of a few words.' });
    expect((await other.until(id)).status).toBe('completed');
    expect((await other.fetch(`/api/batch/${id}`, { method: 'DELETE' })).status).toBe(204);
    expect(await Promise.all(slow.map((one) => one.status()))).toEqual(slow.map(() => 408));
    expect(await Promise.all(slow.map((one) => one.closed()))).toEqual(slow.map(() => true));
    clearInterval(trickle);
    expect(slow[0]!.said).toContain('"code":"too-slow"');
    await nothingLeft();
  });

  test('that falls silent is ended', async () => {
    const silent = uploading(1_000_000).send(PART);
    expect(await silent.closed(SILENCE * 5)).toBe(true);
    await nothingLeft();
  });

  test('that takes its time is taken all the same', async () => {
    const text = 'Some words of a long text. '.repeat(400);
    const body = PART + text.repeat(4) + END;
    const steady = uploading(body.length).send(PART);
    // Longer than a client may be silent, at a pace of some kilobytes a second.
    for (let i = 0; i < 4; i++) {
      await delay(SILENCE * 350);
      steady.send(text);
    }
    steady.send(END);
    expect(await steady.status()).toBe(202);
    const { batches } = await client.json<BatchPage>('/api/batch/jobs');
    await client.until(batches[0]!.id);
    await client.fetch(`/api/batch/${batches[0]!.id}`, { method: 'DELETE' });
    steady.socket.destroy();
    await nothingLeft();
  });

  // More of them than there are places.
  test.each([
    ['in the middle of a file', PART],
    ['between two files', `${PART}\r\n`],
    ['in the head of a part', PART.slice(0, 40)],
    ['before its first byte', ''],
  ])('that breaks off %s leaves nothing', async (_, sent) => {
    for (let i = 0; i < UPLOADS + 1; i++) {
      const one = uploading(1_000_000).send(sent);
      if (i % 2 === 0) await until(() => foldersOf('one').length > 0, 5);
      else await delay(10);
      one.socket.resetAndDestroy();
      await until(() => foldersOf('one').length === 0, 5);
    }
    await nothingLeft();
  });

  test.each([
    ['more than comes, from a client that ends', PART.length + 1000, PART + END, true],
    ['more than comes, from a client that waits', PART.length + 1000, PART + END, false],
    ['less than comes', PART.length - 4, PART + END, false],
    ['nothing, with a body', 0, PART + END, false],
  ])('whose length says %s gets no batch, and leaves nothing', async (_, length, body, ends) => {
    for (let i = 0; i < UPLOADS + 1; i++) {
      const one = uploading(length).send(body);
      if (ends) one.socket.end();
      expect(await one.closed(SILENCE * 5)).toBe(true);
      // 503 where the place of the one before is not free yet.
      expect(one.said).toMatch(/^$|^HTTP\/1\.1 (4\d\d|503) /);
    }
    await nothingLeft();
  });

  test.each([
    ['is no multipart', 'just some words', 'boundary=b', 400, 'bad-multipart'],
    ['has another boundary', PART + END, 'boundary=c', 400, 'bad-multipart'],
    ['has no boundary', PART + END, '', 400, 'bad-multipart'],
    ['has no end', PART, 'boundary=b', 400, 'bad-multipart'],
    ['ends in the head of a part', PART.slice(0, 30), 'boundary=b', 400, 'bad-multipart'],
    ['has a name of a megabyte', PART.replace('a.txt', 'x'.repeat(1 << 20)) + END, 'boundary=b', 400, 'bad-name'],
  ])('whose body %s is refused for that', async (_, body, parameter, status, code) => {
    for (let i = 0; i < UPLOADS + 1; i++) {
      const one = raw()
        .head(
          'POST /api/batch/upload',
          authorization,
          `Content-Type: multipart/form-data; ${parameter}`,
          `Content-Length: ${body.length}`,
        )
        .send(body);
      expect([await one.status(), one.said.includes(`"code":"${code}"`)]).toEqual([status, true]);
      one.socket.destroy();
    }
    await nothingLeft();
    expect(
      server
        .log()
        .split('\n')
        .filter((line) => line.includes('"level":50')),
    ).toEqual([]);
  });
});

test.each([
  ['enormous headers', `X-Much: ${'x'.repeat(20_000)}`, 431, 'header-too-large'],
  ['thousands of headers', Array.from({ length: 5000 }, (_, i) => `X-${i}: 1`).join('\r\n'), 431, 'header-too-large'],
  ['a header that is none', 'no header at all', 400, 'no-http'],
])('a request with %s is refused in the form of every problem', async (_, header, status, code) => {
  const one = raw().head('GET /health', header);
  expect(await one.closed(10)).toBe(true);
  expect(one.said).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  expect(JSON.parse(one.said.split('\r\n\r\n')[1]!)).toMatchObject({ statusCode: status, code });
  expect((await client.fetch('/health')).status).toBe(200);
});

describe('a client', () => {
  const DOCUMENTS = 6000;
  let large: BatchView;
  /** How long its JSON export is. */
  let bytes: number;

  beforeAll(async () => {
    const rows = Object.values(manyTexts(DOCUMENTS, 2)).map((text, i) => `"${text.replaceAll('"', '')} Row ${i}."`);
    large = await client.until(
      (await client.upload({ 'rows.csv': `text\n${rows.join('\n')}\n` }, { encoder: 'fast' })).id,
    );
    expect(large).toMatchObject({ status: 'completed', summary: { documents: DOCUMENTS } });
    bytes = (await (await client.fetch(`/api/batch/${large.id}/export?format=json`)).arrayBuffer()).byteLength;
    // More than the system itself keeps for a client, so that the server has to wait for it.
    expect(bytes).toBeGreaterThan(6e6);
  });

  const openOf = (id: string) => openFiles(pid, server.data).filter((file) => file.includes(id));
  const asking = (at: string, id = large.id) => raw().head(`GET /api/batch/${id}/${at}`, authorization);
  /** The most that the server's memory has grown by while others are served. */
  async function growth(before: number, seconds: number): Promise<number> {
    let most = 0;
    for (const end = performance.now() + seconds * 1000; performance.now() < end;) {
      most = Math.max(most, residentBytes(pid) - before);
      expect(await longestWait(5)).toBeLessThan(PATIENCE_MS);
    }
    return most;
  }

  // Those of which there is more than the system keeps.
  test.each(['export?format=json', 'results', 'export?format=jsonl'])(
    'that does not read %s costs no memory and is hung up on',
    async (at) => {
      const before = residentBytes(pid);
      const clients = Array.from({ length: 20 }, () => asking(at));
      for (const { socket } of clients) socket.pause();
      expect(await growth(before, SILENCE * 3)).toBeLessThan(4 * bytes);
      // What was on its way still comes, and not the rest.
      for (const one of clients) one.socket.resume();
      for (const one of clients) {
        expect(await one.closed(10)).toBe(true);
        expect(one.said).not.toMatch(/\r\n0\r\n\r\n$/);
      }
    },
  );

  test('that does not read a file of a batch is hung up on, and the file is closed', async () => {
    // One after the other on a connection, so that they are more than the system keeps.
    const clients = Array.from({ length: 10 }, () =>
      Array.from({ length: 5 }).reduce<RawClient>(
        (one) => one.head(`GET /api/batch/${large.id}/rows/similarity`, authorization),
        raw(),
      ),
    );
    for (const { socket } of clients) socket.pause();
    expect(await until(() => openOf(large.id).length >= 10, 10)).toBe(true);
    expect(await until(() => openOf(large.id).length === 0, SILENCE * 5)).toBe(true);
    for (const one of clients) one.socket.resume();
    for (const one of clients) expect(await one.closed(10)).toBe(true);
  });

  test('that does not read events costs no memory and is hung up on; one that reads gets all of them', async () => {
    const count = 3000;
    const folder = Array.from({ length: 10 }, (_, i) => String(i).repeat(250)).join('/');
    const rows = Object.values(manyTexts(count, 3)).map((text, i) => `"${text.replaceAll('"', '')} Line ${i}."`);
    const { id } = await client.upload({ [`${folder}/rows.csv`]: `text\n${rows.join('\n')}\n` }, { encoder: 'fast' });
    const before = residentBytes(pid);
    const clients = Array.from({ length: 40 }, () => asking('events', id));
    for (const { socket } of clients) socket.pause();
    const reading = client.fetch(`/api/batch/${id}/events`).then((response) => response.text());
    let most = 0;
    await until(async () => {
      most = Math.max(most, residentBytes(pid) - before);
      return (await client.status(id)).status === 'completed';
    }, 500);
    const said = await reading;
    expect(
      [...said.matchAll(/^event: documents\ndata: (.*)$/gm)].flatMap(([, data]) => JSON.parse(data!) as object[]),
    ).toHaveLength(count);
    expect(said).toMatch(/"status":"completed".*\s*$/);
    // Each of them would be told 7 MB and more.
    expect(said.length).toBeGreaterThan(7e6);
    expect(most).toBeLessThan(10 * said.length);
    await delay(SILENCE * 2000);
    for (const one of clients) one.socket.resume();
    for (const one of clients) {
      expect(await one.closed(10)).toBe(true);
      expect(one.said.length).toBeLessThan(said.length);
    }
    expect((await client.fetch(`/api/batch/${id}`, { method: 'DELETE' })).status).toBe(204);
  });

  test('that goes away in the middle of an answer leaves no open file and no process', async () => {
    await client.json(`/api/batch/${large.id}/documents/d0001?text=true`).catch(() => undefined);
    const children = childrenOf(pid).length;
    for (const at of [
      'results',
      'rows/vectors',
      'rows/similarity',
      'excerpts',
      'export?format=html&excerpts=true',
      ...ALL_EXPORT_FORMATS.map((format) => `export?format=${format}`),
    ])
      for (const moment of ['at once', 'at its first bytes']) {
        const one = asking(at);
        if (moment === 'at its first bytes') await until(() => one.said !== '', 60);
        else await delay(20);
        one.socket.resetAndDestroy();
      }
    expect(await until(() => openOf(large.id).length === 0, 20)).toBe(true);
    expect(await until(() => childrenOf(pid).length <= children, 20)).toBe(true);
    expect(await longestWait()).toBeLessThan(PATIENCE_MS);
    expect(
      server
        .log()
        .split('\n')
        .filter((line) => line.includes('"level":50')),
    ).toEqual([]);
  });
});
