import { describe, expect, test } from 'vitest';
import { TERM_END, termCounts } from '../../../../src/analysis/document/terms.ts';

const counted = (text: string) => {
  const { terms, counts } = termCounts(text);
  return Object.fromEntries(terms.split(TERM_END).map((term, i) => [term, counts[i]]));
};

describe('the terms of a text', () => {
  test('are its words in lower case, counted, in order of their first place', () => {
    const { terms, counts } = termCounts('Bees visit flowers. BEES like Flowers; bees sting.');
    expect(terms.split(TERM_END)).toEqual(['bees', 'visit', 'flowers', 'sting']);
    expect([...counts]).toEqual([3, 1, 2, 1]);
  });

  test('leave out what carries grammar, single letters and bare numbers', () => {
    expect(counted('The 42 bees were not in a hive with x because it doesn’t matter, we’ll see and can’t say')).toEqual(
      { bees: 1, hive: 1, matter: 1 },
    );
  });

  test('do not tell apart how an apostrophe or a ligature is written', () => {
    expect(counted("O'Neil O’Neil's ﬂower flower")).toEqual({ "o'neil": 2, flower: 2 });
  });

  test('may be of any script', () => {
    expect(counted('Привет мир 日本語')).toEqual({ привет: 1, мир: 1, 日本語: 1 });
  });
});

describe('a text of nothing else has what stands between its white space for terms, so that it is like its copies', () => {
  test.each([
    ['12 34\n12', { '12': 2, '34': 1 }],
    ['😀 🎉😀', { '😀': 1, '🎉😀': 1 }],
    ['to be or not to be', { to: 2, be: 2, or: 1, not: 1 }],
    ['', {}],
  ])('%j', (text, expected) => {
    expect(counted(text)).toEqual(expected);
  });
});
