import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Aligner } from '../../../../src/analysis/corpus/alignment.ts';
import { SHINGLE } from '../../../../src/analysis/corpus/fingerprints.ts';
import { wordSequence } from '../../../../src/analysis/document/word-sequence.ts';
import { repetitiveText, wordText } from '../../support/word-texts.ts';

const aligner = new Aligner();
const hashes = (words: readonly string[]) => wordSequence(words.join(' ')).hashes;
const tiles = (a: readonly string[], b: readonly string[]) => aligner.tiles(hashes(a), hashes(b));
const texts = fc.oneof(wordText(0, 60), repetitiveText(60));

describe('the tiles of two texts', () => {
  test('hold the same words in both, and no word twice', () => {
    fc.assert(
      fc.property(texts, texts, (a, b) => {
        const found = tiles(a, b);
        for (const { a: i, b: j, length } of found) expect(a.slice(i, i + length)).toEqual(b.slice(j, j + length));
        for (const side of ['a', 'b'] as const) {
          const words = found.flatMap((t) => Array.from({ length: t.length }, (_, k) => t[side] + k));
          expect(new Set(words).size).toBe(words.length);
        }
        expect(found.every((t) => t.length >= SHINGLE)).toBe(true);
      }),
    );
  });

  test('begin with the longest run that both share', () => {
    const longest = (a: readonly string[], b: readonly string[]) => {
      let most = 0;
      for (let i = 0; i < a.length; i++)
        for (let j = 0; j < b.length; j++) {
          let n = 0;
          while (i + n < a.length && j + n < b.length && a[i + n] === b[j + n]) n++;
          most = Math.max(most, n);
        }
      return most < SHINGLE ? 0 : most;
    };
    fc.assert(
      fc.property(texts, texts, (a, b) => {
        expect(tiles(a, b)[0]?.length ?? 0).toBe(longest(a, b));
      }),
    );
  });

  test('cover any passage that was copied', () => {
    fc.assert(
      fc.property(wordText(0, 40), wordText(0, 40), wordText(SHINGLE, 30), (own, other, passage) => {
        expect(tiles([...own, ...passage], [...passage, ...other]).some((t) => t.length >= passage.length)).toBe(true);
      }),
    );
  });
});

test('texts that repeat one thing without end are aligned in time that grows with their length alone', () => {
  const a = Array.from({ length: 20_000 }, (_, i) => ['one', 'two', 'three'][i % 3]!);
  const found = tiles(a, a.slice(7));
  expect(found[0]!.length).toBe(a.length - 7);
});
