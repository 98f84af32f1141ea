import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DocumentAnalysis } from '../../../../src/analysis/document/analyze-document.ts';
import { PackedFeatures } from '../../../../src/process/threads/packed-features.ts';

const words = fc.record({
  vector: fc.float32Array({ minLength: 256, maxLength: 256, noNaN: true }),
  terms: fc.string(),
  counts: fc.uint32Array({ maxLength: 60 }),
  shingles: fc.uint32Array({ maxLength: 90 }),
  // Of odd numbers too: what comes after begins where 32-bit numbers may.
  hashes: fc.uint32Array({ maxLength: 91 }),
  exact: fc.integer(),
});

const analysisOf = (
  { vector, terms, counts, shingles, hashes, exact }: typeof words extends fc.Arbitrary<infer W> ? W : never,
  i: number,
): DocumentAnalysis => ({
  sha256: `hash${i}`,
  format: 'text',
  extracted: false,
  words: 1,
  ignoredWords: 0,
  characters: 5,
  logOdds: null,
  segments: [],
  warnings: [],
  vector,
  termCounts: { terms, counts },
  shingles,
  wordSequence: {
    hashes,
    starts: hashes.map((_, k) => 7 * k),
    lengths: Uint16Array.from(hashes, (h) => h & 0xffff),
    marks: Uint8Array.from(hashes, (h) => h & 7),
    exact,
  },
});

test('documents read as before they were packed, whatever their lengths', () => {
  fc.assert(
    fc.property(fc.array(words, { maxLength: 40 }), (all) => {
      const packed = new PackedFeatures();
      const analyses = all.map(analysisOf);
      const left = analyses.map((analysis, i) => packed.taken(i, analysis));
      for (const [i, { sha256, vector, termCounts, shingles, wordSequence, ...findings }] of analyses.entries()) {
        expect(left[i]).toEqual({ sha256, ...findings });
        const document = packed.of(i);
        const { hashes, starts, lengths, marks, exact } = document.wordSequence;
        expect({
          sha256: document.sha256,
          vector: document.vector,
          termCounts: document.termCounts,
          shingles: document.shingles,
          wordSequence: { hashes, starts, lengths, marks, exact },
        }).toEqual({ sha256, vector, termCounts, shingles, wordSequence });
      }
    }),
  );
});

test('one that is judged again has its new numbers and its own words, and no other changes', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(words, words, fc.boolean()), { minLength: 1, maxLength: 20 }), (all) => {
      const packed = new PackedFeatures();
      const before = all.map(([first], i) => analysisOf(first, i));
      for (const [i, analysis] of before.entries()) packed.taken(i, analysis);
      const after = all.map(([, second, again], i) => (again ? analysisOf(second, i) : before[i]!));
      for (const [i, [, , again]] of all.entries()) if (again) packed.judgedAgain(i, after[i]!);
      for (const [i, { vector, termCounts, shingles }] of after.entries()) {
        const document = packed.of(i);
        expect([document.vector, document.termCounts, document.shingles]).toEqual([vector, termCounts, shingles]);
        const { hashes, starts, lengths, marks, exact } = document.wordSequence;
        expect({ hashes, starts, lengths, marks, exact }).toEqual(before[i]!.wordSequence);
      }
    }),
  );
});

test('one that is larger than a block, and views of larger arrays, are copied whole', () => {
  const packed = new PackedFeatures();
  const large = Uint32Array.from({ length: 3_000_000 }, (_, i) => i);
  const view = large.subarray(5, 8);
  packed.taken(
    0,
    analysisOf(
      { vector: new Float32Array(4).fill(0.5), terms: 'a', counts: view, shingles: large, hashes: large, exact: 3 },
      0,
    ),
  );
  packed.taken(
    1,
    analysisOf({ vector: new Float32Array(4), terms: 'b', counts: view, shingles: view, hashes: view, exact: 4 }, 1),
  );
  const hashes = packed.of(0).wordSequence.hashes;
  expect(hashes.length).toBe(large.length);
  expect(hashes.every((h, i) => h === i)).toBe(true);
  expect(packed.of(1).shingles).toEqual(view);
  expect(packed.of(1).termCounts.counts.buffer).not.toBe(large.buffer);
});

test('hashes of words are one array as long as somebody holds them, and parts that were released are not read', () => {
  const packed = new PackedFeatures();
  packed.taken(
    0,
    analysisOf(
      {
        vector: new Float32Array(4),
        terms: 'a',
        counts: new Uint32Array([1]),
        shingles: new Uint32Array(3),
        hashes: new Uint32Array(5),
        exact: 3,
      },
      0,
    ),
  );
  const document = packed.of(0);
  const { wordSequence } = document;
  expect(wordSequence.hashes).toBe(wordSequence.hashes);
  packed.releaseVectorsAndTerms();
  expect(() => document.vector).toThrow('released');
  expect(() => document.termCounts).toThrow('released');
  expect(document.shingles).toHaveLength(3);
  packed.release();
  expect(() => document.shingles).toThrow('released');
});
