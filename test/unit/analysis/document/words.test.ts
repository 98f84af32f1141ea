import fc from 'fast-check';
import { expect, test } from 'vitest';
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
  ['😀 ★ — …', []],
  ['', []],
])('the words of %j', (text, expected) => {
  expect(wordsOf(text)).toEqual(expected);
});

test('are counted without being gathered', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => countWords(text) === wordsOf(text).length));
});

test('are as many in any letter case', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme-ascii' }), (text) => countWords(text.toUpperCase()) === countWords(text.toLowerCase())));
});

/** Letters of several scripts and of two code units, marks, digits, joiners, halves of pairs. */
const ODD = fc.string({ unit: fc.constantFrom(...Array.from("aBé\u0130Σς’'-–.\n 0²①𝔄𐐀😀\u0301\u200d語한\ud800\udc00Ⅳ")), maxLength: 40 });

test('are those of the regular expression of what a word is', () => {
  const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:['’-][\p{L}\p{N}][\p{L}\p{M}\p{N}]*)*/gu;
  fc.assert(
    fc.property(fc.oneof(ODD, fc.string({ unit: 'binary' })), (text) => {
      const { starts, ends } = wordPlaces(text);
      expect(Array.from(starts, (start, i) => [start, ends[i]])).toEqual(Array.from(text.matchAll(WORD), (m) => [m.index, m.index + m[0].length]));
    }),
    { numRuns: 2000 },
  );
});

test('of spans are counted as if each stood alone', () => {
  const cuts = fc.array(fc.nat(60), { maxLength: 8 }).map((places) => [...new Set(places)].sort((a, b) => a - b));
  fc.assert(
    fc.property(ODD, cuts, (text, places) => {
      const spans = places.slice(1).map((end, i) => ({ start: Math.min(places[i]!, text.length), end: Math.min(end, text.length) }));
      expect(countWordsIn(text, spans)).toEqual(spans.map(({ start, end }) => countWords(text.slice(start, end))));
    }),
    { numRuns: 2000 },
  );
});
