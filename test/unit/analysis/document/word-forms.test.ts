import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hash32 } from '../../../../src/analysis/hash.ts';
import { termOf } from '../../../../src/analysis/document/stopwords.ts';
import { foldedWordForms, wordForms } from '../../../../src/analysis/document/word-forms.ts';
import { wordsOf } from '../../../../src/analysis/document/words.ts';

const TEXT = fc.string({
  unit: fc.constantFrom(...Array.from("aBsS é\u0130ΣσςА’'-. 0²①ﬁ𝔄𐐀\u0301語Ⅳª")),
  maxLength: 30,
});

test('the forms of words say the same of a word wherever it stands', () => {
  const [dogs, dog, again] = wordForms('Dogs dog DOGS');
  expect(dogs).toEqual(again);
  expect(dogs!.singular).toBe(dog!.singular);
  expect(dogs!.lower).not.toBe(dog!.lower);
  expect(wordForms('the Cat’s')[0]!.term).toBe('');
  expect(wordForms('the Cat’s')[1]).toMatchObject({ text: "cat's", term: 'cat' });
});

test('folded, they are those of the words of the folded text', () => {
  fc.assert(
    fc.property(TEXT, (text) => {
      const words = wordsOf(text.normalize('NFKC').toLowerCase());
      expect(foldedWordForms(text).map(({ term, lower }) => ({ term, lower }))).toEqual(
        words.map((word) => ({ term: termOf(word), lower: hash32(word.replaceAll('’', "'")) })),
      );
    }),
    { numRuns: 2000 },
  );
});
