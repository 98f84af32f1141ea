// Words that go through the programs that people write with are the words that are read: pandoc and LibreOffice, where they are installed. Run by `npm run test:readers`.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { comparedText } from '../../src/analysis/document/compared-text.ts';
import { wordPlaces } from '../../src/analysis/document/words.ts';
import { extract } from '../unit/support/extract.ts';

const out = mkdtempSync(path.join(tmpdir(), 'ghostwriter-written-'));
afterAll(() => rmSync(out, { recursive: true, force: true }));

const installed = (command: string) => {
  const isThere = spawnSync(command, ['--version'], { stdio: 'ignore' }).status === 0;
  if (!isThere) console.warn(`${command} is not installed: files that it writes are not tried.`);
  return isThere;
};
const hasPandoc = installed('pandoc');
const hasOffice = installed('soffice');

/** A text with what writers do in different ways: lists, emphasis inside of words, a table, a quotation, a footnote, marks, other scripts. */
const SOURCE = `# The harbour of Lorne

It *empties* twice a day, and un**believ**ably fast; the boats' keels lie in the mud -- "like dogs", my naïve co-author said.[^n]

- one boat, 12.5 metres long
- another, of the Größe of a house

> The moon owns the rest of it, and nobody else does. So it is.

| name | age |
|------|-----|
| Ada  | 36  |
| Ben  | 41  |

Гавань пустеет дважды в день. Το λιμάνι αδειάζει. ميناء لورن يفرغ مرتين في اليوم لا أكثر. הנמל מתרוקן פעמיים ביום.

[^n]: In a letter of 1990.
`;

const WORDS = wordsOf(
  `The harbour of Lorne It empties twice a day and unbelievably fast the boats' keels lie in the mud like dogs my naïve co-author said one boat 12.5 metres long another of the Größe of a house The moon owns the rest of it and nobody else does So it is name age Ada 36 Ben 41 Гавань пустеет дважды в день Το λιμάνι αδειάζει ميناء لورن يفرغ مرتين في اليوم لا أكثر הנמל מתרוקן פעמיים ביום In a letter of 1990`,
);

function wordsOf(text: string): string[] {
  const { starts, ends } = wordPlaces(text);
  return Array.from(starts, (start, i) => text.slice(start, ends[i]).replaceAll('’', "'"));
}

/** The words that count in a file, in any order: where notes stand differs; without the numbers of notes. */
async function wordsIn(file: string): Promise<string[]> {
  return wordsOf(comparedText(await extract(path.basename(file), readFileSync(file))).text).sort();
}

const wanted = (without: readonly string[] = []) => WORDS.filter((word) => !without.includes(word)).sort();

beforeAll(() => {
  mkdirSync(out, { recursive: true });
  writeFileSync(path.join(out, 'source.md'), SOURCE);
});

const pandoc = (ending: string) => {
  const file = path.join(out, `pandoc.${ending}`);
  execFileSync('pandoc', ['-s', '--metadata', 'pagetitle=x', path.join(out, 'source.md'), '-o', file]);
  return file;
};

const office = (from: string, ending: string) => {
  const folder = path.join(out, `office-${ending}`);
  execFileSync(
    'soffice',
    [
      `-env:UserInstallation=${pathToFileURL(path.join(out, 'profile')).href}`,
      '--headless',
      '--convert-to',
      ending,
      '--outdir',
      folder,
      from,
    ],
    { stdio: 'ignore' },
  );
  return path.join(folder, `${path.basename(from, path.extname(from))}.${ending}`);
};

/** Numbers of notes, and signs of links back to their places, are words on a page. */
const withoutNumbers = (words: readonly string[]) => words.filter((word) => word !== '1');

describe.skipIf(!hasPandoc)('what pandoc writes', () => {
  test.each(['docx', 'odt', 'epub', 'html', 'rtf'])('as .%s is read word for word', async (ending) => {
    expect(withoutNumbers(await wordsIn(pandoc(ending)))).toEqual(wanted());
  });

  test('as .tex is read but for its table, which counts for no prose, and a word that a command cuts', async () => {
    expect(await wordsIn(pandoc('tex'))).toEqual(
      [...wanted(['name', 'age', 'Ada', '36', 'Ben', '41', 'unbelievably']), 'un', 'believ', 'ably'].sort(),
    );
  });
});

describe.skipIf(!hasPandoc || !hasOffice)('what LibreOffice writes', () => {
  test.each(['odt', 'rtf', 'docx', 'html', 'pdf'])('as .%s is read word for word', async (ending) => {
    // Word for Word documents are written by way of another format, so that they are LibreOffice's own.
    const from = ending === 'docx' ? pandoc('odt') : pandoc('docx');
    expect(withoutNumbers(await wordsIn(office(from, ending)))).toEqual(wanted());
  });
});
