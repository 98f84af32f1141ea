import { describe, expect, test } from 'vitest';
import { DEFAULT_READING } from '../../../../../src/report/reading-options.ts';
import { extract, problemOf } from '../../../support/extract.ts';
import { linesFrom, pdf } from '../../../support/pdf-writer.ts';

const textOf = async (...pages: Parameters<typeof pdf>[0]) => (await extract('a.pdf', pdf(pages))).text;

describe('a PDF', () => {
  test('is its lines put together to sentences', async () => {
    expect(await textOf(linesFrom(700, ['The river is wide and', 'slow, and (nearly) blue.']))).toBe('The river is wide and slow, and (nearly) blue.');
  });

  test('has paragraphs where the lines are further apart, or a line ends early', async () => {
    const apart = [...linesFrom(700, ['One line of a paragraph that is rather long', 'and another one.']), ...linesFrom(660, ['The next paragraph is also rather long and', 'goes on. Its end is short.'])];
    expect(await textOf(apart)).toBe('One line of a paragraph that is rather long and another one.\n\nThe next paragraph is also rather long and goes on. Its end is short.');
    expect(await textOf(linesFrom(700, ['One line of a paragraph that is rather long', 'ends.', 'The next line is as long as the first line']))).toMatch(/ends\.\n\nThe next/);
  });

  test('has words whole that a line end cut, and keeps the hyphens of others', async () => {
    expect(await textOf(linesFrom(700, ['Bees are import-', 'ant, as a long-', 'term study of well-', 'known long-term data says.']))).toBe('Bees are important, as a long-term study of well-known long-term data says.');
  });

  test('has no headers, footers and page numbers', async () => {
    const page = (number: number, text: string) => [{ text: `Essay on bees, page ${number}`, y: 800 }, ...linesFrom(700, [`${text} begins here and`, `goes on: ${text.toLowerCase()}.`]), { text: String(number), x: 290, y: 40 }];
    expect(await textOf(page(1, 'The first'), page(2, 'The second'), page(3, 'The third'))).toBe('The first begins here and goes on: the first.\n\nThe second begins here and goes on: the second.\n\nThe third begins here and goes on: the third.');
  });

  test('has no headers of chapters either, which come again on a few pages only', async () => {
    const pages = Array.from({ length: 12 }, (_, i) => [{ text: `Chapter ${Math.floor(i / 3)}: ${['Bees', 'Wasps', 'Ants', 'Flies'][Math.floor(i / 3)] ?? ''} ${i}`, y: 800 }, { text: `Body of the page called ${'abcdefghijkl'.charAt(i).repeat(3)}.`, y: 700 }]);
    expect(await textOf(...pages)).not.toContain('Chapter');
  });

  test('says where its pages begin, in the middle of a sentence too', async () => {
    const { text, pages } = await extract('a.pdf', pdf([linesFrom(700, ['A sentence that goes']), linesFrom(700, ['on over the page.']), linesFrom(700, ['A third page.'])]));
    expect(text).toBe('A sentence that goes on over the page.\n\nA third page.');
    expect([0, ...(pages ?? [])].map((start) => text.slice(start, start + 10))).toEqual(['A sentence', 'on over th', 'A third pa']);
  });

  test('of two columns is read one after the other', async () => {
    const left = linesFrom(700, ['The left column has', 'a few lines and goes']);
    const right = linesFrom(700, ['on in the right one.', 'Here it ends.']).map((line) => ({ ...line, x: 320 }));
    expect(await textOf([...left, ...right])).toBe('The left column has a few lines and goes on in the right one. Here it ends.');
  });

  test('without text says that it is scanned', async () => {
    expect(await problemOf('a.pdf', pdf([[], []]))).toMatchObject({ code: 'no-text-layer', message: expect.stringMatching(/^Scanned: no text layer/) as string });
  });

  test('with some pages without text is read, and says how many', async () => {
    expect(await extract('a.pdf', pdf([linesFrom(700, ['A page with text.']), []]))).toMatchObject({ text: 'A page with text.', warnings: [{ code: 'no-text-layer', message: expect.stringMatching(/^1 of 2 pages/) as string }] });
  });

  test.each([
    ['a password', pdf([linesFrom(700, ['x'])], { encrypted: true }), 'encrypted'],
    ['damage', Buffer.from('%PDF-1.4 nothing'), 'damaged'],
  ])('with %s says so', async (_, bytes, code) => {
    expect(await problemOf('a.pdf', bytes)).toMatchObject({ code });
  });

  test('of more characters than are analysed is not read to its end', async () => {
    const pages = Array.from({ length: 30 }, (_, i) => linesFrom(700, [`The ${'abcdefghijklmnopqrstuvwxyzäöüß'.charAt(i).repeat(8)} page has some words on it.`]));
    const { text, warnings } = await extract('a.pdf', pdf(pages), { limits: { ...DEFAULT_READING.limits, characters: 100 } });
    expect(text).toHaveLength(100);
    expect(warnings).toMatchObject([{ code: 'truncated' }]);
  });
});
