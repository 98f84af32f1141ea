import { symlinkSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { listDocuments } from '../../../../src/analysis/sources/list-documents.ts';
import { takeTemplates } from '../../../../src/analysis/sources/templates.ts';
import { DEFAULT_READING } from '../../../../src/report/reading-options.ts';
import { folderSource } from '../../support/analysis.ts';
import { plainDocx } from '../../support/office-documents.ts';
import { folderWith } from '../../support/temporary-folder.ts';

const SHEET = 'Explain in your own words why bees matter to people.';

async function taken(folder: string, ignore: readonly string[], inside = folder, outside = true) {
  const source = folderSource(inside);
  const reading = { ...DEFAULT_READING, ignore };
  const { documents, template, warnings } = await takeTemplates(
    (await listDocuments(source, reading)).documents,
    source,
    reading,
    outside,
  );
  return { paths: documents.map((d) => d.path), shingles: template?.shingles.length, warnings };
}

describe('template files', () => {
  const folder = () =>
    folderWith({
      'batch/a.txt': 'a',
      'batch/b.txt': 'b',
      'batch/sheets/task.docx': plainDocx(SHEET),
      'outside.txt': SHEET,
    });

  test.each([
    ['a path inside the source', 'sheets/task.docx'],
    ['a glob', 'sheets/*'],
    ['a glob over all folders', '**/task.*'],
  ])('are taken out of the batch by %s', async (_, name) => {
    const root = folder();
    expect(await taken(root, [name], path.join(root, 'batch'))).toEqual({
      paths: ['a.txt', 'b.txt'],
      shingles: 8,
      warnings: [],
    });
  });

  test.each([
    ['an absolute path', (root: string) => path.join(root, 'outside.txt')],
    ['a path that leads out of the source', () => '../outside.txt'],
  ])('may lie elsewhere: %s', async (_, name) => {
    const root = folder();
    expect(await taken(root, [name(root)], path.join(root, 'batch'))).toMatchObject({
      paths: ['a.txt', 'b.txt', 'sheets/task.docx'],
      shingles: 8,
      warnings: [],
    });
  });

  test.each(['/', './/', '././/', 'a//', '../', 'batch/../../', '..\\\\', './\\\\/', '\\\\\\\\'].map((lead) => [lead]))(
    'of others lie inside: %jroot is not read',
    async (lead) => {
      const root = folder();
      const batch = path.join(root, 'batch');
      for (const name of [
        `${lead}${root}/outside.txt`,
        `${lead}${root.slice(1)}/outside.txt`,
        `${lead}outside.txt`,
        `${lead}${path.basename(root)}/outside.txt`,
      ]) {
        const found = await taken(root, [name], batch, false).catch((error: unknown) => error);
        if (found instanceof Error) expect(found).toMatchObject({ code: 'invalid-options' });
        else expect(found).toMatchObject({ shingles: undefined, warnings: [{ code: 'template-not-found' }] });
      }
    },
  );

  test('of others lie inside: a link out is not read, and what is there is', async () => {
    const root = folder();
    symlinkSync(path.join(root, 'outside.txt'), path.join(root, 'batch', 'link.txt'));
    expect(await taken(root, ['link.txt'], path.join(root, 'batch'), false)).toMatchObject({
      shingles: undefined,
      warnings: [{ code: 'template-not-found' }],
    });
    expect(await taken(root, ['./sheets/task.docx'], path.join(root, 'batch'), false)).toMatchObject({
      shingles: 8,
      warnings: [],
    });
  });

  test('that are not there or cannot be read are warnings', async () => {
    const root = folderWith({ 'a.txt': 'a', 'empty.txt': '' });
    expect(await taken(root, ['missing.exe', 'empty.txt'])).toMatchObject({
      paths: ['a.txt'],
      shingles: undefined,
      warnings: [
        { code: 'template-not-found' },
        { code: 'unreadable', message: expect.stringContaining('empty.txt') as string },
      ],
    });
  });

  test('cannot be all there is', async () => {
    await expect(taken(folderWith({ 'a.txt': SHEET }), ['*.txt'])).rejects.toMatchObject({ code: 'no-documents' });
  });
});
