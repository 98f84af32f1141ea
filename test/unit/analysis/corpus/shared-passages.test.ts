import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CopySearch } from '../../../../src/analysis/corpus/copied-pairs.ts';
import { wordSequence } from '../../../../src/analysis/document/word-sequence.ts';
import { wordText } from '../../support/word-texts.ts';

const search = (texts: readonly string[], groups?: readonly string[]) =>
  new CopySearch(
    texts.map((t) => wordSequence(t)),
    undefined,
    groups,
  ).find();
const [passage = []] = fc.sample(wordText(80, 80), { numRuns: 1, seed: 5 });
const own = (count: number) => fc.sample(wordText(200, 200), { numRuns: count, seed: 6 });
/** Documents of which the first ones hold the passage, each somewhere else. */
const batch = (all: number, holding: number) =>
  own(all).map((words, d) =>
    (d < holding ? [...words.slice(0, 7 * (d % 20)), ...passage, ...words.slice(7 * (d % 20))] : words).join(' '),
  );

test.each([
  [10, 3],
  [30, 6],
  [30, 10],
  [30, 14],
  [30, 30],
  [80, 60],
])('of %d documents %d that share a passage are one finding', (all, holding) => {
  const { passages } = search(batch(all, holding));
  expect(passages).toHaveLength(1);
  expect(passages[0]!.words).toBeGreaterThanOrEqual(78);
  expect(passages[0]!.words).toBeLessThanOrEqual(84);
  expect(passages[0]!.holders.map((h) => h.document)).toEqual(Array.from({ length: holding }, (_, d) => d));
});

test('up to fifty documents with a passage are all pairs, however small the batch', () => {
  for (const holding of [6, 10, 14, 30])
    expect(search(batch(30, holding)).pairs).toHaveLength((holding * (holding - 1)) / 2);
});

test('is found where each document has words of it replaced', () => {
  const texts = own(8).map((words, d) =>
    [
      ...words.slice(0, 50),
      ...passage.map((word, i) => (i === 20 + 3 * d ? `edit${d}` : word)),
      ...words.slice(50),
    ].join(' '),
  );
  expect(search(texts).passages.map((p) => p.holders.length)).toEqual([8]);
});

describe('the share copied', () => {
  test('is that of the words that stand in any other document', () => {
    const { shares } = search(batch(30, 14));
    for (let d = 0; d < 14; d++) expect(shares.of(d).share).toBeCloseTo(80 / 280, 1);
    for (let d = 14; d < 30; d++) expect(shares.of(d)).toEqual({ share: 0, sharedWith: [] });
    expect(shares.of(3).sharedWith).toHaveLength(10);
  });

  test('counts a word once that stands in many, and parts from several documents together', () => {
    const [a = [], b = [], c = [], d = []] = own(4);
    const mixed = [...a.slice(0, 40), ...b.slice(0, 40), ...c.slice(0, 120)];
    const { shares } = search([mixed, a, b, [...a.slice(0, 40), ...d]].map((words) => words.join(' ')));
    expect(shares.of(0).share).toBeCloseTo(80 / 200, 2);
    expect(shares.of(0).sharedWith.map(({ document, words }) => [document, words])).toEqual([
      [1, 40],
      [2, 40],
      [3, 40],
    ]);
  });

  test('is one for the same text, and nothing for a text alone', () => {
    const [a = []] = own(1);
    const { shares } = search([a.join(' '), a.join(' '), '']);
    expect([shares.of(0).share, shares.of(1).share, shares.of(2).share]).toEqual([1, 1, 0]);
  });
});

test('a pair of which half of the one stands in the other is copied, however many hold that half', () => {
  const texts = own(70).map((words) => [...words.slice(0, 60), ...passage].join(' '));
  const between = new CopySearch(texts.map((t) => wordSequence(t))).between(0, 69);
  expect(between.kind).toBe('partly-copied');
  expect(between.passages?.length).toBeGreaterThan(0);
});

test('within one group nothing is a copy where that is asked for', () => {
  const texts = batch(9, 3);
  expect(search(texts, ['ada', 'ada', 'ada', 'b', 'c', 'd', 'e', 'f', 'g'])).toMatchObject({ pairs: [], passages: [] });
  const across = search(texts, ['ada', 'ada', 'ben', 'b', 'c', 'd', 'e', 'f', 'g']);
  expect(across.pairs.map((p) => [p.a, p.b])).toEqual([
    [0, 2],
    [1, 2],
  ]);
  expect(across.passages).toHaveLength(1);
});
