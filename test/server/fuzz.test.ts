// Requests as nobody should send them, to every route. Each answer is below 500, in the one form of problems, and says nothing of where things lie.   npm run fuzz -- service
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { HttpClient } from './support/http-client.ts';
import { endAll, type RunningServer, startServer } from './support/programs.ts';

const RUNS = Number(process.env['FUZZ_RUNS'] ?? 2000);
const SEED = process.env['FUZZ_SEED'];

let server: RunningServer;
let id: string;

beforeAll(async () => {
  server = await startServer({
    options: ['--requests', '1000000', '--unfinished', '50', '--limit', 'documentSize=1', '--limit', 'totalSize=8'],
  });
  const client = new HttpClient(server.url);
  ({ id } = await client.upload({
    'class/a.txt': 'The bees dance in the hive, and tell the others where the flowers are. '.repeat(12),
    'class/b.txt': 'The river was wide that year, and the ferry came late in the evening. '.repeat(12),
  }));
  await client.until(id);
});
afterAll(endAll);

/** What breaks parsers, paths, files and headers. */
const odd = fc.oneof(
  fc.constantFrom(
    '',
    '.',
    '..',
    '../..',
    '/',
    '//',
    '\\',
    '%',
    '%00',
    '%2e%2e%2f',
    '%ff',
    '%ed%a0%80',
    '\0',
    '\ud83d',
    '\udc00',
    '😀',
    '\u202e',
    '\r\nx: y',
    "'",
    '"',
    '<script>',
    '=1+1',
    '__proto__',
    'constructor',
    'null',
    'NaN',
    '-1',
    '0',
    '1e9',
    '99999999999999999999',
    'true',
    '[]',
    '{}',
    'CON',
    'a'.repeat(300),
    'x'.repeat(5000),
    'é'.repeat(200),
    'a/'.repeat(50),
    `${'y'.repeat(250)}.txt`,
    'class/a.txt',
    '/etc/passwd',
    './/etc/passwd',
    'C:\\a',
  ),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.string({ maxLength: 30 }),
);
const anId = fc.oneof({ weight: 3, arbitrary: fc.constant('$ID') }, fc.uuid(), odd.map(encodeLoosely));
const method = fc.oneof(
  { weight: 3, arbitrary: fc.constant('GET') },
  fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'),
);
const route = fc.oneof(
  fc.constantFrom(
    '/',
    '/health',
    '/ready',
    '/metrics',
    '/api/docs',
    '/api/openapi.json',
    '/api/batch/jobs',
    '/api/batch/upload',
    '/assets/webview.js',
    '/assets/../server.js',
    '/assets/%2e%2e/worker.js',
  ),
  fc
    .tuple(
      anId,
      fc.constantFrom(
        '',
        '/status',
        '/results',
        '/excerpts',
        '/export',
        '/retry',
        '/cancel',
        '/pause',
        '/events',
        '/documents/d1',
        '/documents/1',
        '/rows/vectors',
        '/rows/similarity',
        '/rows/x',
        '/search',
        '/tiles',
      ),
    )
    .map(([batch, rest]) => `/api/batch/${batch}${rest}`),
  fc.tuple(anId, odd.map(encodeLoosely)).map(([batch, doc]) => `/api/batch/${batch}/documents/${doc}`),
  fc.array(odd.map(encodeLoosely), { maxLength: 4 }).map((parts) => `/${parts.join('/')}`),
);
const query = fc
  .array(
    fc.tuple(
      fc.constantFrom(
        'format',
        'offset',
        'limit',
        'anonymise',
        'excerpts',
        'bom',
        'text',
        'q',
        'query',
        'level',
        'row',
        'column',
        'x',
      ),
      fc.oneof(fc.constantFrom('csv', 'json', 'jsonl', 'html', 'sarif', 'parquet', 'true', 'false', '1', '50'), odd),
    ),
    { maxLength: 3 },
  )
  .map((pairs) => pairs.map(([name, value]) => `${name}=${encodeLoosely(value)}`).join('&'));
const header = fc
  .tuple(
    fc.constantFrom(
      'accept',
      'content-type',
      'if-none-match',
      'range',
      'authorization',
      'x-forwarded-for',
      'accept-encoding',
      'last-event-id',
      'expect-nothing',
    ),
    fc.oneof(
      fc.constantFrom(
        '*/*',
        'application/json',
        'multipart/form-data',
        'multipart/form-data; boundary=',
        'Bearer x',
        'bytes=0-',
        'gzip',
        'text/plain',
      ),
      fc.string({ maxLength: 20 }),
    ),
  )
  .map(([name, value]) => [name, value.replace(/[^\x20-\x7e]/g, '?')] as const);

const option = fc.oneof(
  fc.constant(undefined),
  fc.constantFrom(
    '{}',
    '{',
    'null',
    '[]',
    '"x"',
    '{"__proto__":{}}',
    '{"reading":{"groupBy":{"pattern":"("}}}',
    '{"reading":{"include":["{a,aa}{a,aa}**/**/**"]}}',
    `{"reading":{"exclude":["${'a'.repeat(2000)}"]}}`,
    '{"clusters":1e308}',
    '{"seed":-1}',
  ),
  odd.map((path) => JSON.stringify({ reading: { ignore: [path] } })),
  fc.jsonValue().map((value) => JSON.stringify(value)),
);
const upload = fc.record({
  names: fc.array(odd, { minLength: 1, maxLength: 3 }),
  twice: fc.boolean(),
  name: fc.option(fc.oneof(odd, fc.constantFrom('a'.repeat(199) + '😀', '\u202efdp.txt', '../../x')), {
    nil: undefined,
  }),
  option,
  cut: fc.integer({ min: 0, max: 20 }),
});
const request = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      method,
      route,
      query,
      headers: fc.array(header, { maxLength: 2 }),
      body: fc.option(
        fc.oneof(
          odd,
          fc.jsonValue().map((value) => JSON.stringify(value)),
        ),
        { nil: undefined },
      ),
    }),
  },
  { weight: 1, arbitrary: upload },
);

test('no request makes the server fail, and none learns where things lie', async () => {
  const seen = new Map<number, number>();
  await fc.assert(
    fc.asyncProperty(request, async (sent) => {
      const response = await ('names' in sent ? uploading(sent) : asking(sent));
      if (!response) return;
      seen.set(response.status, (seen.get(response.status) ?? 0) + 1);
      const text = response.headers.get('content-type')?.startsWith('text/event-stream') ? '' : await response.text();
      if (text === '') await response.body?.cancel().catch(() => undefined);
      expect({ status: response.status, text: response.status >= 500 ? text : '' }).toMatchObject({
        status: expect.toSatisfy((status: number) => status < 500) as number,
      });
      if (response.status >= 400 && text !== '')
        expect(JSON.parse(text)).toEqual({
          statusCode: response.status,
          code: expect.stringMatching(/^[a-z][a-z0-9-]*$/) as string,
          message: expect.stringMatching(/./) as string,
        });
      for (const secret of [server.data, import.meta.dirname, 'node_modules', 'at Object.'])
        if (response.status >= 400) expect(text).not.toContain(secret);
      if ('names' in sent && response.status === 202) {
        const batch = JSON.parse(text) as { id: string; source: { name: string } };
        expect(batch.source.name).not.toMatch(/[\p{Cc}\p{Cs}\p{Default_Ignorable_Code_Point}/\\]/u);
        expect((await fetch(`${server.url}/api/batch/${batch.id}`, { method: 'DELETE' })).status).toBe(204);
      }
    }),
    { numRuns: RUNS, ...(SEED !== undefined && { seed: Number(SEED) }), endOnFailure: RUNS > 2000 },
  );
  // The generator gets at what it is for.
  for (const status of [200, 202, 400, 404])
    expect([status, seen.get(status) ?? 0]).toEqual([status, expect.toSatisfy((count: number) => count > 0)]);
  expect((await fetch(`${server.url}/health`)).status).toBe(200);
  expect((await fetch(`${server.url}/api/batch/${id}/export?format=csv`)).status).toBe(200);
  expect(server.log()).not.toMatch(/"level":(50|60)/);
});

function encodeLoosely(text: string): string {
  return text.replace(/\p{Cs}/gu, '\ufffd').replace(/[^\x21-\x7e]|[#?]/gu, encodeURIComponent);
}

async function asking({
  method: verb,
  route: at,
  query: asked,
  headers,
  body,
}: {
  method: string;
  route: string;
  query: string;
  headers: readonly (readonly [string, string])[];
  body: string | undefined;
}): Promise<Response | undefined> {
  // What the batch is asked by must stay.
  const address = at.replace('$ID', verb === 'DELETE' ? '0b1f4bb0-1111-4222-8333-444455556666' : id);
  const url = `${server.url}${address}${asked && `?${asked}`}`;
  let init: RequestInit;
  try {
    init = {
      method: verb,
      headers: headers.map(([name, value]) => [name, value]),
      redirect: 'manual',
      signal: AbortSignal.timeout(20_000),
      ...(body !== undefined && verb !== 'GET' && verb !== 'HEAD' && { body }),
    };
    new Request(url, { ...init });
  } catch {
    // No request at all.
    return undefined;
  }
  return fetch(url, init);
}

async function uploading({
  names,
  twice,
  name,
  option: options,
  cut,
}: {
  names: readonly string[];
  twice: boolean;
  name: string | undefined;
  option: string | undefined;
  cut: number;
}): Promise<Response> {
  const quoted = (text: string) => text.replace(/["\r\n]/g, (c) => encodeURIComponent(c));
  const parts = [
    ...(options === undefined ? [] : [`--b\r\nContent-Disposition: form-data; name="options"\r\n\r\n${options}\r\n`]),
    ...(name === undefined ? [] : [`--b\r\nContent-Disposition: form-data; name="name"\r\n\r\n${name}\r\n`]),
    ...[...names, ...(twice ? names : [])].map(
      (file) =>
        `--b\r\nContent-Disposition: form-data; name="files"; filename="${quoted(file)}"\r\n\r\nSome words.\r\n`,
    ),
  ];
  const body = Buffer.from(`${parts.join('')}--b--\r\n`);
  return fetch(`${server.url}/api/batch/upload`, {
    method: 'POST',
    headers: { 'content-type': 'multipart/form-data; boundary=b' },
    body: cut === 0 ? body.subarray(0, body.length - 10) : body,
    signal: AbortSignal.timeout(20_000),
  });
}
