import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldedText, wordingCosine, wordingOf, wordingProducts } from '../../../../src/analysis/samples/wording.ts';

const TEXT = 'The council met on Monday; nobody had read "the plan" - and it showed. We didn\'t vote.';

describe('what marks a source rather than a writer does not count', () => {
  test.each([
    ['letter case', TEXT.toUpperCase()],
    ['kinds of quotation marks', TEXT.replace('"the', '“the').replace('plan"', 'plan”').replace("didn't", 'didn’t')],
    ['kinds of dashes', TEXT.replace(' - ', '—')],
    ['a dash of two', TEXT.replace(' - ', ' -- ')],
    ['line breaks', TEXT.replaceAll(' ', '\n\n')],
    ['marks of emphasis', TEXT.replace('Monday', '**Monday**').replace('plan', '_plan_')],
    ['marks of lists', `- ${TEXT}`],
    ['numbers of lists', `1. ${TEXT}`],
    ['contractions that were split', TEXT.replace("didn't", "did n't")],
    ['spaces before marks', TEXT.replace(';', ' ;').replace('vote.', 'vote .')],
  ])('%s', (_, other) => {
    expect(foldedText(other)).toBe(foldedText(TEXT));
  });

  test('but words and marks do', () => {
    expect(foldedText(TEXT.replace(';', ','))).not.toBe(foldedText(TEXT));
    expect(wordingCosine(wordingOf(TEXT), wordingOf(TEXT.replace('council', 'board')))).toBeLessThan(0.99);
  });
});

test('a wording is like itself by 1, and the likeness is symmetric and between 0 and 1', () => {
  fc.assert(
    fc.property(fc.lorem({ maxCount: 60 }), fc.lorem({ maxCount: 60 }), (a, b) => {
      const [wa, wb] = [wordingOf(a), wordingOf(b)];
      expect(wordingCosine(wa, wa)).toBeCloseTo(1, 4);
      expect(wordingCosine(wa, wb)).toBeCloseTo(wordingCosine(wb, wa), 6);
      expect(wordingCosine(wa, wb)).toBeGreaterThanOrEqual(0);
      expect(wordingCosine(wa, wb)).toBeLessThanOrEqual(1.0001);
    }),
    { numRuns: 50 },
  );
});

test('nothing is left over from one text to the next', () => {
  const alone = wordingOf('one small text');
  wordingOf(TEXT);
  wordingProducts(wordingOf(TEXT), [alone]);
  expect(wordingOf('one small text')).toEqual(alone);
});

test('a text without words has a wording of length 0', () => {
  expect(wordingOf('').buckets).toHaveLength(0);
  expect(wordingCosine(wordingOf('   '), wordingOf(TEXT))).toBe(0);
});
