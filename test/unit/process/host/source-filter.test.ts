import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { DEFAULT_READING, type ReadingOptions } from '../../../../src/report/reading-options.ts';
import { type FileChange, SourceFilter } from '../../../../src/process/host/source-filter.ts';
import { folderWith } from '../../support/temporary-folder.ts';

const files = {
  'a.txt': 'a',
  'in/b.md': 'b',
  'picture.png': 'p',
  'ignored/c.txt': 'c',
  '.gitignore': 'ignored\n*.draft.txt\n',
};

function concerns(
  folder: string,
  inside: string,
  change: FileChange,
  reading: Partial<ReadingOptions> = {},
  documents: readonly string[] = [],
): Promise<boolean> {
  return new SourceFilter(folder, { ...DEFAULT_READING, ...reading }).concernAny(
    new Map([[inside, change]]),
    documents,
  );
}

describe('a change counts', () => {
  test.each<readonly [string, FileChange]>([
    ['a.txt', 'changed'],
    ['in/b.md', 'changed'],
    ['new.docx', 'created'],
    ['gone.txt', 'deleted'],
    ['.gitignore', 'changed'],
    ['in/.gitignore', 'created'],
  ])('of a document, or of what is left out: %s %s', async (inside, change) => {
    expect(await concerns(folderWith(files), inside, change)).toBe(true);
  });

  test('of a folder with documents that came', async () => {
    expect(await concerns(folderWith(files), 'in', 'created')).toBe(true);
  });

  test('of a folder that is gone, where documents were in it', async () => {
    const folder = folderWith(files);
    rmSync(path.join(folder, 'in'), { recursive: true });
    expect(await concerns(folder, 'in', 'deleted', {}, ['in/b.md'])).toBe(true);
    expect(await concerns(folder, 'elsewhere', 'deleted', {}, ['in/b.md'])).toBe(false);
  });
});

describe('a change does not count', () => {
  test.each<readonly [string, FileChange]>([
    ['picture.png', 'changed'],
    ['picture.png', 'created'],
    ['in', 'changed'],
    ['ignored/c.txt', 'changed'],
    ['ignored', 'created'],
    ['in/x.draft.txt', 'created'],
    ['.git/index', 'changed'],
    ['.ghostwriter-12-ab.tmp', 'created'],
    ['node_modules/x/readme.md', 'changed'],
    ['in.analysis.csv', 'created'],
    ['texts.analysis-12.json', 'deleted'],
    ['../beside.txt', 'changed'],
  ])('of what is no document, is left out, or was written by the product: %s %s', async (inside, change) => {
    expect(await concerns(folderWith(files), inside, change)).toBe(false);
  });

  test('of a folder that came and holds no document', async () => {
    const folder = folderWith(files);
    mkdirSync(path.join(folder, 'empty'));
    expect(await concerns(folder, 'empty', 'created')).toBe(false);
  });

  test.each<readonly [Partial<ReadingOptions>, string]>([
    [{ exclude: ['in'] }, 'in/b.md'],
    [{ exclude: ['in'] }, 'in/deep/.gitignore'],
    [{ exclude: ['**/*.txt'] }, 'a.txt'],
    [{ include: ['**/*.md'] }, 'a.txt'],
    [{ sourceCode: false }, 'main.py'],
  ])('of what the settings leave out: %j %s', async (reading, inside) => {
    expect(await concerns(folderWith(files), inside, 'changed', reading)).toBe(false);
  });
});

test('one that counts among many is enough', async () => {
  const changes = new Map<string, FileChange>([
    ['picture.png', 'changed'],
    ['ignored/c.txt', 'changed'],
    ['a.txt', 'changed'],
  ]);
  expect(await new SourceFilter(folderWith(files), DEFAULT_READING).concernAny(changes, [])).toBe(true);
});
