import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import { beforeEach, expect, test } from 'vitest';
import type { BlobStore } from '../../../src/server/store/blob-store.ts';
import { FolderStore } from '../../../src/server/store/folder-store.ts';
import { packedBytes, packSource, unpackSource } from '../../../src/server/store/source-pack.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const KEY = 'batches/one/id';
const TEXTS: Readonly<Record<string, string>> = {
  'a.txt': 'one',
  'empty.txt': '',
  'deep/er/Größe «文».txt': 'two '.repeat(50_000),
  'deep/b c.md': '# three',
};

let store: FolderStore;
let source: string;
let target: string;
beforeEach(async () => {
  store = new FolderStore(temporaryFolder());
  source = temporaryFolder();
  target = path.join(temporaryFolder(), 'source');
  for (const [name, content] of Object.entries(TEXTS)) {
    mkdirSync(path.dirname(path.join(source, name)), { recursive: true });
    writeFileSync(path.join(source, name), content);
  }
  await packSource(store, KEY, source);
});

const filesOf = (folder: string) =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => [
        path.relative(folder, path.join(parentPath, name)).split(path.sep).join('/'),
        readFileSync(path.join(parentPath, name), 'utf8'),
      ]),
  );
const listed = async () =>
  JSON.parse(await text((await store.get(`${KEY}/source.json`))!.stream)) as {
    pack: string;
    files: { path: string; bytes: number }[];
  };

test('what is unpacked is what was packed', async () => {
  await unpackSource(store, KEY, target);
  expect(filesOf(target)).toEqual(TEXTS);
  expect(await packedBytes(store, KEY)).toBe(
    Object.values(TEXTS).reduce((sum, content) => sum + Buffer.byteLength(content), 0),
  );
});

test('the same texts have the same name, others another', async () => {
  const { pack } = await listed();
  await packSource(store, KEY, source);
  expect((await listed()).pack).toBe(pack);
  writeFileSync(path.join(source, 'a.txt'), 'eno');
  await packSource(store, KEY, source);
  expect((await listed()).pack).not.toBe(pack);
});

test('a text that became another one is named, and nothing is left of the attempt', async () => {
  const key = `${KEY}/${(await listed()).pack}`;
  const bytes = await buffer((await store.get(key))!.stream);
  bytes[0] = 'O'.charCodeAt(0);
  await store.put(key, bytes);
  await expect(unpackSource(store, KEY, target)).rejects.toThrow(
    /^The text a\.txt is another one in the store than was uploaded\. Upload the batch again\.$/,
  );
  expect(readdirSync(path.dirname(target))).toEqual([]);
});

test('texts that break off on their way can be fetched again; those of which a part is gone, or all, are said to be gone', async () => {
  const { pack } = await listed();
  const whole = (await store.get(`${KEY}/${pack}`))!;
  whole.stream.destroy();
  const breaking = {
    check: () => store.check(),
    get: (key: string) =>
      key.endsWith(pack)
        ? Promise.resolve({ bytes: whole.bytes, stream: Readable.from([Buffer.from('o')]) })
        : store.get(key),
  } as unknown as BlobStore;
  await expect(unpackSource(breaking, KEY, target)).rejects.toMatchObject({
    passing: true,
    message: expect.stringContaining('broke off') as string,
  });
  // Nobody waits for what never comes.
  await store.put(`${KEY}/${pack}`, 'o');
  await expect(unpackSource(store, KEY, target)).rejects.toMatchObject({
    passing: false,
    message: 'The texts of this batch are others in the store than were uploaded. Upload the batch again.',
  });
  expect(readdirSync(path.dirname(target))).toEqual([]);
  await store.delete(`${KEY}/${pack}`);
  await expect(unpackSource(store, KEY, target)).rejects.toMatchObject({
    passing: false,
    message: 'The texts of this batch are not in the store any more. Upload them again.',
  });
});

test.each(['../out.txt', 'deep/../../out.txt', '/out.txt', 'C:\\out.txt', '..\\out.txt'])(
  'a list that names %s leads nowhere',
  async (name) => {
    const list = await listed();
    list.files[0]!.path = name;
    await store.put(`${KEY}/source.json`, JSON.stringify(list));
    await expect(unpackSource(store, KEY, target)).rejects.toThrow(
      /^The list of the batch's texts in the store \(source\.json\) is damaged\. Upload the batch again\.$/,
    );
    expect(existsSync(target)).toBe(false);
    expect(readdirSync(path.dirname(target))).toEqual([]);
  },
);
