import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanText, withoutLookalikes } from '../../../../src/analysis/sources/unicode.ts';
import { processorTime } from '../../support/processor-time.ts';

const messageOf = (text: string) =>
  cleanText(text)
    .warnings.map((w) => w.message)
    .join(' ');

describe('what is analysed and shown', () => {
  test('has line feeds for line ends and composed characters', () => {
    expect(cleanText('cafe\u0301\r\nb\rc\n\r\nd')).toEqual({ text: 'café\nb\nc\n\nd', warnings: [] });
  });

  test('is the same when it is cleaned again', () => {
    const pieces = fc.constantFrom(
      'a',
      'é',
      'e\u0301',
      '\u200b',
      '\u200d',
      '\u200e',
      '\u00ad',
      '\ufe0f',
      '😀',
      '👩',
      '1',
      '\u20e3',
      'ا',
      'क',
      '्',
      '\r',
      '\n',
      '\u202e',
      '\u{e0061}',
      '가',
      '\u1100',
      '\u1161',
    );
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
    expect(warnings).toMatchObject([
      {
        code: 'hidden-characters',
        message: expect.stringMatching(
          /^4 characters .* \(2 zero-width, 1 that change the direction of writing, 1 soft hyphen\)\. Such characters/,
        ) as string,
      },
    ]);
  });

  test('soft hyphens alone are no reason for suspicion', () => {
    expect(messageOf('hy\u00adphen')).toBe('1 character that cannot be seen was left out (1 soft hyphen).');
  });

  test('stay where an emoji or a script needs them', () => {
    for (const text of ['👩‍👩‍👧 and ✌🏽 and ❤️ and 1️⃣', 'می‌خواهم', 'क्‍ष'])
      expect(cleanText(text)).toEqual({ text, warnings: [] });
  });

  test('marks of direction in Hebrew and Arabic are left out without a word', () => {
    expect(cleanText('שלום\u200f ABC\u200e')).toEqual({ text: 'שלום ABC', warnings: [] });
  });
});

describe('letters of another script that look Latin', () => {
  test('are counted and read as what they look like, in their places', () => {
    const text = 'The b\u0435\u0435s \u0430re in а garden.';
    expect(messageOf(text)).toMatch(
      /^3 words have letters that only look like those that belong there, such as “bееs”/,
    );
    expect(withoutLookalikes(text)).toBe('The bees are in a garden.');
    expect(cleanText(text).text).toBe(text);
  });

  test('Russian and Greek words are what they are', () => {
    for (const text of [
      'Мы живём в Москве и учим English.',
      'The letters α and β, a μm, and the word Привет.',
      'Ο Νίκος και η Άννα',
    ]) {
      expect(cleanText(text).warnings).toEqual([]);
      expect(withoutLookalikes(text)).toBe(text);
    }
  });
});

describe('letters of Latin script that look like others', () => {
  const source =
    'The boats lie on their sides in the mud, and it is said that the moon owns the rest of it for the time that it has.';
  const disguised = (from: string, to: string) => source.replaceAll(from, to);

  test.each([
    ['alpha', 'a', 'ɑ'],
    ['dotless i', 'i', 'ı'],
    ['small capitals', 'o', 'ᴏ'],
    ['Armenian', 'o', 'օ'],
    ['Greek small letters', 'o', 'ο'],
    ['Cyrillic', 'e', 'е'],
    ['palochka', 'l', 'ӏ'],
    ['dots below', 'e', 'ẹ'],
    ['dots below that are marks', 'e', 'e\u0323'],
  ])('are read as what they look like, and said: %s', (_, from, to) => {
    const { text, warnings } = cleanText(disguised(from, to));
    expect(warnings).toMatchObject([{ code: 'lookalike-letters' }]);
    expect(withoutLookalikes(text)).toBe(source);
  });

  test('are marks on letters that have no composed form', () => {
    expect(cleanText(disguised('t', 't\u0330'))).toMatchObject({
      text: source,
      warnings: [{ code: 'lookalike-letters', message: expect.stringMatching(/^\d+ marks on letters/) as string }],
    });
  });

  test('are capital I in place of l, where there are several', () => {
    const text =
      'The boats will all lie still, and all that is told of the whole hill is little: it is said that the well is full.'.replace(
        /(?<=[a-z])l/g,
        'I',
      );
    expect(cleanText(text).warnings).toMatchObject([{ code: 'lookalike-letters' }]);
    expect(withoutLookalikes(text)).toContain('of the whole hill');
    expect(cleanText('The MacIntosh of the house is in the room, and it is for all that they want.').warnings).toEqual(
      [],
    );
  });

  test('are mathematical and wide letters', () => {
    const styled = source.replace(/[a-z]/g, (letter) => String.fromCodePoint(0x1d41a + letter.charCodeAt(0) - 97));
    expect(cleanText(styled).warnings).toMatchObject([{ code: 'lookalike-letters' }]);
  });

  test.each([
    [
      'Turkish',
      'Kıyıdaki kayıklar günde iki kez çamura oturur ve balıkçılar ayın çektiği suyu bekler, çünkü zamanın yarısı onundur.',
    ],
    [
      'Vietnamese',
      'Cảng biển cạn nước hai lần một ngày, và những chiếc thuyền nằm nghiêng trên bùn như những con chó mệt mỏi.',
    ],
    ['Yoruba', 'Ọkọ̀ ojú omi máa ń dùbúlẹ̀ lórí ẹrẹ̀ lẹ́ẹ̀mejì lójúmọ́.'],
    ['Armenian', 'Նավահանգիստը օրը երկու անգամ դատարկվում է, և նավակները պառկում են։'],
    ['Greek', 'Το λιμάνι αδειάζει δύο φορές την ημέρα και οι βάρκες ξαπλώνουν στη λάσπη.'],
    ['Polish and German', 'Łódki leżą w błocie, a księżyc rządzi resztą. Größe, Öl und Straße.'],
    [
      'French',
      'Le port se vide deux fois par jour, et les bateaux se couchent dans la vase où ils sont; naïve, cœur, ça.',
    ],
  ])('are none in %s', (_, text) => {
    expect(cleanText(text).warnings).toEqual([]);
    expect(withoutLookalikes(text.normalize('NFC'))).toBe(text.normalize('NFC'));
  });
});

test('a text takes time in proportion to its length, however long its words', () => {
  const started = processorTime();
  for (const text of [`é${'a'.repeat(200_000)}`, `${'\u200b'.repeat(200_000)}\ufe0f`, `${'а'.repeat(200_000)} b`])
    withoutLookalikes(cleanText(text).text);
  expect(processorTime() - started).toBeLessThan(3_000);
});

test('thin spaces and hard ones in place of ordinary ones are said, where they are many', () => {
  const words = 'the moon pulls at the sea and the sea climbs up the wall of the harbour twice a day all year'.split(
    ' ',
  );
  const codes = (blank: (i: number) => string) =>
    cleanText(words.map((word, i) => word + blank(i)).join('')).warnings.map(({ code }) => code);
  expect(codes(() => '\u2009')).toEqual(['hidden-characters']);
  expect(codes((i) => (i % 2 === 0 ? '\u00a0' : ' '))).toEqual(['hidden-characters']);
  expect(codes((i) => (i % 9 === 0 ? '\u00a0' : ' '))).toEqual([]);
});
