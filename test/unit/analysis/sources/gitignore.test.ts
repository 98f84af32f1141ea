import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import ignore from 'ignore';
import { describe, expect, test } from 'vitest';
import { GitIgnore } from '../../../../src/analysis/sources/gitignore.ts';
import { ruleOf } from '../../../../src/analysis/sources/gitignore-line.ts';
import { folderWith } from '../../support/temporary-folder.ts';
import { processorTime } from '../../support/processor-time.ts';

async function listed(lists: Record<string, string>): Promise<GitIgnore> {
  const root = folderWith({});
  for (const [folder, text] of Object.entries(lists)) {
    mkdirSync(path.join(root, folder), { recursive: true });
    writeFileSync(path.join(root, folder, '.gitignore'), text);
  }
  const found = new GitIgnore(root);
  for (const folder of Object.keys(lists).sort()) await found.enter(folder);
  return found;
}

const name = fc
  .array(fc.constantFrom('a', 'b', 'aa', 'A', '.txt', '-', ' x', '[', ']', '!', '#', 'é', '1', '\\'), {
    minLength: 1,
    maxLength: 4,
  })
  .map((parts) => parts.join(''));
const aPath = fc
  .tuple(fc.array(name, { minLength: 1, maxLength: 4 }), fc.boolean())
  .map(([names, isFolder]) => names.join('/') + (isFolder ? '/' : ''));
const piece = fc.constantFrom(
  'a',
  'b',
  'aa',
  '*',
  '**',
  '?',
  '/',
  '**/',
  '/**',
  '[ab]',
  '[!a]',
  '[^a]',
  '[a-c]',
  '[]a]',
  '[[:alpha:]]',
  '[[:digit:]-]',
  '[a/]',
  '[\\]]',
  '.txt',
  '!',
  '#',
  '\\!',
  '\\#',
  '\\*',
  '\\ ',
  ' ',
  '(',
  '+',
  '$',
  'é',
  '-',
);
const line = fc.array(piece, { minLength: 1, maxLength: 5 }).map((parts) => parts.join(''));

describe('lines of a .gitignore', () => {
  test('mean what the library ignore says they mean', async () => {
    let ignored = 0;
    const root = folderWith({});
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { minLength: 1, maxLength: 4 }),
        fc.array(aPath, { minLength: 1, maxLength: 6 }),
        async (lines, paths) => {
          writeFileSync(path.join(root, '.gitignore'), lines.join('\n'));
          const ours = new GitIgnore(root);
          await ours.enter('');
          const theirs = ignore({ allowRelativePaths: true }).add(lines);
          for (const at of paths) {
            const expected = theirs.ignores(at);
            if (expected) ignored++;
            expect({ lines, at, ignored: ours.ignores(at) }).toEqual({ lines, at, ignored: expected });
          }
        },
      ),
      { numRuns: 4000 },
    );
    expect(ignored).toBeGreaterThan(1000);
  });

  test('of a deeper list have the last word, but not below a folder that is ignored', async () => {
    const lists = await listed({ '': '*.txt\nout/\n', in: '!a.txt\n', out: '!a.txt\n' });
    expect(
      ['a.txt', 'in/a.txt', 'in/b.txt', 'out/a.txt', 'in/deep/a.txt', 'in/deep/'].map((at) => lists.ignores(at)),
    ).toEqual([true, false, true, true, false, false]);
  });

  test.each([
    ['stars', `${'*a'.repeat(100)}b`, 'a'.repeat(255)],
    ['stars in several folders', `${'*a*a*a/'.repeat(12)}b`, `${'a'.repeat(250)}/`.repeat(12).slice(0, -1)],
    ['folders of any depth', `${'**/a/'.repeat(11)}b`, 'a/'.repeat(60).slice(0, -1)],
    [
      'folders of any depth on a path as long as systems allow',
      `${'**/a/'.repeat(40)}b`,
      'a/'.repeat(2000).slice(0, -1),
    ],
    ['classes', '[a-z]*'.repeat(100), `${'a'.repeat(255)}1`],
    ['brackets that never end', '['.repeat(900), '['.repeat(255)],
    ['backslashes', '\\'.repeat(999), '\\'.repeat(255)],
  ])('of %s take no time worth speaking of', (_, text, at) => {
    const begun = processorTime();
    for (let i = 0; i < 10; i++) ruleOf(text)?.matches(at);
    expect(processorTime() - begun).toBeLessThan(3_000);
  });

  test('never fail', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 30 }),
        fc.string({ unit: 'binary', maxLength: 30 }),
        (text, at) => ['boolean', 'undefined'].includes(typeof ruleOf(text)?.matches(at)),
      ),
      { numRuns: 3000 },
    );
  });

  test('and lists that are passed over are told', async () => {
    const lists = await listed({ '': `${'a'.repeat(1001)}\nb.txt\n`, in: '# long\n'.repeat(10_000) });
    expect(lists.ignores('b.txt')).toBe(true);
    expect(lists.problems).toMatchObject([
      {
        code: 'too-large',
        message: expect.stringContaining('.gitignore has lines of more than 1000 characters (1)') as string,
      },
      { code: 'too-large', message: expect.stringContaining('in/.gitignore is larger than 64 KB') as string },
    ]);
  });
});
