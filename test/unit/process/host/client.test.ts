import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import type { DocumentResult, Progress } from '../../../../src/protocol/job.ts';
import {
  analyzer,
  analyzeRequest,
  folderSource,
  folderOfTexts,
  readReport,
  withoutTimes,
} from '../../support/analysis.ts';
import { SAMPLES } from '../../support/paths.ts';
import { folderWith } from '../../support/temporary-folder.ts';

const samples = folderSource(SAMPLES);

describe('an analysis in the background process', () => {
  test('writes the report of the samples into the job folder', async () => {
    const request = analyzeRequest(samples);
    const { reportPath, summary } = await analyzer().analyze(request);
    expect(reportPath).toBe(path.join(request.jobFolder, 'report.json'));
    const report = readReport(reportPath);
    expect(report.summary).toEqual(summary);
    expect(summary).toMatchObject({ documents: 24, analyzed: 23, skipped: 1, clusters: 3, duplicateGroups: 2 });
    const pathOf = new Map(report.documents.map((d) => [d.id, d.path]));
    expect(report.duplicateGroups.map((g) => g.members.map((m) => pathOf.get(m))).sort()).toEqual([
      ['bees/liam.txt', 'bees/mei.txt'],
      ['cycling/daniel.txt', 'cycling/elif.txt'],
    ]);
  });

  test('gives the same report with the same seed, whatever the number of threads', async () => {
    const process = analyzer();
    const first = await process.analyze(analyzeRequest(samples, { threads: 1 }));
    const second = await process.analyze(analyzeRequest(samples, { threads: 3 }));
    expect(JSON.stringify(withoutTimes(readReport(second.reportPath)))).toBe(
      JSON.stringify(withoutTimes(readReport(first.reportPath))),
    );
  });

  test('tells every document once, with what the report says of it', async () => {
    const told: DocumentResult[] = [];
    const { reportPath } = await analyzer().analyze(analyzeRequest(samples), {
      onDocuments: (documents) => told.push(...documents),
    });
    told.sort((a, b) => (a.id < b.id ? -1 : 1));
    const reported = readReport(reportPath).documents.map(
      ({
        cluster: _c,
        duplicateGroup: _g,
        nearest: _n,
        segments: _s,
        shareCopied: _h,
        sharedWith: _w,
        x: _x,
        y: _y,
        ...result
      }) => result,
    );
    expect(told).toEqual(reported);
  });

  test('tells a progress that never falls and ends at 1', async () => {
    const told: Progress[] = [];
    await analyzer().analyze(analyzeRequest(folderSource(folderOfTexts(60))), {
      onProgress: (progress) => told.push(progress),
    });
    const fractions = told.map((p) => p.fraction);
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
    expect(told.at(-1)).toMatchObject({ stage: 'report', fraction: 1, done: 60, total: 60, secondsLeft: 0 });
  });

  test('says that fewer clusters were made than were asked for', async () => {
    const folder = folderWith({
      'a.txt': 'The river is wide.',
      'b.txt': 'Bread needs yeast.',
      'c.txt': 'Our cat sleeps.',
    });
    const request = analyzeRequest(folderSource(folder), {
      options: { granularity: 'sentence', clusters: 9, threshold: 0.85, seed: 1 },
    });
    const report = readReport((await analyzer().analyze(request)).reportPath);
    expect(report.clusters).toHaveLength(3);
    expect(report.warnings.map((w) => w.code)).toContain('clusters-reduced');
  });

  test('says where more pairs are copies than are listed', async () => {
    const essay = readFileSync(path.join(SAMPLES, 'cycling/amara.txt'), 'utf8');
    const copies = (count: number) =>
      folderSource(folderWith(Object.fromEntries(Array.from({ length: count }, (_, i) => [`${i}.txt`, essay]))));
    const codes = async (count: number) =>
      readReport((await analyzer().analyze(analyzeRequest(copies(count)))).reportPath).warnings.map((w) => w.code);
    expect(await codes(21)).not.toContain('copied-pairs-cut');
    expect(await codes(22)).toContain('copied-pairs-cut');
  });
});

describe('a failure', () => {
  test.each([
    ['source-not-found', '/nowhere/at/all', /does not exist/],
    ['no-documents', () => folderWith({ 'picture.png': 'x' }), /holds no file of a format that is read.*picture\.png/],
  ])('of code %s says what to do', async (code, folder, message) => {
    const source = folderSource(typeof folder === 'string' ? folder : folder());
    await expect(analyzer().analyze(analyzeRequest(source))).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message) as string,
    });
  });

  test('leaves the process able to do the next job', async () => {
    const process = analyzer();
    await expect(process.analyze(analyzeRequest(folderSource('/nowhere')))).rejects.toThrow();
    await expect(process.analyze(analyzeRequest(folderSource(folderOfTexts(3))))).resolves.toMatchObject({
      summary: { analyzed: 3 },
    });
  });
});

describe('reading a document again', () => {
  test('gives the text that was analysed', async () => {
    const source = folderSource(folderWith({ 'in/a.txt': Buffer.from('caf\xe9\r\nau lait', 'latin1') }));
    await expect(analyzer().readText({ source, path: 'in/a.txt' })).resolves.toEqual({
      text: 'café\nau lait',
      encoding: 'windows-1252',
    });
  });

  test('fails clearly when the document is gone', async () => {
    const source = folderSource(folderWith({ 'a.txt': 'a' }));
    await expect(analyzer().readText({ source, path: 'b.txt' })).rejects.toMatchObject({
      code: 'source-not-found',
      message: expect.stringContaining('b.txt') as string,
    });
  });
});

describe('an explanation', () => {
  test('has a passage for each segment of the document, with positions in the text that readText gives', async () => {
    const process = analyzer();
    const { text } = await process.readText({ source: samples, path: 'cycling/grace.txt' });
    const { raising, lowering, passages } = await process.explain({
      source: samples,
      path: 'cycling/grace.txt',
      granularity: 'sentence',
    });
    expect(passages.map(({ start, end }) => text.slice(start, end).trim().slice(-1))).toEqual(Array(6).fill('.'));
    for (const { start, end } of [...raising, ...lowering]) expect(text.slice(start, end).trim()).not.toBe('');
  });

  test('is refused for a score that other weights gave', async () => {
    const request = {
      source: samples,
      path: 'cycling/grace.txt',
      granularity: 'sentence',
      detector: [{ name: 'detector.json', sha256: '0'.repeat(64) }],
    } as const;
    await expect(analyzer().explain(request)).rejects.toMatchObject({
      code: 'model-changed',
      message: expect.stringMatching(/another version of the detector.*Run it again/) as string,
    });
  });

  test('is given for the score that these weights gave', async () => {
    const process = analyzer();
    const report = readReport((await process.analyze(analyzeRequest(samples))).reportPath);
    const detector = report.job.engine.models.filter(({ name }) => name.startsWith('detector.'));
    expect(detector).toHaveLength(2);
    await expect(
      process.explain({ source: samples, path: 'cycling/grace.txt', granularity: 'sentence', detector }),
    ).resolves.toHaveProperty('raising');
  });

  test('fails clearly when the document is gone', async () => {
    const source = folderSource(folderWith({ 'a.txt': 'a' }));
    await expect(analyzer().explain({ source, path: 'b.txt', granularity: 'sentence' })).rejects.toMatchObject({
      code: 'source-not-found',
      message: expect.stringContaining('b.txt') as string,
    });
  });
});

test('a process without an analysis holds nothing back: dispose ends it', async () => {
  const started = analyzer();
  const running = started.readText({ source: samples, path: 'bees/ines.txt' });
  started.dispose();
  await expect(running).rejects.toMatchObject({ code: 'cancelled' });
  await vi.waitFor(() => expect(() => process.kill(started.pid!, 0)).toThrow(), { timeout: 20_000 });
});
