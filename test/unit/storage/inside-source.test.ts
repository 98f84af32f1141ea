import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { insidePath, insideSource, isInsidePath } from '../../../src/storage/inside-source.ts';
import { folderWith } from '../support/temporary-folder.ts';

describe('a path from outside', () => {
  test.each([
    ['absolute', '/etc/passwd'],
    ['absolute behind a dot', './/etc/passwd'],
    ['absolute behind several', '././/etc/passwd'],
    ['absolute behind a name', 'a//etc/passwd'],
    ['two slashes', '//etc/passwd'],
    ['upwards', '../a.txt'],
    ['upwards from within', 'a/../../b.txt'],
    ['upwards and back', 'a/../b.txt'],
    ['upwards at the end', 'a/..'],
    ['a dot within', 'a/./b.txt'],
    ['a backslash upwards', '..\\a.txt'],
    ['a backslash upwards within', 'a\\..\\..\\b.txt'],
    ['both slashes', './\\/etc/passwd'],
    ['a root of Windows', '\\windows\\win.ini'],
    ['a share', '\\\\server\\share\\a.txt'],
    ['a device', '\\\\?\\C:\\a.txt'],
    ['a drive', 'C:\\a.txt'],
    ['a drive with slashes', 'c:/a.txt'],
    ['a drive without a slash', 'c:a.txt'],
    ['dots and spaces, which Windows drops', '.. /a.txt'],
    ['three dots', '.../a.txt'],
    ['a NUL', 'a.txt\0.png'],
    ['a NUL after an allowed name', 'a\0/../../etc/passwd'],
    ['nothing', ''],
    ['a dot', '.'],
    ['slashes', '/'],
  ])('is refused when it is %s', (_, given) => {
    expect(insidePath(given)).toBeUndefined();
  });

  test.each([
    ['a.txt', 'a.txt'],
    ['./a.txt', 'a.txt'],
    ['././a/b.txt', 'a/b.txt'],
    ['a/', 'a'],
    ['a..b/..c.txt', 'a..b/..c.txt'],
    // Nothing decodes it: it is a name.
    ['%2e%2e/%2fetc', '%2e%2e/%2fetc'],
    ['**/*.txt', '**/*.txt'],
  ])('%j is %j', (given, form) => {
    expect(insidePath(given)).toBe(form);
  });

  test('has one form, and no other way to read it leads out', () => {
    const part = fc.constantFrom(
      '.',
      '..',
      '',
      '/',
      '\\',
      'a',
      'b.txt',
      'C:',
      '~',
      '%2e',
      '\0',
      ' ',
      '...',
      '..%2f',
      'é',
      '*',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), fc.constantFrom('/', '\\', ''), (parts, between) => {
        const form = insidePath(parts.join(between));
        if (form === undefined) return;
        expect(isInsidePath(form)).toBe(true);
        for (const system of [path.posix, path.win32]) {
          const root = system === path.posix ? '/root/in' : 'D:\\root\\in';
          // Stripped or joined in whatever way a later step may do it.
          for (const used of [form, form.replace(/^\.\//, ''), form.replaceAll('\\', '/')]) {
            const at = system.relative(root, system.join(root, used));
            expect(at === '' || (!/^\.\.([/\\]|$)/.test(at) && !system.isAbsolute(at))).toBe(true);
            expect(system.isAbsolute(used)).toBe(false);
          }
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('where a path leads', () => {
  const setting = () => {
    const folder = folderWith({
      'in/a.txt': 'a',
      'in/deep/b.txt': 'b',
      'outside.txt': 'secret',
      'inside-not/c.txt': 'c',
    });
    symlinkSync(path.join(folder, 'outside.txt'), path.join(folder, 'in', 'link.txt'));
    symlinkSync('..', path.join(folder, 'in', 'up'));
    symlinkSync('deep', path.join(folder, 'in', 'down'));
    mkdirSync(path.join(folder, 'in', '%2e%2e'));
    writeFileSync(path.join(folder, 'in', '%2e%2e', 'd.txt'), 'd');
    return folder;
  };

  test.each([
    ['a link out', 'link.txt'],
    ['through a link upwards', 'up/outside.txt'],
    ['a neighbour whose name begins alike', '../inside-not/c.txt'],
    ['what is not there', 'gone.txt'],
    ['an absolute path, though inside', '$/in/a.txt'],
  ])('is nowhere by %s', (_, given) => {
    const folder = setting();
    expect(insideSource(path.join(folder, 'in'), given.replace('$', folder))).toBeUndefined();
  });

  test('is the real place of what is inside', () => {
    const folder = setting();
    const root = path.join(folder, 'in');
    expect(insideSource(root, 'down/b.txt')).toBe(path.join(root, 'deep', 'b.txt'));
    expect(insideSource(root, '%2e%2e/d.txt')).toBe(path.join(root, '%2e%2e', 'd.txt'));
    expect(insideSource(root, path.join(root, 'a.txt'), { absolute: true })).toBe(path.join(root, 'a.txt'));
    expect(insideSource(root, '.', { absolute: true })).toBe(root);
    expect(insideSource(root, path.join(folder, 'outside.txt'), { absolute: true })).toBeUndefined();
    expect(insideSource(root, path.join(root, 'link.txt'), { absolute: true })).toBeUndefined();
  });
});
