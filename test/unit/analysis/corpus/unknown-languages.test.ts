import { describe, expect, test } from 'vitest';
import { tfIdf } from '../../../../src/analysis/corpus/tf-idf.ts';
import { unknownToEncoder } from '../../../../src/analysis/corpus/unknown-languages.ts';
import { termCounts } from '../../../../src/analysis/document/terms.ts';

const ENGLISH =
  'The river floods the fields of the village every spring and farmers move their cattle to meadows uphill until summer.';
const GERMAN =
  'Der Fluss überschwemmt jedes Frühjahr die Felder, und Bauern treiben das Vieh auf höher gelegene Weiden.';
const unknown = (texts: readonly (readonly [string | undefined, string])[]) =>
  unknownToEncoder(
    texts.map(([language]) => language),
    tfIdf(texts.map(([, text]) => termCounts(text))),
  );
const times = (count: number, language: string, text: string) =>
  Array.from({ length: count }, (_, i) => [language, `${text} ${i}`] as const);

describe('documents that the encoder does not know', () => {
  test('are those in other languages than English; what cannot be told is taken for English', () => {
    expect(
      unknown([
        ['en', ENGLISH],
        ['de', GERMAN],
        [undefined, ENGLISH],
        ['sw', GERMAN],
      ]),
    ).toEqual([1, 3]);
  });

  test('are none in a batch in English', () => {
    expect(unknown(times(3, 'en', ENGLISH))).toEqual([]);
  });

  test('of a few words go by the batch where that is of one mind', () => {
    expect(unknown([...times(9, 'de', GERMAN), ['en', 'Timer Stopp']])).toHaveLength(10);
    expect(unknown([...times(9, 'en', ENGLISH), ['pl', 'PIN card']])).toEqual([]);
    expect(unknown([...times(2, 'en', ENGLISH), ...times(2, 'de', GERMAN), ['de', 'Wecker aus']])).toEqual([2, 3, 4]);
  });

  test('of more words are what they are, whatever the batch is', () => {
    expect(unknown([...times(9, 'en', ENGLISH), ['de', GERMAN]])).toEqual([9]);
    expect(unknown([...times(9, 'de', GERMAN), ['en', ENGLISH]])).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  });
});
