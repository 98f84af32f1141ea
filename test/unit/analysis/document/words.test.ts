import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countWords, countWordsIn, wordPlaces, wordsOf } from '../../../../src/analysis/document/words.ts';

test.each([
  ['The cat sat.', ['The', 'cat', 'sat']],
  ["don't won’t O'Neil", ["don't", 'won’t', "O'Neil"]],
  ['a well-known co-author — twice', ['a', 'well-known', 'co-author', 'twice']],
  ['in the 1990s, 3.5 %', ['in', 'the', '1990s', '3', '5']],
  ["'quoted' rock'n'roll -dash- ", ['quoted', "rock'n'roll", 'dash']],
  ['cafe\u0301 naïve', ['cafe\u0301', 'naïve']],
  ['Привет мир', ['Привет', 'мир']],
  ['مرحبا بالعالم', ['مرحبا', 'بالعالم']],
  ['天气很好，我们去公园。', ['天气', '很好', '我们', '去', '公园']],
  ['港は一日に二度', ['港', 'は', '一日', 'に', '二度']],
  ['ภาษาไทยเป็นภาษา', ['ภาษา', 'ไทย', 'เป็น', 'ภาษา']],
  ['ភាសាខ្មែរគឺជាភាសា', ['ភាសាខ្មែរ', 'គឺជា', 'ភាសា']],
  ['2011年のAI技术', ['2011', '年', 'の', 'AI', '技术']],
  ['한국어는 띄어쓰기가 있다', ['한국어는', '띄어쓰기가', '있다']],
  ['😀 ★ — …', []],
  ['', []],
])('the words of %j', (text, expected) => {
  expect(wordsOf(text)).toEqual(expected);
});

test('are counted without being gathered', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => countWords(text) === wordsOf(text).length));
});

test('are as many in any letter case', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme-ascii' }),
      (text) => countWords(text.toUpperCase()) === countWords(text.toLowerCase()),
    ),
  );
});

/** Letters of several scripts and of two code units, marks, digits, joiners, halves of pairs. */
const ODD = fc.string({
  unit: fc.constantFrom(...Array.from("aBé\u0130Σς’'-–.\n 0²①𝔄𐐀😀\u0301\u200d語한\ud800\udc00Ⅳ")),
  maxLength: 40,
});

const UNSPACED = /[\p{sc=Han}\p{scx=Hira}\p{scx=Kana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmr}\p{sc=Mymr}]/u;

test('are those of the regular expression of what a word is, in scripts with blanks', () => {
  const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:['’-][\p{L}\p{N}][\p{L}\p{M}\p{N}]*)*/gu;
  fc.assert(
    fc.property(fc.oneof(ODD, fc.string({ unit: 'binary' })), (text) => {
      fc.pre(!UNSPACED.test(text));
      const { starts, ends } = wordPlaces(text);
      expect(Array.from(starts, (start, i) => [start, ends[i]])).toEqual(
        Array.from(text.matchAll(WORD), (m) => [m.index, m.index + m[0].length]),
      );
    }),
    { numRuns: 2000 },
  );
});

test('of spans are counted as if each stood alone', () => {
  const cuts = fc.array(fc.nat(60), { maxLength: 8 }).map((places) => [...new Set(places)].sort((a, b) => a - b));
  fc.assert(
    fc.property(ODD, cuts, (text, places) => {
      const spans = places
        .slice(1)
        .map((end, i) => ({ start: Math.min(places[i]!, text.length), end: Math.min(end, text.length) }));
      expect(countWordsIn(text, spans)).toEqual(spans.map(({ start, end }) => countWords(text.slice(start, end))));
    }),
    { numRuns: 2000 },
  );
});

describe('of scripts without blanks', () => {
  const chinese =
    '洛恩的港口每天退潮两次，每天两次船只像疲倦的狗一样侧躺在泥里。我的祖父常说，渔夫只拥有自己一半的时间，另一半属于月亮。';

  test('are the same wherever lines end, and lie where they stand', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.nat(chinese.length - 1), { maxLength: 12 }),
        fc.constantFrom('\n', ' ', ' \n', '\u3000'),
        (places, end) => {
          const wrapped = Array.from(chinese, (letter, i) => (places.includes(i) ? letter + end : letter)).join('');
          expect(wordsOf(wrapped)).toEqual(wordsOf(chinese));
          const { starts, ends } = wordPlaces(wrapped);
          expect(Array.from(starts, (start, i) => wrapped.slice(start, ends[i]).replace(/\s/g, ''))).toEqual(
            wordsOf(chinese),
          );
        },
      ),
    );
  });

  test('do not go on behind a blank line', () => {
    expect(wordsOf('人工\n智能')).toEqual(wordsOf('人工智能'));
    expect(wordsOf('港\n\n口')).toEqual(['港', '口']);
  });

  test('hold all letters of the text once, in order, however long it is', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...Array.from('语天气很のカーไทยខ្មែရလာ々𠀀a1 \n')), maxLength: 1500 }),
        (text) => {
          const { starts, ends } = wordPlaces(text);
          expect([...starts].every((start, i) => start < ends[i]! && (i === 0 || start >= ends[i - 1]!))).toBe(true);
          const letters = (t: string) => t.replace(/[^\p{L}\p{N}]/gu, '');
          expect(letters(wordsOf(text).join(''))).toBe(letters(text));
        },
      ),
    );
  });
});
