// The extension as a client of the service: its classes, against the server as people run it.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { resultsSha256 } from '../../src/exports/json.ts';
import type { AnalyzeRequest } from '../../src/protocol/analyzer.ts';
import type { DocumentResult, Progress } from '../../src/protocol/job.ts';
import type { BatchPage } from '../../src/protocol/service.ts';
import { isRemote, newRemoteState, readRemoteState, writeRemoteState } from '../../src/jobs/remote-state.ts';
import { RemoteJob, removeRemote } from '../../src/remote/remote-job.ts';
import { ServiceClient } from '../../src/remote/service-client.ts';
import { inEnglish } from '../../src/report/notice.ts';
import { DEFAULT_READING } from '../../src/report/reading-options.ts';
import { readReport } from '../unit/support/analysis.ts';
import { runCli } from '../unit/support/run-cli.ts';
import { zip } from '../unit/support/zip-writer.ts';
import { selfSigned } from './support/certificate.ts';
import { manyTexts, samples } from './support/essays.ts';
import { HttpClient } from './support/http-client.ts';
import { addToken, dataFolder, endAll, type RunningServer, startServer } from './support/programs.ts';

const OPTIONS = {
  granularity: 'sentence',
  clusters: 'auto',
  threshold: 0.85,
  seed: 1,
  prior: 0.5,
  encoder: 'auto',
  reading: DEFAULT_READING,
} as const;
const PATIENCE = { giveUpMs: 60_000, firstMs: 50, mostMs: 500 };

let server: RunningServer;
let token: string;
let direct: HttpClient;

beforeAll(async () => {
  const data = dataFolder();
  token = addToken(data, 'one');
  server = await startServer({ data, options: ['--requests', '100000'] });
  direct = new HttpClient(server.url, token);
});
afterAll(endAll);

/** A folder with files by their paths inside it. */
function folderOf(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = dataFolder();
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), content);
  }
  return folder;
}

/** A job's folder that says which server runs it, and the request for it. */
async function jobOn(
  url: string,
  source: AnalyzeRequest['source'],
  options: AnalyzeRequest['options'] = OPTIONS,
): Promise<AnalyzeRequest> {
  const jobFolder = dataFolder();
  mkdirSync(jobFolder, { recursive: true });
  await writeRemoteState(jobFolder, newRemoteState(url));
  return {
    jobId: '6b1f4dcb-0c3f-4a55-9a52-8f8b9a3f2a10',
    jobFolder,
    source,
    options,
    createdAt: new Date().toISOString(),
  };
}
const folderSource = (folder: string) => ({ kind: 'folder', name: path.basename(folder), paths: [folder] }) as const;
const many = (count: number, sentences: number) =>
  folderSource(path.join(folderOf(manyTexts(count, sentences)), 'many'));

const permission = (secret: string | undefined = token) => ({
  client: (url: string) => new ServiceClient(url, () => Promise.resolve(secret)),
  checkUpload: () => undefined,
});
const remoteJob = (secret?: string) => new RemoteJob(permission(secret), PATIENCE);
const batchOf = async ({ jobFolder }: AnalyzeRequest) => (await readRemoteState(jobFolder))?.batch ?? '';
const batches = async () => (await direct.json<BatchPage>('/api/batch/jobs?limit=200')).total;

describe('a job on a server', () => {
  test('leaves what an analysis here would have left, and tells how far it is', async () => {
    const folder = path.join(folderOf({ ...samples(), 'texts/picture.png': 'x' }), 'texts');
    const request = await jobOn(server.url, folderSource(folder));
    const progress: Progress[] = [];
    const documents: DocumentResult[] = [];
    const { reportPath, summary, notes } = await remoteJob().analyze(request, {
      onProgress: (p) => progress.push(p),
      onDocuments: (more) => documents.push(...more),
    });
    expect(summary).toMatchObject({ documents: 24 });
    expect(notes).toEqual([]);
    const out = dataFolder();
    mkdirSync(out);
    expect((await runCli(['analyze', folder, '--format', 'json', '--out', out, '--quiet'])).code).toBe(0);
    const [found, local] = [readReport(reportPath), readReport(path.join(out, 'texts.analysis.json'))];
    expect(resultsSha256(found)).toBe(resultsSha256(local));
    expect(found.warnings).toEqual(local.warnings);
    expect(found.job).toMatchObject({ id: request.jobId, source: request.source, createdAt: request.createdAt });
    expect(readdirSync(request.jobFolder).sort()).toEqual([
      'overview.json',
      'report.json',
      'server.json',
      'vectors.bin',
    ]);
    expect(progress.map(({ fraction }) => fraction)).toEqual(
      progress.map(({ fraction }) => fraction).toSorted((a, b) => a - b),
    );
    expect(documents.map(({ path: at }) => at).toSorted()).toEqual(
      found.documents.map(({ path: at }) => at).toSorted(),
    );
  });

  test('sends nothing that an analysis here would not read, and gives files their names back', async () => {
    const text = 'The river was wide and slow, and nobody had crossed it since the spring. '.repeat(4);
    const folder = path.join(
      folderOf({
        'essays/a: first.txt': text,
        'essays/b.txt': `${text}And more.`,
        'essays/secret.txt': text,
        'essays/drafts/c.txt': text,
        'essays/.gitignore': 'secret.txt\n',
        'essays/code.bin': 'x',
      }),
      'essays',
    );
    const request = await jobOn(server.url, folderSource(folder), {
      ...OPTIONS,
      reading: { ...DEFAULT_READING, exclude: ['drafts'] },
    });
    const { reportPath } = await remoteJob().analyze(request);
    expect(readReport(reportPath).documents.map(({ path: at }) => at)).toEqual(['a: first.txt', 'b.txt']);
    const there = path.join(server.data, 'batches/one', await batchOf(request), 'source');
    expect(readdirSync(there, { recursive: true }).toSorted()).toEqual([
      'essays',
      'essays/a_ first.txt',
      'essays/b.txt',
    ]);
  });

  test('takes a ZIP as it is, and single files', async () => {
    const archive = path.join(
      folderOf({ 'texts.zip': zip(Object.entries(samples()).map(([name, content]) => ({ name, data: content }))) }),
      'texts.zip',
    );
    const zipped = await remoteJob().analyze(
      await jobOn(server.url, { kind: 'zip', name: 'texts.zip', paths: [archive] }),
    );
    expect(zipped.summary).toMatchObject({ documents: 24 });
    const folder = folderOf(samples());
    const files = Object.keys(samples())
      .slice(0, 3)
      .map((name) => path.join(folder, name));
    const some = await remoteJob().analyze(await jobOn(server.url, { kind: 'files', name: '3 files', paths: files }));
    expect(some.summary).toMatchObject({ documents: 3 });
    for (const { path: at } of readReport(some.reportPath).documents)
      expect(files.some((file) => file.endsWith(at))).toBe(true);
  });

  test('that is cancelled is cancelled there, and goes on there', async () => {
    const request = await jobOn(server.url, many(90, 40));
    const job = remoteJob();
    await expect(
      job.analyze(request, { onProgress: ({ done }) => done > 10 && job.stop('cancel') }),
    ).rejects.toMatchObject({ code: 'cancelled' });
    expect(await direct.status(await batchOf(request))).toMatchObject({ status: 'cancelled' });
    const { summary, reused } = await remoteJob().analyze(request);
    expect(summary).toMatchObject({ analyzed: 90 });
    expect(reused).toBeGreaterThan(10);
  });

  test('is followed again after the window was closed, and nothing is uploaded twice', async () => {
    const request = await jobOn(server.url, many(60, 30));
    const job = remoteJob();
    await expect(
      job.analyze(request, { onProgress: ({ done }) => done > 3 && job.stop('lose') }),
    ).rejects.toMatchObject({ code: 'cancelled' });
    const before = await batches();
    expect(await remoteJob().analyze(request)).toMatchObject({ summary: { analyzed: 60 } });
    expect(await batches()).toBe(before);
  });

  test('whose source changed is uploaded again, and the batch of before is deleted', async () => {
    const source = many(4, 10);
    const request = await jobOn(server.url, source);
    await remoteJob().analyze(request);
    const before = await batchOf(request);
    writeFileSync(
      path.join(source.paths[0], 'another.txt'),
      'Another text of a few words, which was not there before. '.repeat(5),
    );
    expect((await remoteJob().analyze(request)).summary).toMatchObject({ documents: 5 });
    expect((await direct.fetch(`/api/batch/${before}/status`)).status).toBe(404);
  });

  test('that is removed is deleted there', async () => {
    const request = await jobOn(server.url, many(3, 10));
    await remoteJob().analyze(request);
    const batch = await batchOf(request);
    await removeRemote(permission(), request.jobFolder);
    expect((await direct.fetch(`/api/batch/${batch}/status`)).status).toBe(404);
    await expect(remoteJob().analyze({ ...request, retry: 'all' })).rejects.toThrow(/has this batch no longer/);
    // It begins anew then.
    rmSync(path.join(request.jobFolder, 'report.json'));
    expect((await remoteJob().analyze(request)).summary).toMatchObject({ documents: 3 });
  });
});

describe('what goes wrong is told with what to do', () => {
  test('a server that is not there', async () => {
    await expect(remoteJob().analyze(await jobOn('http://127.0.0.1:45999', many(2, 10)))).rejects.toThrow(
      /http:\/\/127\.0\.0\.1:45999 could not be reached \(ECONNREFUSED\)\. Check that the server runs/,
    );
  });

  test.each([
    ['no token', undefined],
    ['a wrong one', 'gwb_00000000_x'],
  ])('%s', async (_, secret) => {
    const before = await batches();
    const job = new RemoteJob({
      client: (url) => new ServiceClient(url, () => Promise.resolve(secret)),
      checkUpload: () => undefined,
    });
    await expect(job.analyze(await jobOn(server.url, many(2, 10)))).rejects.toThrow(
      /asks for a token.*Ghost-Writer: Set Server Token…/,
    );
    expect(await batches()).toBe(before);
  });

  test('a quota, in the words of the server', async () => {
    const small = await startServer({ options: ['--unfinished', '1', '--limit', 'totalSize=1'] });
    await expect(remoteJob().analyze(await jobOn(small.url, many(40, 400)))).rejects.toThrow(
      /upload is larger than 1 MB/,
    );
    await new HttpClient(small.url).upload(manyTexts(60, 40));
    await expect(remoteJob().analyze(await jobOn(small.url, many(2, 10)))).rejects.toThrow(
      /batches wait, run or are being uploaded already/,
    );
  });

  test('a certificate that nobody vouches for, and TLS where there is none', async () => {
    const folder = folderOf({ x: '' });
    const made = selfSigned(folder);
    if (!made) return;
    const { key, cert } = made;
    const secure = await startServer({ options: ['--tls-cert', cert, '--tls-key', key] });
    await expect(remoteJob().analyze(await jobOn(secure.url, many(2, 10)))).rejects.toThrow(
      /certificate of https:\S+ is not trusted \(DEPTH_ZERO_SELF_SIGNED_CERT\), and nothing was sent/,
    );
    await expect(remoteJob().analyze(await jobOn(server.url.replace('http:', 'https:'), many(2, 10)))).rejects.toThrow(
      /does not speak TLS/,
    );
  });

  test('a batch that fails there fails in the words of a local analysis', async () => {
    const folder = path.join(folderOf({ 'broken/a.zip': 'no archive' }), 'broken', 'a.zip');
    await expect(
      remoteJob().analyze(await jobOn(server.url, { kind: 'zip', name: 'a.zip', paths: [folder] })),
    ).rejects.toThrow(/a\.zip/);
  });

  test('a template that lies elsewhere, before anything is sent; a baseline and machine samples are left out, and said', async () => {
    const source = many(4, 10);
    const ignoring = (ignore: string) => ({ ...OPTIONS, reading: { ...DEFAULT_READING, ignore: [ignore] } });
    await expect(
      remoteJob().analyze(await jobOn(server.url, source, ignoring('/elsewhere/sheet.txt'))),
    ).rejects.toThrow(/template \/elsewhere\/sheet\.txt .* does not lie in what is uploaded/);
    const { summary } = await remoteJob().analyze(
      await jobOn(server.url, source, ignoring(path.join(source.paths[0], 'text-000.txt'))),
    );
    expect(summary).toMatchObject({ documents: 3 });
    const { notes } = await remoteJob().analyze(
      await jobOn(server.url, source, { ...OPTIONS, baseline: '/some/folder', machineSamples: '/another/folder' }),
    );
    expect(notes.map(inEnglish).join()).toMatch(
      /baseline folder .* stays on this machine.*machine samples .* stay on this machine/,
    );
  });

  test('without permission nothing is connected to', async () => {
    const refuse = () => {
      throw new Error('not allowed');
    };
    const before = await batches();
    const request = await jobOn(server.url, many(2, 10));
    await expect(new RemoteJob({ client: refuse, checkUpload: () => undefined }).analyze(request)).rejects.toThrow(
      'not allowed',
    );
    await expect(new RemoteJob({ ...permission(), checkUpload: refuse }).analyze(request)).rejects.toThrow(
      'not allowed',
    );
    expect(await batches()).toBe(before);
    expect(isRemote(request.jobFolder)).toBe(true);
    expect(existsSync(path.join(request.jobFolder, 'report.json'))).toBe(false);
  });
});

test('a server that ends in the middle is waited for', async () => {
  const first = await startServer();
  const { port } = new URL(first.url);
  const request = await jobOn(first.url, many(80, 30));
  let again: Promise<RunningServer> | undefined;
  const onProgress = ({ done }: Progress) => {
    if (done > 5)
      again ??= first.end('SIGKILL').then(() => startServer({ data: first.data, options: ['--port', port] }));
  };
  expect(await remoteJob().analyze(request, { onProgress })).toMatchObject({ summary: { analyzed: 80 } });
  expect((await again)?.url).toBe(first.url);
  expect(JSON.parse(readFileSync(path.join(request.jobFolder, 'overview.json'), 'utf8'))).toMatchObject({
    summary: { analyzed: 80 },
  });
});
