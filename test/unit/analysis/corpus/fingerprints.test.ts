import fc from 'fast-check';
import { expect, test } from 'vitest';
import { GUARANTEED_WORDS, SHINGLE, shingleHashes, winnow } from '../../../../src/analysis/corpus/fingerprints.ts';
import { wordSequence } from '../../../../src/analysis/document/word-sequence.ts';
import { repetitiveText, wordText } from '../../support/word-texts.ts';

const hashes = (words: readonly string[]) => wordSequence(words.join(' ')).hashes;
function fingerprints(words: readonly string[]): Set<number> {
  const found = new Set<number>();
  const shingles = shingleHashes(hashes(words));
  winnow(shingles, shingles.length, (f) => found.add(f));
  return found;
}

test('texts that share a passage of the guaranteed length share a fingerprint, whatever stands around it', () => {
  fc.assert(
    fc.property(
      wordText(0, 30),
      wordText(0, 30),
      wordText(0, 30),
      wordText(0, 30),
      fc.oneof(
        wordText(GUARANTEED_WORDS, 12),
        repetitiveText(12).filter((p) => p.length >= GUARANTEED_WORDS),
      ),
      (before, after, otherBefore, otherAfter, passage) => {
        const other = fingerprints([...otherBefore, ...passage, ...otherAfter]);
        expect([...fingerprints([...before, ...passage, ...after])].some((f) => other.has(f))).toBe(true);
      },
    ),
  );
});

test('the rolling hash of a shingle is that of the shingle alone', () => {
  fc.assert(
    fc.property(wordText(SHINGLE, 40), fc.nat(), (words, at) => {
      const i = at % (words.length - SHINGLE + 1);
      expect(shingleHashes(hashes(words))[i]).toBe(shingleHashes(hashes(words.slice(i, i + SHINGLE)))[0]);
    }),
  );
});

test('keeps some two fifths of the shingles of a text', () => {
  const [words] = fc.sample(wordText(3000, 3000), { numRuns: 1, seed: 1 });
  const share = fingerprints(words!).size / words!.length;
  expect(share).toBeGreaterThan(0.35);
  expect(share).toBeLessThan(0.45);
});

test('a text of fewer words than a shingle has none', () => {
  expect(fingerprints(['a', 'b', 'c'])).toEqual(new Set());
});
