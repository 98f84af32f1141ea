import { expect, test } from 'vitest';
import { wordSequence } from '../../../../src/analysis/document/word-sequence.ts';
import { oddStrings } from '../../support/texts.ts';

const words = (text: string) => Array.from(wordSequence(text).hashes);

test('knows where each word stands', () => {
  const text = 'Bees — 1990s,\n“don’t”!';
  const { starts, lengths } = wordSequence(text);
  expect(Array.from(starts, (start, i) => text.slice(start, start + lengths[i]!))).toEqual(['Bees', '1990s', 'don’t']);
});

test('takes no note of case, apostrophes, compatibility forms and simple endings', () => {
  expect(words('The Bees’ Stories don’t ﬁt the teacher’s lines')).toEqual(
    words("the bee story don't fit the teacher line"),
  );
});

test.each([
  ['Arabic with and without its vowels', 'ذَهَبَ الوَلَدُ إِلَى السُّوقِ', 'ذهب الولد إلى السوق'],
  ['Arabic that is stretched', 'العـــربية لغـة', 'العربية لغة'],
  ['Hebrew with and without its points', 'שָׁלוֹם לָעוֹלָם', 'שלום לעולם'],
])('takes no note of signs that some leave out: %s', (_, withSigns, without) => {
  expect(words(withSigns)).toEqual(words(without));
  expect(words('قرآن سأل')).not.toEqual(words('قران سال'));
});

test.each(['gas', 'class', 'corpus'])('takes %s for no plural', (word) => {
  expect(words(word)).not.toEqual(words(word.slice(0, -1)));
});

test('tells texts of the very same words from those with other endings', () => {
  expect(wordSequence('One bee, two HIVES.').exact).toBe(wordSequence('one bee two hives').exact);
  expect(wordSequence('one bee two hives').exact).not.toBe(wordSequence('one bees two hives').exact);
});

test('a text without words has what stands between white space', () => {
  expect(words('😀😀 🎉')).toHaveLength(2);
  expect(words(' \n ')).toEqual([]);
});

test('of odd text gives places inside it, in order', () => {
  for (const text of oddStrings(300)) {
    const { starts, lengths, hashes } = wordSequence(text);
    let before = 0;
    for (const [i, start] of starts.entries()) {
      expect(start).toBeGreaterThanOrEqual(before);
      before = start + lengths[i]!;
    }
    expect(before).toBeLessThanOrEqual(text.length);
    expect(hashes).toHaveLength(starts.length);
  }
});
