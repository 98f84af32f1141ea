import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readText } from '../../../../src/analysis/sources/read-text.ts';
import { folderSource } from '../../support/analysis.ts';
import { folderWith } from '../../support/temporary-folder.ts';
import { zipSource } from '../../support/zip-source.ts';
import { zip } from '../../support/zip-writer.ts';

describe('reading one document again', () => {
  test('from a folder', async () => {
    const source = folderSource(folderWith({ 'in/a.txt': 'a\r\nb' }));
    expect(await readText(source, 'in/a.txt')).toEqual({ text: 'a\nb', encoding: 'utf-8' });
  });

  test('from an archive, the second of one name too', async () => {
    const source = zipSource(
      zip([
        { name: 'a.txt', data: 'first' },
        { name: 'a.txt', data: 'second', deflated: true },
      ]),
    );
    expect(await readText(source, 'a.txt (2)')).toEqual({ text: 'second', encoding: 'utf-8' });
  });

  test('from selected files', async () => {
    const folder = folderWith({ 'a.txt': 'a', 'in/b.txt': 'b' });
    const source = {
      kind: 'files',
      name: '2 files',
      paths: [path.join(folder, 'a.txt'), path.join(folder, 'in/b.txt')],
    } as const;
    expect(await readText(source, 'in/b.txt')).toEqual({ text: 'b', encoding: 'utf-8' });
  });

  test('cannot leave the source', async () => {
    const source = folderSource(path.join(folderWith({ 'in/a.txt': 'a', 'secret.txt': 's' }), 'in'));
    await expect(readText(source, '../secret.txt')).rejects.toMatchObject({ code: 'source-not-found' });
  });

  test('says why where it cannot be read', async () => {
    const source = folderSource(folderWith({ 'empty.txt': '' }));
    await expect(readText(source, 'empty.txt')).rejects.toMatchObject({
      code: 'source-unreadable',
      message: 'empty.txt: The document is empty.',
    });
  });
});
