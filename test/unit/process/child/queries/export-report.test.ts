import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ExportRequest } from '../../../../../src/protocol/analyzer.ts';
import type { Report } from '../../../../../src/report/report.ts';
import { startAnalyzer } from '../../../../../src/process/host/client.ts';
import { analyzer, folderSource } from '../../../support/analysis.ts';
import { DIST, SAMPLES } from '../../../support/paths.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

/** An analysis of the samples, which lie in a folder of their own. */
let request: ExportRequest;
const root = mkdtempSync(path.join(tmpdir(), 'ghostwriter-test-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

beforeAll(async () => {
  const source = folderSource(path.join(root, 'texts'));
  cpSync(SAMPLES, source.paths[0]!, { recursive: true });
  const jobFolder = path.join(root, 'job');
  mkdirSync(jobFolder);
  const process = startAnalyzer(path.join(DIST, 'worker.js'));
  const options = { granularity: 'sentence', clusters: 'auto', threshold: 0.85, seed: 1, prior: 0.95 } as const;
  const { reportPath } = await process
    .analyze({ jobId: 'job', jobFolder, source, options, createdAt: '2030-01-02T03:04:05.678Z' })
    .finally(() => process.dispose());
  request = {
    reportPath,
    jobFolder,
    source,
    formats: ['csv', 'json'],
    byteOrderMark: false,
    anonymise: false,
    keepKey: false,
    excerpts: false,
  };
});

const exported = async (change: Partial<ExportRequest>) => {
  const saved = await analyzer().export({ ...request, ...change });
  if ('refused' in saved) throw new Error(saved.refused);
  return saved;
};
const names = (files: readonly string[]) => files.map((file) => path.basename(file));

describe('exports made by the background process', () => {
  test('lie beside the source, with what the user wrote', async () => {
    const { files, key } = await exported({ annotations: { d01: { tags: ['seen'], note: 'Ask again' } } });
    expect(names(files)).toEqual(['texts.analysis.csv', 'texts.analysis.json']);
    expect(key).toBeUndefined();
    expect(readFileSync(files[0]!, 'utf8')).toMatch(/seen.*Ask again/);
    const { documents } = JSON.parse(readFileSync(files[1]!, 'utf8')) as {
      documents: { id: string; tags?: string[] }[];
    };
    expect(documents.find(({ id }) => id === 'd01')?.tags).toEqual(['seen']);
  });

  test('have pseudonyms whose key is kept beside the job, and nowhere else, if that is wanted', async () => {
    const { files, key } = await exported({ formats: ['csv'], anonymise: true, keepKey: true });
    expect(names(files)[0]).toBe('anonymised.analysis.csv');
    expect(readFileSync(files[0]!, 'utf8')).not.toContain('liam');
    expect(path.dirname(key!)).toBe(request.jobFolder);
    expect(readFileSync(key!, 'utf8')).toContain('liam');
    expect((await exported({ formats: ['csv'], anonymise: true })).key).toBeUndefined();
  });

  test('are a page with passages of the texts only where they are asked for', async () => {
    const passages = async (excerpts: boolean) =>
      readFileSync((await exported({ formats: ['html'], excerpts })).files[0]!, 'utf8');
    const { summary } = JSON.parse(readFileSync(request.reportPath, 'utf8')) as Report;
    expect(summary.confidence.medium + summary.confidence.high, 'texts whose passages tell something').toBeGreaterThan(
      0,
    );
    expect(await passages(true)).not.toBe(await passages(false));
  });

  test('are a page without passages where the source is gone', async () => {
    const source = folderSource(path.join(root, 'gone'));
    const page = async (excerpts: boolean) =>
      readFileSync((await exported({ formats: ['html'], source, excerpts })).files[0]!, 'utf8');
    const asked = await page(true);
    expect(asked).toContain('"excerpts":{}');
    // The words for it are in every page's script.
    const missing = /The passages of \d+ of the texts are missing from this page/;
    expect(asked).toMatch(missing);
    expect(await page(false)).not.toMatch(missing);
  });

  test('are tables with vectors', async () => {
    const { files } = await exported({ formats: ['parquet'] });
    expect(readdirSync(files[0]!)).toEqual(expect.arrayContaining(['documents.parquet', 'vectors.parquet']));
  });

  test('are of some documents, in a file that the user chose', async () => {
    const file = path.join(temporaryFolder(), 'some.csv');
    writeFileSync(file, 'what was there before');
    const { files } = await exported({ formats: ['csv'], documents: ['d02', 'd03'], to: { file } });
    expect(files).toEqual([file]);
    expect(readFileSync(file, 'utf8').trim().split('\r\n')).toHaveLength(3);
  });

  test('are made of a report that was exported before', async () => {
    const { files } = await exported({ formats: ['json'] });
    const folder = temporaryFolder();
    const { jobFolder: _, ...rest } = request;
    const saved = await analyzer().export({ ...rest, reportPath: files[0]!, formats: ['csv'], to: { folder } });
    expect('files' in saved && existsSync(path.join(folder, 'texts.analysis.csv'))).toBe(true);
  });

  test.skipIf(process.getuid?.() === 0)('say what the system calls it when they cannot be written', async () => {
    const folder = temporaryFolder();
    chmodSync(folder, 0o500);
    expect(await analyzer().export({ ...request, to: { folder } })).toEqual({ refused: 'EACCES' });
  });

  test('say what the system calls it when their folder is gone', async () => {
    expect(await analyzer().export({ ...request, to: { folder: path.join(temporaryFolder(), 'gone') } })).toEqual({
      refused: 'ENOENT',
    });
  });

  test('say what to do when there is no report', async () => {
    await expect(exported({ reportPath: path.join(temporaryFolder(), 'report.json') })).rejects.toThrow(
      'The results of this analysis are missing or damaged. Run the analysis again.',
    );
  });
});
