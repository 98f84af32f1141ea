import path from 'node:path';
import { expect, test } from 'vitest';
import { describeSource } from '../../../../src/process/host/describe-source.ts';
import { folderWith } from '../../support/temporary-folder.ts';

const folder = () => folderWith({ 'essays/a.txt': 'a', 'batch.ZIP': 'PK', 'folder.zip/a.txt': 'a' });

test.each([
  ['a folder', 'essays', 'folder'],
  ['an archive, whatever the case of its ending', 'batch.ZIP', 'zip'],
  ['a folder that is called like an archive', 'folder.zip', 'folder'],
  ['one file', 'essays/a.txt', 'files'],
])('knows %s', async (_, name, kind) => {
  const chosen = path.join(folder(), name);
  expect(await describeSource([chosen])).toEqual({ kind, name: path.basename(name), paths: [chosen] });
});

test.skipIf(process.platform === 'win32')('shows a name that would deceive as what it is', async () => {
  const chosen = path.join(folderWith({ 'exe\u202etxt.zip': 'PK' }), 'exe\u202etxt.zip');
  expect(await describeSource([chosen])).toEqual({ kind: 'zip', name: 'exe\\u{202e}txt.zip', paths: [chosen] });
});

test('counts several files', async () => {
  expect(await describeSource(['/x/a.txt', '/x/b.txt'])).toEqual({
    kind: 'files',
    name: '2 files',
    paths: ['/x/a.txt', '/x/b.txt'],
  });
});

test('makes relative paths absolute', async () => {
  const absolute = folder();
  const { paths } = await describeSource([path.relative(process.cwd(), absolute)]);
  expect(paths).toEqual([absolute]);
});

test('says so when the path does not exist', async () => {
  await expect(describeSource([path.join(folder(), 'nothing')])).rejects.toMatchObject({ code: 'ENOENT' });
});
