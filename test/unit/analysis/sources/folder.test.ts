import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { listDocuments } from '../../../../src/analysis/sources/list-documents.ts';
import { readText } from '../../../../src/analysis/sources/read-text.ts';
import { DEFAULT_READING, type ReadingOptions } from '../../../../src/report/reading-options.ts';
import { folderSource } from '../../support/analysis.ts';
import { folderWith, temporaryFolder } from '../../support/temporary-folder.ts';
import { unprivileged } from '../../support/unprivileged.ts';
import { processorTime } from '../../support/processor-time.ts';

const pathsIn = async (folder: string) => (await listDocuments(folderSource(folder))).documents.map((d) => d.path);

describe('a folder', () => {
  test('gives its texts at every depth, in order of their paths', async () => {
    const folder = folderWith({ 'b.txt': '', 'a/c.md': '', 'a/b/deep.TXT': '', 'Z.Md': '', 'ä.txt': '' });
    expect(await pathsIn(folder)).toEqual(['Z.Md', 'a/b/deep.TXT', 'a/c.md', 'b.txt', 'ä.txt']);
  });

  test('leaves out hidden files and other programs’ bookkeeping without a word', async () => {
    const folder = folderWith({
      'a.txt': '',
      '.hidden.txt': '',
      '.git/x.txt': '',
      'node_modules/p/readme.md': '',
      '__MACOSX/a.txt': '',
    });
    expect(await listDocuments(folderSource(folder))).toMatchObject({ documents: [{ path: 'a.txt' }], warnings: [] });
  });

  test('names the files it cannot read the format of, in one warning', async () => {
    const folder = folderWith({ 'a.txt': '', 'b.doc': '', 'c.xlsx': '', 'd/e.pptx': '', 'f.py': '' });
    const { warnings } = await listDocuments(folderSource(folder));
    expect(warnings).toMatchObject([
      {
        code: 'unsupported-format',
        message: expect.stringMatching(
          /^4 files are of formats that are not read and were left out: b\.doc, c\.xlsx, d\/e\.pptx …\. Save such documents as \.docx or PDF, save such files as PDF, save such tables as \.csv, turn on ghostwriter\.sourceCode/,
        ) as string,
      },
    ]);
  });

  test.skipIf(process.platform === 'win32')('warns of a folder that may not be read and goes on', async () => {
    const folder = folderWith({ 'a.txt': '', 'closed/b.txt': '' });
    chmodSync(folder, 0o755);
    chmodSync(path.join(folder, 'closed'), 0);
    await unprivileged(async () => {
      const { documents, warnings } = await listDocuments(folderSource(folder));
      expect(documents.map((d) => d.path)).toEqual(['a.txt']);
      expect(warnings).toMatchObject([
        { code: 'unreadable', message: expect.stringContaining('closed could not be read (EACCES)') as string },
      ]);
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
    await expect(listDocuments(folderSource(folder))).rejects.toMatchObject({
      code: 'no-documents',
      message: expect.stringContaining('a.doc') as string,
    });
  });
});

describe('what is left out of a folder', () => {
  const listing = (files: Record<string, string>, options: Partial<ReadingOptions> = {}) =>
    listDocuments(folderSource(folderWith(files)), { ...DEFAULT_READING, ...options });
  const paths = async (files: Record<string, string>, options?: Partial<ReadingOptions>) =>
    (await listing(files, options)).documents.map((d) => d.path);
  const files = {
    'a.txt': '',
    'b.md': '',
    'drafts/a.txt': '',
    'class/drafts/b.txt': '',
    'class/c.txt': '',
    'class/old.bak.txt': '',
  };

  test.each([
    [['drafts'], ['a.txt', 'b.md', 'class/c.txt', 'class/old.bak.txt']],
    [['drafts/'], ['a.txt', 'b.md', 'class/c.txt', 'class/old.bak.txt']],
    [['./drafts/**'], ['a.txt', 'b.md', 'class/c.txt', 'class/drafts/b.txt', 'class/old.bak.txt']],
    [
      ['**/*.bak.txt', '*.md'],
      ['a.txt', 'class/c.txt', 'class/drafts/b.txt', 'drafts/a.txt'],
    ],
    [['class/**/*.txt'], ['a.txt', 'b.md', 'drafts/a.txt']],
    [['{drafts,*.md}'], ['a.txt', 'class/c.txt', 'class/old.bak.txt']],
  ])('by globs: %j', async (exclude, left) => {
    expect(await paths(files, { exclude })).toEqual(left);
  });

  test('by globs that it must match', async () => {
    expect(await paths(files, { include: ['*.md', 'drafts/*'] })).toEqual(['b.md', 'drafts/a.txt']);
    expect(await paths(files, { include: ['*.txt'], exclude: ['class'] })).toEqual(['a.txt', 'drafts/a.txt']);
  });

  test('a parenthesis in a glob means itself', async () => {
    expect(await paths({ 'a (1).txt': '', 'a.txt': '' }, { exclude: ['a (1).txt'] })).toEqual(['a.txt']);
  });

  test('a glob that is too long is refused, and any other takes no time worth speaking of', async () => {
    await expect(listing(files, { exclude: ['a'.repeat(1001)] })).rejects.toMatchObject({
      code: 'invalid-options',
      message: expect.stringContaining('ghostwriter.exclude') as string,
    });
    const begun = processorTime();
    await paths(
      { [`${'a'.repeat(240)}.txt`]: '' },
      { exclude: ['(a+)+b', '+(a|a)b', '*a*a*b', '*a*a*a*a*a*b', '{a,aa}'.repeat(40)] },
    );
    expect(processorTime() - begun).toBeLessThan(3_000);
  });

  test('by .gitignore, as Git reads it', async () => {
    const ignored = {
      ...files,
      '.gitignore': 'drafts/\n*.bak.txt\n!keep.bak.txt\n# a comment\n/b.md\n',
      'keep.bak.txt': '',
      'class/b.md': '',
      'class/.gitignore': 'c.txt\n!old.bak.txt\n',
    };
    expect(await paths(ignored)).toEqual(['a.txt', 'class/b.md', 'class/old.bak.txt', 'keep.bak.txt']);
  });

  test('a .gitignore above the folder does not count: what was chosen was chosen', async () => {
    const parent = folderWith({ '.gitignore': '*\n', 'essays/a.txt': '' });
    expect(await pathsIn(path.join(parent, 'essays'))).toEqual(['a.txt']);
  });

  test('a .gitignore takes no time worth speaking of, whatever its lines', async () => {
    const begun = processorTime();
    expect(
      await paths({ '.gitignore': `${'*a'.repeat(40)}\nb.txt\n`, [`${'a'.repeat(240)}.txt`]: '', 'b.txt': '' }),
    ).toEqual([`${'a'.repeat(240)}.txt`]);
    expect(processorTime() - begun).toBeLessThan(3_000);
  });

  test('whatever is beyond the limit, and it says so', async () => {
    const { documents, warnings } = await listing(
      Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`${i}.txt`, ''])),
      { limits: { ...DEFAULT_READING.limits, entries: 10 } },
    );
    expect(documents).toHaveLength(10);
    expect(warnings).toMatchObject([
      { code: 'too-many-entries', message: expect.stringContaining('ghostwriter.limits.entries') as string },
    ]);
  });
});

describe.skipIf(process.platform === 'win32')('links in a folder', () => {
  test('lead neither out of it nor in circles', async () => {
    const outside = folderWith({ 'secret.txt': '' });
    const folder = folderWith({ 'a.txt': '', 'in/b.txt': '' });
    symlinkSync(path.join(outside, 'secret.txt'), path.join(folder, 'link.txt'));
    symlinkSync(outside, path.join(folder, 'elsewhere'));
    symlinkSync('/', path.join(folder, 'root'));
    symlinkSync(folder, path.join(folder, 'circle'));
    symlinkSync('..', path.join(folder, 'in/up'));
    symlinkSync('self', path.join(folder, 'self'));
    symlinkSync('nowhere', path.join(folder, 'broken.txt'));
    expect(await pathsIn(folder)).toEqual(['a.txt', 'in/b.txt']);
    expect((await listDocuments(folderSource(folder))).warnings).toMatchObject([
      {
        code: 'link',
        message: expect.stringContaining(
          '3 links lead out of the folder and were not followed: elsewhere, link.txt, root.',
        ) as string,
      },
    ]);
  });

  test('that stay inside are followed to what is listed nowhere else', async () => {
    const folder = folderWith({ 'a.txt': 'a', '.store/b.txt': 'b', '.store/sub/c.txt': 'c' });
    symlinkSync('a.txt', path.join(folder, 'again.txt'));
    symlinkSync('.store/b.txt', path.join(folder, 'b.txt'));
    symlinkSync('.store/sub', path.join(folder, 'sub'));
    symlinkSync('.store/sub', path.join(folder, 'sub2'));
    expect(await pathsIn(folder)).toEqual(['a.txt', 'b.txt', 'sub/c.txt']);
    expect(await readText(folderSource(folder), 'sub/c.txt')).toMatchObject({ text: 'c' });
  });

  test('to a neighbour whose name begins alike are outside', async () => {
    const parent = folderWith({ 'essays/a.txt': '', 'essays-secret/b.txt': '' });
    symlinkSync('../essays-secret', path.join(parent, 'essays/link'));
    expect(await pathsIn(path.join(parent, 'essays'))).toEqual(['a.txt']);
  });

  test('may name the folder that was chosen', async () => {
    const parent = folderWith({ 'real/a.txt': '' });
    symlinkSync('real', path.join(parent, 'chosen'));
    expect(await pathsIn(path.join(parent, 'chosen'))).toEqual(['a.txt']);
  });
});

describe('selected files', () => {
  const listing = async (...paths: string[]) =>
    (await listDocuments({ kind: 'files', name: 'files', paths })).documents.map((d) => d.path);

  test('are called by their paths from the folder they share', async () => {
    const folder = folderWith({ 'in/a.txt': '', 'in/deep/b.md': '' });
    expect(await listing(path.join(folder, 'in/a.txt'), path.join(folder, 'in/deep/b.md'))).toEqual([
      'a.txt',
      'deep/b.md',
    ]);
  });

  test('may be folders, and count once however often they are chosen', async () => {
    const folder = folderWith({ 'in/a.txt': '', 'b.txt': '' });
    expect(
      await listing(
        path.join(folder, 'in'),
        path.join(folder, 'in/a.txt'),
        path.join(folder, 'b.txt'),
        path.join(folder, 'b.txt'),
      ),
    ).toEqual(['b.txt', 'in/a.txt']);
  });

  test.skipIf(process.platform === 'win32')('are followed when they are links, for they were chosen', async () => {
    const folder = folderWith({ 'real/a.txt': '', 'b.txt': '' });
    symlinkSync(path.join(folder, 'real'), path.join(folder, 'link'));
    expect(await listing(path.join(folder, 'link'), path.join(folder, 'b.txt'))).toEqual(['b.txt', 'link/a.txt']);
  });

  test('that share nothing but the root are listed', async () => {
    const folder = folderWith({ 'a.txt': '' });
    await expect(listing(path.join(folder, 'a.txt'), '/nowhere/b.txt')).rejects.toMatchObject({
      code: 'source-not-found',
      message: expect.stringContaining('/nowhere/b.txt') as string,
    });
  });

  test('of another format are named', async () => {
    const folder = folderWith({ 'a.txt': '', 'b.doc': '' });
    const { warnings } = await listDocuments({
      kind: 'files',
      name: 'files',
      paths: [path.join(folder, 'a.txt'), path.join(folder, 'b.doc')],
    });
    expect(warnings).toMatchObject([
      { code: 'unsupported-format', message: expect.stringContaining('b.doc') as string },
    ]);
  });
});
