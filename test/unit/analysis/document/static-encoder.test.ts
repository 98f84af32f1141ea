import { beforeAll, expect, test } from 'vitest';
import { sentencesOf } from '../../../../src/analysis/document/segments.ts';
import { STATIC_DIMENSIONS, StaticEncoder } from '../../../../src/analysis/document/static-encoder.ts';
import { UnigramTokenizer } from '../../../../src/analysis/document/tokenizer.ts';
import { Encoder } from '../../../../src/analysis/document/encoder.ts';
import { dot } from '../../support/matrices.ts';
import { MODELS } from '../../support/paths.ts';
import { oddStrings, sampleTexts } from '../../support/texts.ts';

let encoder: StaticEncoder;
beforeAll(async () => {
  encoder = await StaticEncoder.load(MODELS);
});

const embed = (text: string) => encoder.embed(text, sentencesOf(text));

test('a vector has length 1, whatever the text, and is all zero for a text without a sentence', () => {
  for (const text of [...sampleTexts(), ...oddStrings(40), '😀', '日本語', 'a'.repeat(5_000)])
    if (text.trim() !== '') expect(Math.hypot(...embed(text)), JSON.stringify(text.slice(0, 40))).toBeCloseTo(1, 5);
  expect(new Set(embed(' \n'))).toEqual(new Set([0]));
});

test('a paraphrase is closer than another topic, and the order of words does not count', () => {
  const [a, b, c] = [
    embed('The cat sat on the mat.'),
    embed('A cat was sitting on a rug.'),
    embed('Interest rates rose again in March.'),
  ];
  expect(dot(a, b)).toBeGreaterThan(dot(a, c) + 0.3);
  expect(dot(embed('dogs and cats'), embed('cats and dogs'))).toBeCloseTo(1, 5);
});

test('it finds texts alike that the full encoder finds alike: of the samples, the nearest text is of the same topic nearly as often', async () => {
  const texts = sampleTexts();
  const full = await Encoder.load(MODELS);
  const nearest = (vectors: readonly Float32Array[]) =>
    vectors.map((v, i) =>
      vectors
        .map((w, j) => (j === i ? -1 : dot(v, w)))
        .reduce((best, value, j, all) => (value > all[best]! ? j : best), 0),
    );
  const byFull = nearest(await Promise.all(texts.map((t) => full.embed(t, sentencesOf(t)))));
  const byFast = nearest(texts.map((t) => embed(t)));
  // The samples come in three topics, one after the other: 7, 8 and 9 texts.
  const topic = (i: number) => (i < 7 ? 0 : i < 15 ? 1 : 2);
  const right = (found: readonly number[]) => found.filter((j, i) => topic(i) === topic(j)).length;
  expect(right(byFast)).toBeGreaterThanOrEqual(right(byFull) - 3);
});

test('a file of another length is refused', async () => {
  const tokenizer = await UnigramTokenizer.load(MODELS);
  expect(() => new StaticEncoder(new Uint8Array(tokenizer.pieces * (4 + STATIC_DIMENSIONS) - 1), tokenizer)).toThrow(
    /fast encoder/,
  );
});
