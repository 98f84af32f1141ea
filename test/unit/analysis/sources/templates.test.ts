import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { listDocuments } from '../../../../src/analysis/sources/list-documents.ts';
import { takeTemplates } from '../../../../src/analysis/sources/templates.ts';
import { DEFAULT_READING } from '../../../../src/report/reading-options.ts';
import { folderSource } from '../../support/analysis.ts';
import { plainDocx } from '../../support/office-documents.ts';
import { folderWith } from '../../support/temporary-folder.ts';

const SHEET = 'Explain in your own words why bees matter to people.';

async function taken(folder: string, ignore: readonly string[], inside = folder) {
  const source = folderSource(inside);
  const reading = { ...DEFAULT_READING, ignore };
  const { documents, template, warnings } = await takeTemplates((await listDocuments(source, reading)).documents, source, reading);
  return { paths: documents.map((d) => d.path), shingles: template?.shingles.length, warnings };
}

describe('template files', () => {
  const folder = () => folderWith({ 'batch/a.txt': 'a', 'batch/b.txt': 'b', 'batch/sheets/task.docx': plainDocx(SHEET), 'outside.txt': SHEET });

  test.each([
    ['a path inside the source', 'sheets/task.docx'],
    ['a glob', 'sheets/*'],
    ['a glob over all folders', '**/task.*'],
  ])('are taken out of the batch by %s', async (_, name) => {
    const root = folder();
    expect(await taken(root, [name], path.join(root, 'batch'))).toEqual({ paths: ['a.txt', 'b.txt'], shingles: 8, warnings: [] });
  });

  test.each([
    ['an absolute path', (root: string) => path.join(root, 'outside.txt')],
    ['a path that leads out of the source', () => '../outside.txt'],
  ])('may lie elsewhere: %s', async (_, name) => {
    const root = folder();
    expect(await taken(root, [name(root)], path.join(root, 'batch'))).toMatchObject({ paths: ['a.txt', 'b.txt', 'sheets/task.docx'], shingles: 8, warnings: [] });
  });

  test('that are not there or cannot be read are warnings', async () => {
    const root = folderWith({ 'a.txt': 'a', 'empty.txt': '' });
    expect(await taken(root, ['missing.exe', 'empty.txt'])).toMatchObject({ paths: ['a.txt'], shingles: undefined, warnings: [{ code: 'template-not-found' }, { code: 'unreadable', message: expect.stringContaining('empty.txt') as string }] });
  });

  test('cannot be all there is', async () => {
    await expect(taken(folderWith({ 'a.txt': SHEET }), ['*.txt'])).rejects.toMatchObject({ code: 'no-documents' });
  });
});
