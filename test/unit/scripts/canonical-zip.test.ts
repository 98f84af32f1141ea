import { createWriteStream, readFileSync } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import unzipper from 'unzipper';
import { expect, test } from 'vitest';
import { ZipFile } from 'yazl';
import { makeCanonical } from '../../../scripts/canonical-zip.mjs';
import { temporaryFolder } from '../support/temporary-folder.ts';

const ENTRIES = {
  'extension/b.js': 'b'.repeat(5000),
  'extension/a.txt': 'ä',
  'extension.vsixmanifest': '<xml/>',
  '[Content_Types].xml': '',
};

async function packed(names: readonly string[], mtime: Date, mode: number): Promise<string> {
  const file = path.join(temporaryFolder(), 'a.vsix');
  const zip = new ZipFile();
  for (const name of names) zip.addBuffer(Buffer.from(ENTRIES[name as keyof typeof ENTRIES]), name, { mtime, mode });
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(file));
  return file;
}

test('order, times and modes of what is packed do not show in the bytes, and what it holds stays', async () => {
  const names = Object.keys(ENTRIES);
  const [one, two] = [
    await packed(names, new Date('2026-01-02T03:04:05Z'), 0o100644),
    await packed([...names].reverse(), new Date('2001-02-03T04:05:06Z'), 0o100755),
  ];
  expect(readFileSync(one).equals(readFileSync(two))).toBe(false);
  await makeCanonical(one);
  await makeCanonical(two);
  expect(readFileSync(one).equals(readFileSync(two))).toBe(true);
  const { files } = await unzipper.Open.file(one);
  expect(
    Object.fromEntries(await Promise.all(files.map(async (entry) => [entry.path, (await entry.buffer()).toString()]))),
  ).toEqual(ENTRIES);
});
