// What the OpenAPI description promises, held against what the server answers: every operation is asked, and every answer checked by its schema.
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { samples } from './support/essays.ts';
import { HttpClient } from './support/http-client.ts';
import { addToken, dataFolder, endAll, startServer } from './support/programs.ts';

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema: { readonly enum?: readonly string[]; readonly type?: string };
}
interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly Parameter[];
  readonly security?: readonly unknown[];
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema?: object }>> }>
  >;
}
interface Description {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

let client: HttpClient;
let nobody: HttpClient;
let other: HttpClient;
let scopeless: HttpClient;
let api: Description;
let ajv: Ajv2020;
const NO_BATCH = '00000000-0000-4000-8000-000000000000';
const seen = new Set<string>();

beforeAll(async () => {
  const data = dataFolder();
  const token = addToken(data, 'one', 'read,write,metrics');
  const others = [addToken(data, 'two', 'read,write,metrics'), addToken(data, 'one', 'metrics')];
  const { url } = await startServer({ data, options: ['--requests', '10000'] });
  client = new HttpClient(url, token);
  nobody = new HttpClient(url);
  [other, scopeless] = others.map((secret) => new HttpClient(url, secret)) as [HttpClient, HttpClient];
  api = await client.json<Description>('/api/openapi.json');
  ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema({ $id: 'api', components: api.components });
});
afterAll(endAll);

test('what an upload may choose is described option by option, and switches in addresses by their words', () => {
  expect(api.components.schemas['UploadOptions']).toMatchObject({
    type: 'object',
    additionalProperties: false,
    properties: { clusters: {}, encoder: { enum: ['auto', 'full', 'fast'] }, reading: {} },
  });
  const parameters = Object.values(api.paths)
    .flatMap((path) => Object.values(path))
    .flatMap(({ parameters: list = [] }) => list);
  for (const name of ['text', 'anonymise', 'excerpts', 'bom'])
    expect(parameters.find((parameter) => parameter.name === name)?.schema).toMatchObject({
      type: 'string',
      enum: ['true', 'false'],
    });
});

/** Checks an answer by what is written about it, and gives its body. */
async function conforms(operationId: string, response: Response): Promise<unknown> {
  const operation = Object.values(api.paths)
    .flatMap((path) => Object.values(path))
    .find((o) => o.operationId === operationId);
  const described = operation?.responses[String(response.status)];
  expect(described, `${operationId} does not say that it may answer ${response.status}`).toBeDefined();
  seen.add(`${operationId} ${response.status}`);
  const type = response.headers.get('content-type')?.split(';')[0] ?? '';
  const text = await response.text();
  if (response.status === 204) return undefined;
  const content = described?.content ?? {};
  expect(Object.keys(content)).toContain(type);
  if (!type.endsWith('json')) return text;
  const value: unknown = JSON.parse(text);
  const schema = JSON.parse(
    JSON.stringify(content[type]?.schema ?? {}).replaceAll('#/components/', 'api#/components/'),
  ) as object;
  const valid = ajv.compile(schema);
  valid(value);
  expect(valid.errors ?? []).toEqual([]);
  return value;
}

test('the description is of OpenAPI 3.1, and each of its references leads somewhere', () => {
  expect(api.openapi).toBe('3.1.0');
  const references = [...new Set([...JSON.stringify(api).matchAll(/"\$ref":"([^"]*)"/g)].map(([, at]) => at!))];
  expect(references).toContain('#/components/schemas/UploadOptions');
  expect(
    references.filter(
      (at) =>
        !/^#\/components\/schemas\/[^/]+$/.test(at) ||
        !(decodeURIComponent(at.split('/')[3]!) in api.components.schemas),
    ),
  ).toEqual([]);
  const operations = Object.values(api.paths).flatMap((path) => Object.values(path));
  expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
});

test('options may come as a field of the type that is described, and what is no JSON there is refused', async () => {
  const upload = (options: string) =>
    client.fetch('/api/batch/upload', {
      method: 'POST',
      body: new Blob(
        [
          `--b\r\nContent-Disposition: form-data; name="options"\r\nContent-Type: application/json\r\n\r\n${options}\r\n--b\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\nSome words.\r\n--b--\r\n`,
        ],
        { type: 'multipart/form-data; boundary=b' },
      ),
    });
  const taken = (await conforms('uploadBatch', await upload('{"seed":7,"encoder":"fast"}'))) as {
    id: string;
    options: object;
  };
  expect(taken.options).toMatchObject({ seed: 7, encoder: 'fast' });
  await client.fetch(`/api/batch/${taken.id}`, { method: 'DELETE' });
  for (const options of ['{', '{"seed":"x"}', '[]', 'null', '{"__proto__":{}}', ''])
    expect([options, await conforms('uploadBatch', await upload(options))]).toMatchObject([
      options,
      { statusCode: 400, code: 'bad-options' },
    ]);
});

test('no answer can be framed, sniffed, kept by a cache or followed by its address, and pages run their own scripts alone', async () => {
  for (const at of [
    '/',
    `/batch/${NO_BATCH}`,
    '/api/docs',
    '/api/openapi.json',
    '/api/batch/jobs',
    `/api/batch/${NO_BATCH}/results`,
    '/nowhere',
    '/api/batch/%',
    '/health',
  ]) {
    const { headers } = await client.fetch(at);
    expect([at, headers.get('content-security-policy')]).toEqual([
      at,
      expect.stringMatching(/default-src 'none'.*base-uri 'none'.*frame-ancestors 'none'/),
    ]);
    expect(headers.get('content-security-policy')).not.toMatch(/script-src[^;]*(unsafe|\*|https?:)/);
    expect([
      headers.get('x-content-type-options'),
      headers.get('referrer-policy'),
      headers.get('cache-control'),
      headers.get('access-control-allow-origin'),
    ]).toEqual(['nosniff', 'no-referrer', 'no-store', null]);
  }
});

test('every operation answers as it is described', async () => {
  const { id } = (await conforms('uploadBatch', await client.uploading(samples()))) as { id: string };
  const at = `/api/batch/${id}`;
  await conforms('batchResults', await client.fetch(`${at}/results`));
  await conforms('retryBatch', await client.fetch(`${at}/retry`, { method: 'POST' }));
  await conforms('pauseBatch', await client.fetch(`${at}/pause`, { method: 'POST' }));
  await conforms('retryBatch', await client.fetch(`${at}/retry`, { method: 'POST' }));
  await conforms('cancelBatch', await client.fetch(`${at}/cancel`, { method: 'POST' }));
  await conforms('cancelBatch', await client.fetch(`${at}/cancel`, { method: 'POST' }));
  await conforms('retryBatch', await client.fetch(`${at}/retry`, { method: 'POST' }));
  await conforms('batchStatus', await client.fetch(`${at}/status`));
  await conforms('batchEvents', await client.fetch(`${at}/events`));
  await client.until(id);
  await conforms('batchStatus', await client.fetch(`${at}/status`));
  await conforms('batchResults', await client.fetch(`${at}/results`));
  await conforms('batchDocument', await client.fetch(`${at}/documents/d01?text=true`));
  await conforms('batchDocument', await client.fetch(`${at}/documents/d99`));
  await conforms('batchExcerpts', await client.fetch(`${at}/excerpts`));
  await conforms('batchRows', await client.fetch(`${at}/rows/vectors`));
  for (const format of ['csv', 'json', 'jsonl', 'html', 'sarif', 'parquet'])
    await conforms('exportBatch', await client.fetch(`${at}/export?format=${format}`));
  await conforms('exportBatch', await client.fetch(`${at}/export?format=docx`));
  await conforms('listBatches', await client.fetch('/api/batch/jobs'));
  await conforms('listBatches', await client.fetch('/api/batch/jobs?limit=0'));
  await conforms('uploadBatch', await client.uploading({}));
  await conforms('deleteBatch', await client.fetch(at, { method: 'DELETE' }));
  for (const operationId of ['health', 'ready', 'metrics'])
    await conforms(operationId, await client.fetch(`/${operationId}`));
  const described = Object.values(api.paths).flatMap((path) =>
    Object.values(path).map(({ operationId }) => operationId),
  );
  expect(described.filter((operationId) => ![...seen].some((s) => s.startsWith(`${operationId} 2`)))).toEqual([]);
});

/** Every operation that the description has, with its address for one batch; what else an address or a query needs is filled in by the description. */
function everyOperation(id: string) {
  return Object.entries(api.paths).flatMap(([at, operations]) =>
    Object.entries(operations).map(([method, { operationId, parameters = [], security }]) => {
      const valueOf = ({ name, schema }: Parameter) =>
        name === 'id' ? id : name === 'doc' ? 'd01' : (schema.enum?.[0] ?? '1');
      const query = parameters.filter((p) => p.in === 'query' && p.required).map((p) => `${p.name}=${valueOf(p)}`);
      const address = at.replace(/\{(\w+)\}/g, (_, name: string) => valueOf(parameters.find((p) => p.name === name)!));
      return {
        operationId,
        method: method.toUpperCase(),
        address: query.length > 0 ? `${address}?${query.join('&')}` : address,
        ofBatch: at.includes('{id}'),
        open: security?.length === 0,
      };
    }),
  );
}

describe('every operation of the description', () => {
  let id: string;
  const guarded = (of = id) => everyOperation(of).filter(({ open }) => !open);
  beforeAll(async () => {
    ({ id } = await client.until((await client.upload(samples())).id));
  });

  test('asks for a token, unless it says that it does not', async () => {
    expect(guarded().length).toBeGreaterThan(10);
    for (const { operationId, method, address } of guarded()) {
      const response = await nobody.fetch(address, { method });
      expect([operationId, response.status]).toEqual([operationId, 401]);
      await conforms(operationId, response);
    }
    for (const { operationId, method, address } of everyOperation(id).filter(({ open }) => open))
      expect([operationId, (await nobody.fetch(address, { method })).status]).toEqual([operationId, 200]);
  });

  test('asks for its scope', async () => {
    for (const { operationId, method, address } of guarded().filter(({ operationId }) => operationId !== 'metrics')) {
      const response = await scopeless.fetch(address, { method });
      expect([operationId, response.status]).toEqual([operationId, 403]);
      await conforms(operationId, response);
    }
  });

  test('gives nothing of a batch to another tenant, and nothing away of whether there is one', async () => {
    const before = await client.status(id);
    for (const { operationId, method, address, ofBatch } of guarded()) {
      if (!ofBatch) continue;
      const [theirs, none] = await Promise.all([
        other.fetch(address, { method }),
        other.fetch(address.replace(id, NO_BATCH), { method }),
      ]);
      const [said, saidOfNone] = [await conforms(operationId, theirs), await conforms(operationId, none)];
      expect([operationId, theirs.status, said]).toEqual([operationId, 404, saidOfNone]);
    }
    expect(await other.json('/api/batch/jobs')).toEqual({ batches: [], total: 0, next: null });
    expect(await client.status(id)).toEqual(before);
  });

  test('refuses what is no id, and queries that cannot be, as it is described', async () => {
    for (const { operationId, method, address, ofBatch } of guarded())
      if (ofBatch)
        expect(await conforms(operationId, await client.fetch(address.replace(id, 'no-id'), { method }))).toMatchObject(
          { statusCode: 400 },
        );
    for (const query of ['limit=0', 'limit=201', 'offset=-1', 'offset=x'])
      expect(await conforms('listBatches', await client.fetch(`/api/batch/jobs?${query}`))).toMatchObject({
        statusCode: 400,
      });
  });
});
