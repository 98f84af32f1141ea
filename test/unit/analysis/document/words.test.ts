import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countWords, wordsOf } from '../../../../src/analysis/document/words.ts';

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
