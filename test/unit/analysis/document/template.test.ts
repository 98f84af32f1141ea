import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { comparedText } from '../../../../src/analysis/document/compared-text.ts';
import { Template, templateHashes } from '../../../../src/analysis/document/template.ts';
import { countWords } from '../../../../src/analysis/document/words.ts';
import { plainDocument, sampleTexts } from '../../support/texts.ts';

const SHEET =
  'Essay on bees\n\nExplain in your own words why bees matter to people, and give at least two examples.\nName:\n';
const template = new Template(templateHashes([SHEET]));
const left = (text: string) => comparedText(plainDocument(text), template);

describe('passages of a template', () => {
  test('are blank in what is compared, and nothing moves', () => {
    const text =
      'Essay on bees\nName: Jonas\n\nExplain in your own words why bees matter to people, and give at least two examples.\n\nI think that bees are good.';
    const { text: compared, words, ignoredWords } = left(text);
    expect(compared).toHaveLength(text.length);
    expect(compared.replace(/\s+/g, ' ')).toBe(' Name: Jonas I think that bees are good.');
    expect({ words, ignoredWords }).toEqual({ words: 27, ignoredWords: 19 });
  });

  test('are found whatever their case, quotes and line breaks, in the middle of a sentence too', () => {
    expect(
      left('We were told: EXPLAIN in your own\nwords why bees matter to people, so I do.').text.replace(/\s+/g, ' '),
    ).toBe('We were told: so I do.');
  });

  test('of a few words in a sentence are ordinary words', () => {
    const text = 'I say in your own words what bees are.';
    expect(left(text)).toEqual({ text, own: text, words: 9, ignoredWords: 0 });
  });

  test('of a document that is all template are all of it', () => {
    expect(left(SHEET)).toMatchObject({ ignoredWords: countWords(SHEET) });
    expect(left(SHEET).text.trim()).toBe('');
  });

  test('leave every other text as it is', () => {
    for (const text of sampleTexts()) expect(left(text)).toMatchObject({ text, ignoredWords: 0 });
  });

  test('are found wherever a text holds the sheet', () => {
    const around = fc.constantFrom(...sampleTexts());
    fc.assert(
      fc.property(around, around, (before, after) => {
        expect(left(`${before}\n${SHEET}\n${after}`).ignoredWords).toBe(countWords(SHEET));
      }),
      { numRuns: 20 },
    );
  });
});

test('markup is blank too, and is not counted as words', () => {
  expect(
    comparedText(
      plainDocument('**a** b', {
        markup: [
          { start: 0, end: 2 },
          { start: 3, end: 5 },
        ],
      }),
    ),
  ).toEqual({ text: '  a   b', own: '  a   b', words: 2, ignoredWords: 0 });
});
