import { chmodSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ExportOptions } from '../../../src/exports/export-options.ts';
import { saveAllBeside, saveAs as saveReportAs, saveBeside as saveReportBeside } from '../../../src/exports/save.ts';
import type { ExportFormat } from '../../../src/report/export-formats.ts';
import type { Report, SourceDescription } from '../../../src/report/report.ts';
import { reportDocument, reportOn } from '../support/reports.ts';
import { folderWith, temporaryFolder } from '../support/temporary-folder.ts';
import { unprivileged } from '../support/unprivileged.ts';

const report = reportOn([reportDocument()]);
const OPTIONS: ExportOptions = { page: () => Promise.resolve({ scripts: [], style: '' }) };
const saveBeside = (of: SourceDescription, format: ExportFormat, saved: Report, folder?: string) =>
  saveReportBeside(of, format, saved, OPTIONS, folder);
const saveAs = (target: string, format: 'csv' | 'json', saved: Report) => saveReportAs(target, format, saved, OPTIONS);
const source = (kind: SourceDescription['kind'], ...paths: string[]): SourceDescription => ({ kind, name: 'x', paths });

describe('saving beside the source', () => {
  test.each([
    ['a folder', (at: string) => source('folder', path.join(at, 'essays')), 'essays.analysis.csv'],
    [
      'a folder that is called like an archive',
      (at: string) => source('folder', path.join(at, 'essays.zip')),
      'essays.zip.analysis.csv',
    ],
    ['an archive', (at: string) => source('zip', path.join(at, 'Essays.ZIP')), 'Essays.analysis.csv'],
  ])('names the file after %s', async (_, of, name) => {
    const folder = temporaryFolder();
    expect(await saveBeside(of(folder), 'csv', report)).toBe(path.join(folder, name));
    expect(readdirSync(folder)).toEqual([name]);
  });

  test('names it after the folder of selected files', async () => {
    const folder = temporaryFolder();
    const saved = await saveBeside(
      source('files', path.join(folder, 'a.txt'), path.join(folder, 'b.txt')),
      'json',
      report,
    );
    expect(saved).toBe(path.join(folder, `${path.basename(folder)}.analysis.json`));
  });

  test('has a name for a source that has none', async () => {
    const folder = temporaryFolder();
    expect(await saveBeside(source('folder', '/'), 'json', report, folder)).toBe(
      path.join(folder, 'batch.analysis.json'),
    );
  });

  test('shortens a name so that what is added still fits', async () => {
    const folder = temporaryFolder();
    const saved = await saveBeside(source('folder', `/${'é'.repeat(127)}`), 'json', report, folder);
    expect(path.basename(saved)).toMatch(/^é{100}\.analysis\.json$/);
  });

  test('never touches a file that is there: -2, then -3', async () => {
    const folder = folderWith({ 'essays.analysis.json': 'mine', 'essays.analysis-2.json': 'mine too' });
    const saved = await saveBeside(source('folder', path.join(folder, 'essays')), 'json', report);
    expect(path.basename(saved)).toBe('essays.analysis-3.json');
    expect(readFileSync(path.join(folder, 'essays.analysis.json'), 'utf8')).toBe('mine');
    expect(JSON.parse(readFileSync(saved, 'utf8'))).toMatchObject(report);
  });

  test('gives ten saves at once ten files, all whole', async () => {
    const folder = temporaryFolder();
    const saved = await Promise.all(
      Array.from({ length: 10 }, () => saveBeside(source('folder', path.join(folder, 'essays')), 'json', report)),
    );
    expect(new Set(saved).size).toBe(10);
    expect(readdirSync(folder).sort()).toEqual(saved.map((file) => path.basename(file)).sort());
    for (const file of saved) expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject(report);
  });

  test('leaves nothing behind when it fails halfway', async () => {
    const folder = temporaryFolder();
    const broken = { ...report, documents: [{ ...reportDocument(), path: 1n as never }] };
    await expect(saveBeside(source('folder', path.join(folder, 'essays')), 'json', broken)).rejects.toThrow();
    expect(readdirSync(folder)).toEqual([]);
  });

  test('rejects with the system’s code where the folder is missing', async () => {
    const gone = path.join(temporaryFolder(), 'gone');
    await expect(saveBeside(source('folder', path.join(gone, 'essays')), 'csv', report)).rejects.toMatchObject({
      code: 'ENOENT',
    });
  });

  test.skipIf(process.platform === 'win32')(
    'rejects with the system’s code where the folder may not be written to',
    async () => {
      const folder = temporaryFolder();
      chmodSync(folder, 0o555);
      await unprivileged(async () => {
        await expect(saveBeside(source('folder', path.join(folder, 'essays')), 'csv', report)).rejects.toMatchObject({
          code: 'EACCES',
        });
      });
      chmodSync(folder, 0o755);
      expect(readdirSync(folder)).toEqual([]);
    },
  );
});

describe('the manifest of a CSV', () => {
  test('overwrites nothing that is called as it would be', async () => {
    const folder = folderWith({
      'essays.analysis.csv-metadata.json': 'mine',
      'essays.analysis-2.csv-metadata.json': 'mine too',
    });
    expect(await saveAllBeside(source('folder', path.join(folder, 'essays')), ['csv'], report, OPTIONS)).toEqual([
      path.join(folder, 'essays.analysis-3.csv'),
    ]);
    expect(readFileSync(path.join(folder, 'essays.analysis.csv-metadata.json'), 'utf8')).toBe('mine');
    expect(readFileSync(path.join(folder, 'essays.analysis-2.csv-metadata.json'), 'utf8')).toBe('mine too');
    expect(readdirSync(folder)).toContain('essays.analysis-3.csv-metadata.json');
  });

  test('goes beside it when the CSV is saved alone, in the words of CSV on the Web', async () => {
    const folder = temporaryFolder();
    const [csv] = await saveAllBeside(source('folder', path.join(folder, 'essays')), ['csv'], report, OPTIONS);
    expect(readdirSync(folder).sort()).toEqual(['essays.analysis.csv', 'essays.analysis.csv-metadata.json']);
    const description = JSON.parse(readFileSync(`${csv}-metadata.json`, 'utf8')) as {
      url: string;
      tableSchema: { columns: { titles: string }[] };
    };
    expect(description).toMatchObject({
      '@context': 'http://www.w3.org/ns/csvw',
      url: 'essays.analysis.csv',
      'urn:ghostwriter-batch:manifest': { manifestVersion: 1, engine: report.job.engine },
    });
    expect(description.tableSchema.columns.map((c) => c.titles).join(',')).toBe(
      readFileSync(csv!, 'utf8').split('\r\n')[0],
    );
  });

  test('is in the JSON where that is saved along with it', async () => {
    const folder = temporaryFolder();
    await saveAllBeside(source('folder', path.join(folder, 'essays')), ['csv', 'json'], report, OPTIONS);
    expect(readdirSync(folder).sort()).toEqual(['essays.analysis.csv', 'essays.analysis.json']);
  });
});

test('tables of Parquet are a folder that is never touched again', async () => {
  const folder = folderWith({ 'essays.analysis.tables/mine.txt': 'mine' });
  const saved = await saveBeside(source('folder', path.join(folder, 'essays')), 'parquet', report);
  expect(saved).toBe(path.join(folder, 'essays.analysis-2.tables'));
  expect(readdirSync(saved).sort()).toEqual([
    'clusters.parquet',
    'documents.parquet',
    'neighbours.parquet',
    'pairs.parquet',
    'passages.parquet',
    'segments.parquet',
    'sharedPassages.parquet',
    'subtopics.parquet',
    'warnings.parquet',
  ]);
  expect(readdirSync(folder).sort()).toEqual(['essays.analysis-2.tables', 'essays.analysis.tables']);
});

describe('saving under a chosen name', () => {
  test('replaces what is there, whole', async () => {
    const file = path.join(folderWith({ 'mine.csv': 'old' }), 'mine.csv');
    await saveAs(file, 'csv', report);
    expect(readFileSync(file, 'utf8')).toMatch(/^Document ID,/);
    expect(readdirSync(path.dirname(file))).toEqual(['mine.csv']);
  });

  test('keeps the old file when the new one cannot be written', async () => {
    const file = path.join(folderWith({ 'mine.json': 'old' }), 'mine.json');
    const broken = { ...report, documents: [{ ...reportDocument(), path: 1n as never }] };
    await expect(saveAs(file, 'json', broken)).rejects.toThrow();
    expect(readFileSync(file, 'utf8')).toBe('old');
    expect(readdirSync(path.dirname(file))).toEqual(['mine.json']);
  });

  test('writes all of a report that is larger than one block', async () => {
    const file = path.join(temporaryFolder(), 'large.json');
    const documents = Array.from({ length: 3_000 }, (_, i) =>
      reportDocument({ id: `d${i}`, path: `${'ü€😀'.repeat(20)}${i}.txt` }),
    );
    const large = { ...report, documents };
    await saveAs(file, 'json', large);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject(large);
  });
});
