// What the server takes of anybody: requests, uploads at once; and the one form of all that it refuses.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PROBLEM_STATUSES } from '../../src/server/problem.ts';
import { ROOT } from '../unit/support/paths.ts';
import { HttpClient } from './support/http-client.ts';
import { RawClient, until } from './support/raw-client.ts';
import { addToken, dataFolder, endAll, type RunningServer, startServer } from './support/programs.ts';

afterAll(endAll);

const NO_BATCH = '/api/batch/00000000-0000-4000-8000-000000000000';

describe('requests in a minute', () => {
  let server: RunningServer;
  let token: string;
  let other: string;
  beforeAll(async () => {
    const data = dataFolder();
    token = addToken(data, 'one');
    other = addToken(data, 'two');
    server = await startServer({ data, options: ['--requests', '20'] });
  });
  /** The statuses of so many answers, each with how often it came. */
  const statuses = async (at: string, times: number, client = new HttpClient(server.url)) => {
    const seen: Record<number, number> = {};
    for (let i = 0; i < times; i++) {
      const response = await client.fetch(at);
      seen[response.status] = (seen[response.status] ?? 0) + 1;
      const body = await response.text();
      if (response.status !== 429) continue;
      expect(JSON.parse(body)).toEqual({
        statusCode: 429,
        code: 'too-many-requests',
        message: expect.stringContaining('Try again in') as string,
      });
      expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(Number(response.headers.get('retry-after'))).toBeLessThanOrEqual(60);
    }
    return seen;
  };

  test('are limited at addresses that there are none of, with a token and without', async () => {
    expect(await statuses('/nothing/here', 25)).toEqual({ 404: 20, 429: 5 });
    // Other addresses of this kind count together, and a token counts for itself.
    expect(await statuses('/other/thing', 2)).toEqual({ 429: 2 });
    expect(await statuses('/nothing/here', 25, new HttpClient(server.url, token))).toEqual({ 404: 20, 429: 5 });
    // With them its other requests are used up.
    expect(await statuses('/api/batch/jobs', 1, new HttpClient(server.url, token))).toEqual({ 429: 1 });
  });

  test('are limited at /ready, apart from the others; /health is for everybody', async () => {
    const asked = async (at: string, times: number) => {
      const answers: number[] = [];
      while (answers.length < times)
        answers.push(
          ...(await Promise.all(
            Array.from({ length: 50 }, () => fetch(`${server.url}${at}`).then(({ status }) => status)),
          )),
        );
      return answers;
    };
    expect(new Set(await asked('/health', 700))).toEqual(new Set([200]));
    // Within a minute there are 600; on a machine that takes longer some more, as a new minute begins.
    const from = performance.now();
    const answers = await asked('/ready', 1500);
    const minutes = Math.ceil((performance.now() - from) / 60_000);
    expect(answers.filter((status) => status === 200).length).toBeLessThanOrEqual(600 * (minutes + 1));
    if (minutes === 1) expect(answers.filter((status) => status === 200)).toHaveLength(600);
    expect(await statuses('/api/batch/jobs', 1, new HttpClient(server.url, other))).toEqual({ 200: 1 });
  });
});

describe('uploads at once', () => {
  const UPLOADS = 8;
  const PART = '--b\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\nsome words';

  test('of two tenants leave places for a third', async () => {
    const data = dataFolder();
    const tokens = ['one', 'two', 'three'].map((tenant) => addToken(data, tenant));
    const server = await startServer({ data, options: ['--uploads', String(UPLOADS), '--requests', '100000'] });
    const [one, two, three] = tokens.map((token) => new HttpClient(server.url, token)) as [
      HttpClient,
      HttpClient,
      HttpClient,
    ];
    const begun = (tenant: string) =>
      existsSync(path.join(data, 'batches', tenant)) ? readdirSync(path.join(data, 'batches', tenant)).length : 0;
    const open: RawClient[] = [];
    for (const [i, tenant] of ['one', 'two'].entries())
      for (let n = 0; n < UPLOADS; n++) {
        const upload = new RawClient(server.url).upload(1_000_000, `Authorization: Bearer ${tokens[i]!}`).send(PART);
        open.push(upload);
        await until(() => begun(tenant) > n || upload.said !== '', 20);
      }
    // Half for the one; for the other what is not kept for those that have none.
    expect([begun('one'), begun('two')]).toEqual([UPLOADS / 2, UPLOADS / 4]);
    for (const full of [one, two]) {
      const refused = await full.uploading({ 'a.txt': 'A text.' });
      expect([refused.status, await refused.json()]).toEqual([
        503,
        expect.objectContaining({ code: 'too-many-uploads' }),
      ]);
    }
    expect((await three.uploading({ 'a.txt': 'A text of a few words.' })).status).toBe(202);
    for (const upload of open) upload.socket.destroy();
    expect(
      await until(async () => (await one.uploading({ 'a.txt': 'A text of a few words.' })).status === 202, 20),
    ).toBe(true);
  });
});

describe('the one form of all that is refused', () => {
  let server: RunningServer;
  beforeAll(async () => {
    server = await startServer({ options: ['--requests', '100000'] });
  });

  const boundary = 'Content-Type: multipart/form-data; boundary=b';
  const field = (name: string) => `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n{}\r\n`;
  const asFile = '--b\r\nContent-Disposition: form-data; name="options"; filename="options.json"\r\n\r\n{}\r\n';
  const upload = (parts: string, status: number, code: string) =>
    [
      'POST /api/batch/upload',
      [boundary, `Content-Length: ${parts.length + end.length}`],
      parts + end,
      status,
      code,
    ] as const;
  const large = `--b\r\nContent-Disposition: form-data; name="options"\r\n\r\n${'x'.repeat(70_000)}\r\n`;
  const end = '--b\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\nx\r\n--b--\r\n';

  test.each([
    ['an unknown address', 'GET /nothing', [], '', 404, 'not-found'],
    ['an unknown script', 'GET /assets/nothing.js', [], '', 404, 'not-found'],
    ['a method that is not for this address', 'PUT /api/batch/jobs', [], '', 404, 'not-found'],
    ['a method that is none', 'FOO /health', [], '', 400, 'bad-method'],
    ['a tunnel', 'CONNECT 127.0.0.1:22', [], '', 405, 'bad-method'],
    ['a broken address', 'GET /api/batch/%ff/status', [], '', 400, 'bad-address'],
    ['a long part of an address', `GET /api/batch/${'a'.repeat(9000)}/status`, [], '', 414, 'address-too-long'],
    ['enormous headers', 'GET /health', [`X-Much: ${'x'.repeat(20_000)}`], '', 431, 'header-too-large'],
    ['an expectation that is not met', 'GET /health', ['Expect: something'], '', 417, 'bad-expectation'],
    ['two lengths', `POST ${NO_BATCH}/retry`, ['Content-Length: 5', 'Transfer-Encoding: chunked'], '', 400, 'no-http'],
    [
      'another type of body',
      `POST ${NO_BATCH}/retry`,
      ['Content-Type: text/xml', 'Content-Length: 4'],
      '<a/>',
      415,
      'bad-type',
    ],
    ...['b'.repeat(5000), '""', ' '].map(
      (given) =>
        [
          `an upload with a boundary of ${given.length} characters that is none`,
          'POST /api/batch/upload',
          [`Content-Type: multipart/form-data; boundary=${given}`, 'Content-Length: 2'],
          '--',
          400,
          'bad-multipart',
        ] as const,
    ),
    ['an upload that is none', 'POST /api/batch/upload', [], '', 415, 'not-multipart'],
    [
      'an upload as JSON',
      'POST /api/batch/upload',
      ['Content-Type: application/json', 'Content-Length: 2'],
      '{}',
      415,
      'not-multipart',
    ],
    [
      'a body that is no JSON',
      `POST ${NO_BATCH}/retry`,
      ['Content-Type: application/json', 'Content-Length: 1'],
      '{',
      400,
      'bad-body',
    ],
    [
      'an empty body',
      `POST ${NO_BATCH}/retry`,
      ['Content-Type: application/json', 'Content-Length: 0'],
      '',
      400,
      'bad-body',
    ],
    [
      'a body that is too large',
      `POST ${NO_BATCH}/retry`,
      ['Content-Type: application/json', 'Content-Length: 100000'],
      '[',
      413,
      'body-too-large',
    ],
    ['a field that is none of an upload', ...upload(field('option'), 400, 'unknown-field')],
    ['a field with another case', ...upload(field('Options'), 400, 'unknown-field')],
    ['a field twice', ...upload(field('options') + field('options'), 400, 'repeated-field')],
    ['a field that comes as a file', ...upload(asFile, 400, 'field-is-file')],
    ['a field that is too large', ...upload(large, 413, 'field-too-large')],
    [
      'an upload that is too large',
      'POST /api/batch/upload',
      [boundary, 'Content-Length: 900000000000'],
      '',
      413,
      'upload-too-large',
    ],
    ['no part of a file', 'GET /assets/webview.js', ['Range: bytes=999999999-'], '', 416, 'no-such-range'],
    ['a condition', 'GET /assets/webview.js', ['If-Match: "x"'], '', 412, 'not-met'],
    ['a wrong query', 'GET /api/batch/jobs?limit=0', [], '', 400, 'bad-request'],
    ['a misspelt query', `GET ${NO_BATCH}/export?format=csv&anonymize=true`, [], '', 400, 'unknown-parameter'],
    ['a query where there is none', `GET ${NO_BATCH}/results?anonymise=true`, [], '', 400, 'unknown-parameter'],
  ] as const)('%s', async (_, request, headers, body, status, code) => {
    const asked = new RawClient(server.url).head(request, ...headers).send(body);
    expect(await asked.status()).toBe(status);
    expect(await until(() => asked.said.trimEnd().endsWith('}'), 10)).toBe(true);
    const [head = '', answer = ''] = asked.said.split('\r\n\r\n');
    expect(head).toMatch(/content-type: application\/json/i);
    // Whatever a browser is led to shows, runs and frames nothing.
    expect(head).toMatch(/content-security-policy: default-src 'none'; base-uri 'none'; frame-ancestors 'none'/i);
    expect(head).toMatch(/x-content-type-options: nosniff/i);
    expect(head).toMatch(/referrer-policy: no-referrer/i);
    expect(head).toMatch(/cache-control: no-store/i);
    const problem = JSON.parse(answer) as object;
    expect(Object.keys(problem)).toEqual(['statusCode', 'code', 'message']);
    // A sentence of ours, which says what to do.
    expect(problem).toEqual({
      statusCode: status,
      code,
      message: expect.stringMatching(/^[A-Za-z].{20,}\.$/s) as string,
    });
    expect(answer).not.toMatch(/FST_|ctp-|node_modules|ENOENT|undefined/);
    asked.socket.destroy();
  });

  test('a request without a host', async () => {
    const asked = new RawClient(server.url).send('GET /health HTTP/1.1\r\n\r\n');
    expect(await asked.status()).toBe(400);
    expect(await until(() => asked.said.endsWith('}'), 10)).toBe(true);
    expect(JSON.parse(asked.said.split('\r\n\r\n')[1]!)).toMatchObject({ statusCode: 400, code: 'no-host' });
    asked.socket.destroy();
  });

  test('none of it is a failure of the server', () => {
    expect(
      server
        .log()
        .split('\n')
        .filter((line) => line.includes('"level":50')),
    ).toEqual([]);
  });

  test('its statuses are those that docs/server.md names', () => {
    const rows = [...readFileSync(path.join(ROOT, 'docs/server.md'), 'utf8').matchAll(/^\| (\d{3}) \| (.+) \|$/gm)].map(
      ([, status, meaning]) => [Number(status), meaning],
    );
    expect(Object.fromEntries(rows)).toEqual(PROBLEM_STATUSES);
  });
});

describe('what a batch is called', () => {
  test.each([
    ['a path', { name: '../../etc/pass wd' }, 'a.txt', 'etc_pass wd'],
    ['a path of Windows', { name: 'C:\\texts\\essays' }, 'a.txt', 'C:_texts_essays'],
    ['what is not seen', { name: 'essays\u202e\u2066fdp.\u200bexe\u0007' }, 'a.txt', 'essaysfdp.exe'],
    ['dots alone', { name: '../..' }, 'a.txt', 'a.txt'],
    ['the name of its only file', {}, 'x\u202efdp.txt', 'xfdp.txt'],
    ['a folder’s name', {}, '\u202eevil/a.txt', 'evil'],
    ['an archive’s name', {}, '\u2066all.zip', 'all.zip'],
    ['nothing that is seen', {}, '\u202e\u2066/a.txt', '1 file'],
  ])(
    'holds no path, and nothing that is not seen: %s',
    async (_, { name }: { readonly name?: string }, file, title) => {
      const server = await shared();
      const form = new FormData();
      if (name !== undefined) form.append('name', name);
      form.append(
        'files',
        new Blob(['A text of a few words, and of one more sentence. It is there to be read.']),
        file,
      );
      const response = await fetch(`${server.url}/api/batch/upload`, { method: 'POST', body: form });
      const { id, source } = (await response.json()) as {
        readonly id: string;
        readonly source: { readonly name: string };
      };
      expect([response.status, source.name]).toEqual([202, title]);
      const client = new HttpClient(server.url);
      const batch = await client.until(id);
      if (batch.status !== 'completed') return;
      const disposition =
        (await client.fetch(`/api/batch/${id}/export?format=csv`)).headers.get('content-disposition') ?? '';
      expect(disposition).toMatch(/^attachment; filename=/);
      expect(decodeURIComponent(disposition)).not.toMatch(/[\u200b\u202a-\u202e\u2066-\u2069]|\/|\\|\.\./);
    },
  );

  let running: Promise<RunningServer> | undefined;
  const shared = () => (running ??= startServer({ options: ['--unfinished', '50'] }));
});
