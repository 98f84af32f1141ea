import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanText, withoutLookalikes } from '../../../../src/analysis/sources/unicode.ts';

const messageOf = (text: string) => cleanText(text).warnings.map((w) => w.message).join(' ');

describe('what is analysed and shown', () => {
  test('has line feeds for line ends and composed characters', () => {
    expect(cleanText('cafe\u0301\r\nb\rc\n\r\nd')).toEqual({ text: 'café\nb\nc\n\nd', warnings: [] });
  });

  test('is the same when it is cleaned again', () => {
    const pieces = fc.constantFrom('a', 'é', 'e\u0301', '\u200b', '\u200d', '\u200e', '\u00ad', '\ufe0f', '😀', '👩', '1', '\u20e3', 'ا', 'क', '्', '\r', '\n', '\u202e', '\u{e0061}', '가', '\u1100', '\u1161');
    const texts = fc.array(pieces, { maxLength: 30 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(texts, (text) => {
        const once = cleanText(text).text;
        expect(cleanText(once)).toMatchObject({ text: once });
        expect(cleanText(once).warnings.filter((w) => w.code === 'hidden-characters')).toEqual([]);
      }),
      // A joiner that is left out, and another one behind a mark.
      { examples: [['a\u200d\u094d\u200d']] },
    );
  });
});

describe('characters that cannot be seen', () => {
  test('are left out and counted by kind', () => {
    const { text, warnings } = cleanText('The r\u200biv\u200ber is\u202e wi\u00adde.');
    expect(text).toBe('The river is wide.');
    expect(warnings).toEqual([{ code: 'hidden-characters', message: expect.stringMatching(/^4 characters .* \(2 zero-width, 1 that change the direction of writing, 1 soft hyphen\)\. Such characters/) as string }]);
  });

  test('soft hyphens alone are no reason for suspicion', () => {
    expect(messageOf('hy\u00adphen')).toBe('1 character that cannot be seen was left out (1 soft hyphen).');
  });

  test('stay where an emoji or a script needs them', () => {
    for (const text of ['👩‍👩‍👧 and ✌🏽 and ❤️ and 1️⃣', 'می‌خواهم', 'क्‍ष']) expect(cleanText(text)).toEqual({ text, warnings: [] });
  });

  test('marks of direction in Hebrew and Arabic are left out without a word', () => {
    expect(cleanText('שלום\u200f ABC\u200e')).toEqual({ text: 'שלום ABC', warnings: [] });
  });
});

describe('letters of another script that look Latin', () => {
  test('are counted and read as what they look like, in their places', () => {
    const text = 'The b\u0435\u0435s \u0430re in а garden.';
    expect(messageOf(text)).toMatch(/^3 words have letters of another script that look Latin, such as “bееs”/);
    expect(withoutLookalikes(text)).toBe('The bees are in a garden.');
    expect(cleanText(text).text).toBe(text);
  });

  test('Russian and Greek words are what they are', () => {
    for (const text of ['Мы живём в Москве и учим English.', 'The letters α and β, a μm, and the word Привет.', 'Ο Νίκος και η Άννα']) {
      expect(cleanText(text).warnings).toEqual([]);
      expect(withoutLookalikes(text)).toBe(text);
    }
  });
});

test('a text takes time in proportion to its length, however long its words', () => {
  const started = performance.now();
  for (const text of [`é${'a'.repeat(200_000)}`, `${'\u200b'.repeat(200_000)}\ufe0f`, `${'а'.repeat(200_000)} b`]) withoutLookalikes(cleanText(text).text);
  expect(performance.now() - started).toBeLessThan(3_000);
});
