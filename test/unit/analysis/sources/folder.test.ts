import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { listDocuments } from '../../../../src/analysis/sources/list-documents.ts';
import { folderSource } from '../../support/analysis.ts';
import { folderWith, temporaryFolder } from '../../support/temporary-folder.ts';
import { unprivileged } from '../../support/unprivileged.ts';

const pathsIn = async (folder: string) => (await listDocuments(folderSource(folder))).documents.map((d) => d.path);

describe('a folder', () => {
  test('gives its texts at every depth, in order of their paths', async () => {
    const folder = folderWith({ 'b.txt': '', 'a/c.md': '', 'a/b/deep.TXT': '', 'Z.Md': '', 'ä.txt': '' });
    expect(await pathsIn(folder)).toEqual(['Z.Md', 'a/b/deep.TXT', 'a/c.md', 'b.txt', 'ä.txt']);
  });

  test('leaves out hidden files and other programs’ bookkeeping without a word', async () => {
    const folder = folderWith({ 'a.txt': '', '.hidden.txt': '', '.git/x.txt': '', 'node_modules/p/readme.md': '', '__MACOSX/a.txt': '' });
    expect(await listDocuments(folderSource(folder))).toMatchObject({ documents: [{ path: 'a.txt' }], warnings: [] });
  });

  test('names the files it cannot read the format of, in one warning', async () => {
    const folder = folderWith({ 'a.txt': '', 'b.doc': '', 'c.xlsx': '', 'd/e.pptx': '', 'f.py': '' });
    const { warnings } = await listDocuments(folderSource(folder));
    expect(warnings).toEqual([{ code: 'unsupported-format', message: expect.stringMatching(/^4 files are of formats that are not read and were left out: b\.doc, c\.xlsx, d\/e\.pptx …\. Save such documents as \.docx or PDF, save such files as PDF, save such tables as \.csv, turn on ghostwriter\.sourceCode/) as string }]);
  });

  test.skipIf(process.platform === 'win32')('does not follow links, so that it neither leaves the folder nor runs in circles', async () => {
    const outside = folderWith({ 'secret.txt': '' });
    const folder = folderWith({ 'a.txt': '' });
    symlinkSync(path.join(outside, 'secret.txt'), path.join(folder, 'link.txt'));
    symlinkSync(outside, path.join(folder, 'elsewhere'));
    symlinkSync(folder, path.join(folder, 'circle'));
    expect(await pathsIn(folder)).toEqual(['a.txt']);
  });

  test.skipIf(process.platform === 'win32')('warns of a folder that may not be read and goes on', async () => {
    const folder = folderWith({ 'a.txt': '', 'closed/b.txt': '' });
    chmodSync(folder, 0o755);
    chmodSync(path.join(folder, 'closed'), 0);
    await unprivileged(async () => {
      const { documents, warnings } = await listDocuments(folderSource(folder));
      expect(documents.map((d) => d.path)).toEqual(['a.txt']);
      expect(warnings).toEqual([{ code: 'unreadable', message: expect.stringContaining('closed could not be read (EACCES)') as string }]);
    });
    chmodSync(path.join(folder, 'closed'), 0o755);
  });

  test('shows names that would deceive as what they are', async () => {
    const folder = folderWith({ 'exe\u202etxt.gpj.txt': '', 'tab\u200b.txt': '' });
    expect(await pathsIn(folder)).toEqual(['exe\\u{202e}txt.gpj.txt', 'tab\\u{200b}.txt']);
  });

  test.skipIf(process.platform === 'win32')('keeps two names apart that are shown alike', async () => {
    const folder = folderWith({ 'a\u200b.txt': '', 'a\\u{200b}.txt': '' });
    expect(await pathsIn(folder)).toEqual(['a\\u{200b}.txt', 'a\\u{200b}.txt (2)']);
  });

  test('is listed to any depth that the system allows', async () => {
    const folder = temporaryFolder();
    const deep = path.join(folder, ...Array.from({ length: 400 }, () => 'd'));
    mkdirSync(deep, { recursive: true });
    writeFileSync(path.join(deep, 'a.txt'), '');
    expect(await pathsIn(folder)).toEqual([`${'d/'.repeat(400)}a.txt`]);
  });

  test('without a text says what it holds instead', async () => {
    const folder = folderWith({ 'a.doc': '' });
    await expect(listDocuments(folderSource(folder))).rejects.toMatchObject({ code: 'no-documents', message: expect.stringContaining('a.doc') as string });
  });
});

describe('selected files', () => {
  const listing = async (...paths: string[]) => (await listDocuments({ kind: 'files', name: 'files', paths })).documents.map((d) => d.path);

  test('are called by their paths from the folder they share', async () => {
    const folder = folderWith({ 'in/a.txt': '', 'in/deep/b.md': '' });
    expect(await listing(path.join(folder, 'in/a.txt'), path.join(folder, 'in/deep/b.md'))).toEqual(['a.txt', 'deep/b.md']);
  });

  test('may be folders, and count once however often they are chosen', async () => {
    const folder = folderWith({ 'in/a.txt': '', 'b.txt': '' });
    expect(await listing(path.join(folder, 'in'), path.join(folder, 'in/a.txt'), path.join(folder, 'b.txt'), path.join(folder, 'b.txt'))).toEqual(['b.txt', 'in/a.txt']);
  });

  test.skipIf(process.platform === 'win32')('are followed when they are links, for they were chosen', async () => {
    const folder = folderWith({ 'real/a.txt': '', 'b.txt': '' });
    symlinkSync(path.join(folder, 'real'), path.join(folder, 'link'));
    expect(await listing(path.join(folder, 'link'), path.join(folder, 'b.txt'))).toEqual(['b.txt', 'link/a.txt']);
  });

  test('that share nothing but the root are listed', async () => {
    const folder = folderWith({ 'a.txt': '' });
    await expect(listing(path.join(folder, 'a.txt'), '/nowhere/b.txt')).rejects.toMatchObject({ code: 'source-not-found', message: expect.stringContaining('/nowhere/b.txt') as string });
  });

  test('of another format are named', async () => {
    const folder = folderWith({ 'a.txt': '', 'b.doc': '' });
    const { warnings } = await listDocuments({ kind: 'files', name: 'files', paths: [path.join(folder, 'a.txt'), path.join(folder, 'b.doc')] });
    expect(warnings).toMatchObject([{ code: 'unsupported-format', message: expect.stringContaining('b.doc') as string }]);
  });
});
