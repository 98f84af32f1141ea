import { Readable } from 'node:stream';
import path from 'node:path';
import type { Multipart } from '@fastify/multipart';
import { expect, test } from 'vitest';
import { DEFAULT_READING } from '../../../src/report/reading-options.ts';
import { receiveUpload } from '../../../src/server/receive-upload.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** What a batch is called that holds files of these names, and has the name that was given. */
async function titleOf(names: readonly string[], given?: string): Promise<string> {
  const field = given === undefined ? [] : [{ type: 'field', fieldname: 'name', value: given, valueTruncated: false }];
  const parts = Readable.from([
    ...field,
    ...names.map((filename) => ({ type: 'file', filename, file: Readable.from(['Some words.']) })),
  ]) as AsyncIterable<Multipart>;
  const { source } = await receiveUpload(parts, path.join(temporaryFolder(), 'source'), DEFAULT_READING.limits, {
    begin: () => Promise.resolve(),
    onField: () => undefined,
  });
  return source.name;
}

test('a batch is called by its name, its folder, its only file, or how many files it has', async () => {
  expect(await titleOf(['class/a.txt', 'class/b.txt'], 'Essays')).toBe('Essays');
  expect(await titleOf(['class/a.txt', 'class/b.txt'])).toBe('class');
  expect(await titleOf(['a.txt'])).toBe('a.txt');
  expect(await titleOf(['a.zip'])).toBe('a.zip');
  expect(await titleOf(['a.txt', 'b.txt'])).toBe('2 files');
});

test.each([
  ['a variation selector', ['\u{e0145}essay.txt'], 'essay.txt'],
  ['a reversed order', ['\u202etxt.exe'], 'txt.exe'],
  ['a soft hyphen in the name of a folder', ['cl\u00adass/a.txt', 'cl\u00adass/b.txt'], 'class'],
  ['a tag in that of an archive', ['\u{e0041}a.zip'], 'a.zip'],
  ['nothing that is seen, as a file', ['\u{e0145}'], '1 file'],
  ['nothing that is seen, as a folder', ['\u200b/a.txt', '\u200b/b.txt'], '2 files'],
])('nothing unseen is in what a batch is called after: %s', async (_, names, title) => {
  expect(await titleOf(names)).toBe(title);
});

test('nor in a name that is given', async () => {
  expect(await titleOf(['x.txt'], '\u202eEssays\u{e0145}')).toBe('Essays');
  expect(await titleOf(['x.txt'], '\u{e0145}')).toBe('x.txt');
});
