// One folder of every format, from the command line to the report.
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Report, ReportDocument } from '../../../src/report/report.ts';
import { readReport } from '../support/analysis.ts';
import { CHINESE, ESSAY, mixedFolder } from '../support/mixed-folder.ts';
import { plainDocx } from '../support/office-documents.ts';
import { DIST } from '../support/paths.ts';
import { runCli } from '../support/run-cli.ts';
import { folderWith } from '../support/temporary-folder.ts';
import { zip } from '../support/zip-writer.ts';

async function analyze(source: string, ...options: readonly string[]): Promise<Report> {
  const { code, paths, stderr } = await runCli(['analyze', source, '--out', kept, '--format', 'json', ...options]);
  expect({ code, stderr }).toMatchObject({ code: 0 });
  return readReport(paths[0]!);
}

/** A folder that lasts as long as this file. */
const kept = mkdtempSync(path.join(tmpdir(), 'ghostwriter-formats-'));
afterAll(() => rmSync(kept, { recursive: true, force: true }));

const byPath = (report: Report) => new Map(report.documents.map((d) => [d.path, d]));

describe('a folder of every format', () => {
  let report: Report;
  let documents: Map<string, ReportDocument>;
  beforeAll(async () => {
    const folder = path.join(kept, 'mixed');
    mkdirSync(folder);
    for (const [name, content] of Object.entries(mixedFolder())) writeFileSync(path.join(folder, name), content);
    report = await analyze(folder);
    documents = byPath(report);
  }, 120_000);

  const FORMATS = {
    'essay.txt': 'text',
    'essay.md': 'markdown',
    'essay.markdown': 'markdown',
    'essay.rst': 'restructured-text',
    'essay.tex': 'tex',
    'essay.html': 'html',
    'essay.htm': 'html',
    'essay.docx': 'docx',
    'essay.odt': 'odt',
    'essay.rtf': 'rtf',
    'essay.pdf': 'pdf',
    'essay.epub': 'epub',
    'essay.ipynb': 'notebook',
    'essays.csv/amara': 'csv',
    'essays.tsv/clara': 'tsv',
    'essays.jsonl/row 1': 'json-lines',
  };

  test.each(Object.entries(FORMATS))('reads %s', (name, format) => {
    const { words = 0, ...document } = documents.get(name) ?? {};
    expect(document).toMatchObject({ status: 'analyzed', format });
    // Some have a heading of one word.
    expect(words - (documents.get('essay.txt')?.words ?? 0)).toBeOneOf([0, 1]);
  });

  test('finds the one essay in all of them', () => {
    const group = report.duplicateGroups[0];
    expect(group?.members).toHaveLength(Object.keys(FORMATS).length + 1);
    expect(group?.averageSimilarity).toBeGreaterThan(0.98);
  });

  test('judges it alike in all of them', () => {
    const probabilities = Object.keys(FORMATS).map((name) => documents.get(name)?.aiProbability ?? 0);
    expect(Math.max(...probabilities) - Math.min(...probabilities)).toBeLessThan(0.02);
  });

  test('is not misled by hidden characters and letters that look Latin, and reports them', () => {
    const { id = '', sha256: _, extracted, characters } = documents.get('hidden.txt') ?? {};
    expect(report.warnings.filter((w) => w.document === id).map((w) => w.code)).toEqual([
      'hidden-characters',
      'lookalike-letters',
    ]);
    expect(documents.get('hidden.txt')?.aiProbability).toBe(documents.get('essay.txt')?.aiProbability);
    const pair = report.similarity.pairs.find(
      ({ a, b }) => [a, b].includes(id) && [a, b].includes(documents.get('essay.txt')?.id ?? ''),
    );
    expect({ similarity: pair?.similarity, containment: pair?.containment, extracted, characters }).toEqual({
      similarity: 1,
      containment: 1,
      extracted: true,
      characters: ESSAY.length,
    });
  });

  test('says in which encoding a text was', () => {
    expect(documents.get('russian.txt')).toMatchObject({ encoding: 'koi8-r', status: 'analyzed' });
    expect(documents.get('essay.pdf')?.encoding).toBeUndefined();
  });

  test('reads a PDF in a font that it names and does not hold', () => {
    expect(documents.get('chinese.pdf')).toMatchObject({
      status: 'analyzed',
      characters: CHINESE.length,
      sha256: createHash('sha256').update(CHINESE).digest('hex'),
    });
  });

  test('has segments whose positions are in the text that is shown, and the pages of a PDF', () => {
    expect(documents.get('essay.pdf')).toMatchObject({
      extracted: true,
      pages: [expect.any(Number), expect.any(Number)],
    });
    expect(documents.get('essay.txt')?.extracted).toBeUndefined();
    expect(documents.get('essay.md')?.extracted).toBeUndefined();
    const source = String(mixedFolder()['essay.md']);
    const texts = documents.get('essay.md')?.segments.map(({ start, end }) => source.slice(start, end)) ?? [];
    expect(texts[0]).toBe('Bees');
    for (const text of texts.slice(1)) expect(ESSAY).toContain(text);
  });

  test.each([
    ['secret.docx', /protected by a password/],
    ['secret.pdf', /protected by a password/],
    ['scanned.pdf', /^Scanned: no text layer/],
    ['broken.docx', /damaged/],
  ])('says why %s was skipped', (name, reason) => {
    expect(documents.get(name)).toMatchObject({ status: 'skipped', reason: expect.stringMatching(reason) as string });
  });

  test('names the files that it does not read, and what to do about them', () => {
    const message = report.warnings.find((w) => w.code === 'unsupported-format')?.message ?? '';
    for (const part of [
      'old.doc',
      'program.py',
      'slides.pptx',
      'Save such documents as .docx',
      'as PDF',
      'ghostwriter.sourceCode',
    ])
      expect(message).toContain(part);
  });

  test('is the same from a ZIP', async () => {
    const archive = zip(Object.entries(mixedFolder()).map(([name, data]) => ({ name, data, deflated: true })));
    const {
      job: _,
      manifest: ___,
      ...zipped
    } = await analyze(path.join(folderWith({ 'mixed.zip': archive }), 'mixed.zip'));
    const { job: __, manifest: ____, ...folder } = report;
    expect(zipped).toEqual(folder);
  });
});

describe('templates', () => {
  const SHEET =
    'Explain in your own words why bees matter to people, and give at least two examples from your own garden, your school or your town.';
  const answers = {
    'a.txt': `${SHEET}\n\n${ESSAY}`,
    'b.txt': `${SHEET}\n\nOur cat sleeps all day long and is awake at night, when nobody else in the house wants to play with her.`,
  };
  const similarityOf = (report: Report) =>
    report.similarity.pairs.find(({ a, b }) => a === 'd1' && b === 'd2') ?? { similarity: 0, containment: 0 };

  test('do not count as similarity, are no documents, and their words are counted', async () => {
    const folder = folderWith({ ...answers, 'sheet.docx': plainDocx(SHEET) });
    // Without a template, the batch itself shows that the sheet was given.
    const without = await analyze(folderWith(answers), '--leave-out', 'none');
    const report = await analyze(folder, '--ignore', 'sheet.docx');
    expect(report.documents.map(({ path: name, ignoredWords }) => ({ name, ignoredWords }))).toEqual([
      { name: 'a.txt', ignoredWords: 25 },
      { name: 'b.txt', ignoredWords: 25 },
    ]);
    expect(similarityOf(without).containment).toBeGreaterThan(0.4);
    expect(similarityOf(report).containment).toBeLessThan(0.05);
    expect(similarityOf(report).similarity).toBeLessThan(similarityOf(without).similarity - 0.15);
  });

  test('are no sign of machine writing: what is left is judged as if they were not there', async () => {
    const report = await analyze(
      folderWith({ 'a.txt': answers['a.txt'], 'bare.txt': ESSAY, 'sheet.txt': SHEET }),
      '--ignore',
      'sheet.txt',
    );
    const [with_, bare] = report.documents;
    expect(with_?.aiProbability).toBe(bare?.aiProbability);
    expect(with_?.segments.map(({ start, end }) => answers['a.txt'].slice(start, end))).toEqual(
      bare?.segments.map(({ start, end }) => ESSAY.slice(start, end)),
    );
  });
});

test('parsers are loaded by themselves: what every thread loads holds none of them', () => {
  const text = (name: string) => readFileSync(path.join(DIST, name), 'utf8');
  const marks = {
    'formats/pdf.js': 'PasswordException',
    'formats/docx.js': 'footnoteReference',
    'formats/legacy-encodings.js': 'MacCyrillic',
  };
  for (const [bundle, mark] of Object.entries(marks)) {
    expect(text(bundle)).toContain(mark);
    for (const always of ['worker.js', 'thread.js', 'parser.js', 'extension.js'])
      expect(text(always)).not.toContain(mark);
  }
});
