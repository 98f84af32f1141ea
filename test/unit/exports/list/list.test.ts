import { readSheet } from 'read-excel-file/universal';
import { describe, expect, test } from 'vitest';
import writeExcelFile from 'write-excel-file/node';
import { readList } from '../../../../src/exports/list/read-list.ts';
import { rowKey } from '../../../../src/exports/list/row-key.ts';
import { writeList } from '../../../../src/exports/list/write-list.ts';
import { type ListRow, importedNotes } from '../../../../src/report/imported-notes.ts';
import type { Report } from '../../../../src/report/report.ts';
import { reportDocument, reportOn } from '../../support/reports.ts';

const noted = reportDocument({
  id: 'd1',
  path: 'mia.txt',
  sha256: 'aa',
  tags: ['late', 'a, b'],
  note: '=1+1\nask her',
});
const high = reportDocument({
  id: 'd2',
  path: 'tom.txt',
  sha256: 'bb',
  aiProbability: 0.9,
  aiInterval: [0.8, 0.95],
  confidence: 'high',
  shareCopied: 0.65,
  sharedWith: [{ id: 'd1', words: 65, share: 0.65 }],
});
const skipped = reportDocument({
  id: 'd3',
  path: 'zoe.pdf',
  status: 'skipped',
  aiProbability: null,
  confidence: 'unknown',
  reason: 'The document is empty.',
});
const report: Report = { ...reportOn([noted, high, skipped]), warnings: [] };

async function rowsOf(bytes: Uint8Array): Promise<unknown[][]> {
  return readSheet(new Blob([Uint8Array.from(bytes)]));
}

describe('a list for Excel', () => {
  test('has eight columns in words, and one by which its rows are known', async () => {
    const rows = await rowsOf(await writeList(report, undefined, undefined));
    expect(rows[0]).toEqual([
      'Document',
      'Copied',
      'Copied: also in',
      'AI',
      'AI range',
      'Notices',
      'Tags',
      'Notes',
      'ghostwriter',
    ]);
    expect(rows[2]!.slice(0, 8)).toEqual(['tom.txt', 0.65, 'mia.txt (65%)', 'High', '80% – 95%', null, null, null]);
    expect(rows[3]!.slice(0, 6)).toEqual(['zoe.pdf', null, null, 'Skipped', null, 'The document is empty.']);
  });

  test('has the groups where documents are grouped', async () => {
    const grouped = { ...report, documents: [{ ...high, group: '7b' }] };
    const rows = await rowsOf(await writeList(grouped, undefined, undefined));
    expect(rows[0]).toContain('Group');
    expect(rows[1]).toContain('7b');
  });

  test('runs no formula: what looks like one is text', async () => {
    const hostile = { ...report, documents: [{ ...noted, path: '=HYPERLINK("http://evil")' }] };
    const bytes = await writeList(hostile, undefined, undefined);
    expect((await rowsOf(bytes))[1]![0]).toBe('=HYPERLINK("http://evil")');
    const { unzipSync, strFromU8 } = await import('fflate');
    const sheet = strFromU8(unzipSync(Uint8Array.from(bytes))['xl/worksheets/sheet1.xml']!);
    expect(sheet).not.toMatch(/<f[ >]/);
  });

  test('leads to the pages beside it, filters, and keeps its header in view', async () => {
    const { unzipSync, strFromU8 } = await import('fflate');
    const files = unzipSync(Uint8Array.from(await writeList(report, undefined, 'essays.analysis.pages')));
    const sheet = strFromU8(files['xl/worksheets/sheet1.xml']!);
    expect(sheet).toMatch(/<autoFilter ref="A1:H4"\/?>/);
    expect(sheet).toMatch(/<pane [^>]*ySplit="1"/);
    expect(sheet).toMatch(/<col [^>]*hidden="1"/);
    const links = strFromU8(files['xl/worksheets/_rels/sheet1.xml.rels']!);
    expect(links).toContain('Target="essays.analysis.pages/mia.txt.html" TargetMode="External"');
    // A document that was skipped has no page.
    expect(links).not.toContain('zoe');
  });

  test('comes back as it went out', async () => {
    const rows = await readList(await writeList(report, undefined, undefined));
    expect(rows.map(({ key, tags, note }) => [key.path, tags, note])).toEqual([
      ['mia.txt', ['late', 'a, b'], '=1+1\nask her'],
      ['tom.txt', [], ''],
      ['zoe.pdf', [], ''],
    ]);
  });

  test('comes back sorted otherwise, with columns moved and added, and in another language', async () => {
    const columns = ['Tags', 'Notizen'] as const;
    const text = (value: string) => ({ value, type: String });
    const bytes = await writeExcelFile([
      ['Notizen', 'Note', 'ghostwriter', 'Tags'].map(text),
      ['talked', 'B', rowKey(high, columns), 'ok; done'].map(text),
      ['', 'a row of their own', '', ''].map(text),
      ['=1+1\nask her', 'A', rowKey(noted, columns), 'late'].map(text),
    ]).toBuffer();
    expect((await readList(bytes)).map(({ key, tags, note }) => [key.path, tags, note])).toEqual([
      ['tom.txt', ['ok', 'done'], 'talked'],
      ['mia.txt', ['late'], '=1+1\nask her'],
    ]);
  });

  test.each([
    ['what is no workbook', () => Promise.resolve(Buffer.from('Document,Tags')), /no Excel workbook/],
    [
      'a workbook of somebody else',
      () => writeExcelFile([[{ value: 'x', type: String }]]).toBuffer(),
      /hidden last column is missing/,
    ],
    [
      'a list whose column was renamed',
      () =>
        writeExcelFile([
          ['ghostwriter', 'Tags', 'Remarks'].map((value) => ({ value, type: String })),
          [rowKey(high, ['Tags', 'Notes']), '', ''].map((value) => ({ value, type: String })),
        ]).toBuffer(),
      /no column “Notes” any more/,
    ],
  ])('%s is told apart', async (_, bytes, message) => {
    await expect(bytes().then(readList)).rejects.toThrow(message);
  });
});

describe('what was written in a list', () => {
  const row = (over: Partial<ListRow>): ListRow => ({
    key: { path: 'mia.txt', sha256: 'aa', tags: ['late'], note: 'first', columns: ['Tags', 'Notes'] },
    tags: ['late'],
    note: 'first',
    ...over,
  });
  const now = { d1: { tags: ['late', 'new'], note: 'first' } };
  const documents = [noted, high];

  test('changes what was changed there, and nothing else', () => {
    expect(importedNotes(now, documents, [row({})])).toEqual({ annotations: now, changed: 0, unknown: [] });
    expect(importedNotes(now, documents, [row({ tags: ['done'], note: 'second' })])).toEqual({
      annotations: { d1: { tags: ['new', 'done'], note: 'second' } },
      changed: 1,
      unknown: [],
    });
  });

  test('stands beside what was written in the panel meanwhile', () => {
    const meanwhile = { d1: { tags: [], note: 'from the panel' } };
    expect(importedNotes(meanwhile, documents, [row({ note: 'from the list' })]).annotations['d1']!.note).toBe(
      'from the panel\nfrom the list',
    );
    expect(importedNotes(meanwhile, documents, [row({ note: '' })]).annotations['d1']!.note).toBe('from the panel');
  });

  test('finds a document that was renamed by its text, and tells rows that belong to none', () => {
    const renamed = [{ ...noted, path: 'mia-berger.txt' }];
    const gone = row({ key: { path: 'gone.txt', tags: [], note: '', columns: ['Tags', 'Notes'] }, note: 'x' });
    const { annotations, unknown } = importedNotes({}, renamed, [row({ note: 'second' }), gone]);
    expect(annotations).toEqual({ d1: { tags: [], note: 'second' } });
    expect(unknown).toEqual(['gone.txt']);
  });

  test('takes away what was emptied there', () => {
    const before = { d1: { tags: ['late'], note: 'first' } };
    expect(importedNotes(before, documents, [row({ tags: [], note: '' })]).annotations).toEqual({});
  });
});
