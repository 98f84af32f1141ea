import { describe, expect, test } from 'vitest';
import { listDocuments } from '../../../../src/analysis/sources/list-documents.ts';
import { readDocument } from '../../../../src/analysis/sources/read-document.ts';
import { readText } from '../../../../src/analysis/sources/read-text.ts';
import { DEFAULT_READING } from '../../../../src/report/reading-options.ts';
import { folderSource } from '../../support/analysis.ts';
import { folderWith } from '../../support/temporary-folder.ts';
import { zipSource } from '../../support/zip-source.ts';
import { zip } from '../../support/zip-writer.ts';

const TABLE = 'id,text\nb/1,"Some text, with more"\nb2,Another text\n';
const pathsIn = async (...args: Parameters<typeof listDocuments>) =>
  (await listDocuments(...args)).documents.map((d) => d.path);

describe('the rows of a table', () => {
  test('are documents of their own, called by their ids', async () => {
    const source = folderSource(folderWith({ 'a.txt': 'a', 'in/b.csv': TABLE }));
    expect(await pathsIn(source)).toEqual(['a.txt', 'in/b.csv/b-1', 'in/b.csv/b2']);
    expect(await readText(source, 'in/b.csv/b-1')).toEqual({ text: 'Some text, with more', encoding: 'utf-8' });
  });

  test('are documents in an archive too, in the column that is asked for', async () => {
    const source = zipSource(
      zip([{ name: 'b.csv', data: 'long,short\nA longer text,x\nAnother longer text,y\n', deflated: true }]),
    );
    const reading = { ...DEFAULT_READING, column: 'short' };
    expect(await pathsIn(source, reading)).toEqual(['b.csv/row 2', 'b.csv/row 3']);
    expect((await readText(source, 'b.csv/row 3', reading)).text).toBe('y');
  });

  test('are called by names that can be shown', async () => {
    expect(await pathsIn(folderSource(folderWith({ 'b.jsonl': '{"id":"a\\u202eb","text":"a longer text"}' })))).toEqual(
      ['b.jsonl/a\\u{202e}b'],
    );
  });

  test('are as many as an archive may have entries', async () => {
    const { documents, warnings } = await listDocuments(
      folderSource(folderWith({ 'a.jsonl': '"x"\n'.repeat(10), 'b.jsonl': '"y"\n', 'c.txt': 'c' })),
      { ...DEFAULT_READING, limits: { ...DEFAULT_READING.limits, entries: 4 } },
    );
    expect(documents.map((d) => d.path)).toEqual([
      'a.jsonl/row 1',
      'a.jsonl/row 2',
      'a.jsonl/row 3',
      'a.jsonl/row 4',
      'c.txt',
    ]);
    expect(warnings).toMatchObject([
      {
        code: 'too-large',
        message: expect.stringMatching(/more than 4 rows \(ghostwriter\.limits\.entries\)/) as string,
      },
    ]);
  });

  test('that cannot be read leave the table as one skipped document', async () => {
    const { documents } = await listDocuments(folderSource(folderWith({ 'b.csv': TABLE, 'empty.csv': '' })), {
      ...DEFAULT_READING,
      column: 'essay',
    });
    expect(documents).toMatchObject([
      {
        path: 'b.csv',
        location: {
          kind: 'refused',
          problem: { message: expect.stringContaining('its columns are id, text') as string },
        },
      },
      { path: 'empty.csv', location: { kind: 'refused', problem: { code: 'empty' } } },
    ]);
    await expect(readDocument(documents[0]!, DEFAULT_READING)).rejects.toMatchObject({
      problem: { code: 'unreadable' },
    });
  });
});
