import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { inEnglish } from '../../../src/report/notice.ts';
import { adviceFor, formatOf, READABLE_EXTENSIONS } from '../../../src/report/formats.ts';
import { ROOT } from '../support/paths.ts';

interface MenuItem {
  readonly command: string;
  readonly when: string;
}

/** What the manifest's condition on a file's ending lets through. */
function menuEndings(): RegExp {
  const { contributes } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
    contributes: { menus: Record<string, MenuItem[]> };
  };
  const when =
    contributes.menus['explorer/context']?.find((item) => item.when.startsWith('!explorerResourceIsFolder'))?.when ??
    '';
  return new RegExp(/=~ \/(.*)\/i$/.exec(when)?.[1] ?? '', 'i');
}

test('the Explorer offers the analysis on every format that is read, and on no other', () => {
  const endings = menuEndings();
  for (const extension of READABLE_EXTENSIONS) expect(`.${extension}`).toMatch(endings);
  for (const other of ['.doc', '.xlsx', '.png', '.py', '.txt.bak', '.pdfx']) expect(other).not.toMatch(endings);
});

describe('a format', () => {
  test('is told by the ending, whatever its case', () => {
    expect(['a.txt', 'in/b.MD', 'c.tar.docx', 'd.PDF', 'e', 'f.doc', '.txt'].map((p) => formatOf(p))).toEqual([
      'text',
      'markdown',
      'docx',
      'pdf',
      undefined,
      undefined,
      'text',
    ]);
  });

  test('of source code is read only where that is asked for', () => {
    expect([formatOf('a.py'), formatOf('a.py', true), formatOf('a.md', true)]).toEqual([
      undefined,
      'source-code',
      'markdown',
    ]);
  });
});

test('what is not read has advice of its own, as one sentence', () => {
  expect(inEnglish(adviceFor(['a.doc', 'b.xlsx']))).toBe(
    'Save such documents as .docx or PDF, save such tables as .csv to have them analysed.',
  );
  expect(inEnglish(adviceFor(['a.png']))).toBe('Save such files as text, .docx or PDF to have them analysed.');
});
