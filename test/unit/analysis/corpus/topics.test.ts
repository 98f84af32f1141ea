import { beforeAll, describe, expect, test } from 'vitest';
import type { CorpusDocument } from '../../../../src/analysis/corpus/analyze-corpus.ts';
import type { RowProducts } from '../../../../src/analysis/corpus/row-products.ts';
import { tfIdf } from '../../../../src/analysis/corpus/tf-idf.ts';
import { documentSpace, topicSpace } from '../../../../src/analysis/corpus/topic-space.ts';
import { findTopics } from '../../../../src/analysis/corpus/topics.ts';
import { termCounts } from '../../../../src/analysis/document/terms.ts';
import { inventedCorpus } from '../../support/corpora.ts';
import { dense, dot, loadProducts, nested } from '../../support/matrices.ts';

let products: RowProducts;
beforeAll(async () => {
  products = await loadProducts();
});

const topicsOf = async (documents: readonly CorpusDocument[], clusters: 'auto' | number) =>
  findTopics(
    await topicSpace(
      await documentSpace(
        dense(documents.map((d) => Array.from(d.vector))),
        tfIdf(documents.map((d) => d.termCounts)),
        [],
        1,
        products,
      ),
      [...documents.keys()],
      1,
      products,
    ),
    { clusters, seed: 1 },
    products,
  );
const numberOf = (topics: Int32Array) => new Set(topics).size;

describe('the number of topics', () => {
  test.each([
    [30, 2],
    [60, 3],
    [120, 5],
    [700, 4],
  ])('of %i documents on %i topics is found', async (n, topics) => {
    const found = await topicsOf(inventedCorpus(n, topics), 'auto');
    expect(numberOf(found)).toBe(topics);
    // Document d is on topic d mod topics.
    for (let d = topics; d < n; d++) expect(found[d]).toBe(found[d % topics]);
  });

  test.each([1, 2, 7])('is %i where that was asked for', async (k) => {
    expect(numberOf(await topicsOf(inventedCorpus(40, 3), k))).toBe(k);
  });

  test('is no larger than the number of documents', async () => {
    expect(numberOf(await topicsOf(inventedCorpus(5, 2), 50))).toBe(5);
  });

  test.each([0, 1, 2, 3])('of %i documents is one at most', async (n) => {
    const found = await topicsOf(inventedCorpus(n, 2), 'auto');
    expect(found).toHaveLength(n);
    expect(numberOf(found)).toBe(Math.min(1, n));
  });

  test('of equal documents is one', async () => {
    const [only] = inventedCorpus(1);
    expect(
      numberOf(
        await topicsOf(
          Array.from({ length: 12 }, () => only!),
          'auto',
        ),
      ),
    ).toBe(1);
  });
});

test('topics are numbered without gaps, though clusters stay empty', async () => {
  const [a, b] = inventedCorpus(2, 2);
  const found = await topicsOf([a!, a!, a!, b!, b!], 4);
  expect([...found]).toEqual([0, 0, 0, 1, 1]);
});

describe('documents in a language that the encoder does not know', () => {
  const FLOOD = [
    'Überschwemmung',
    'überschwemmte',
    'Flusses',
    'Flüsse',
    'Deich',
    'Deiche',
    'Hochwasser',
    'Hochwassers',
  ];
  const MUSIC = [
    'Konzertsaal',
    'Konzertsäle',
    'Orchester',
    'Orchesters',
    'Sinfonie',
    'Sinfonien',
    'Dirigent',
    'Dirigenten',
  ];
  const german = (n: number): CorpusDocument[] =>
    inventedCorpus(n, 1).map((document, d) => {
      const words = d % 2 === 0 ? FLOOD : MUSIC;
      // Each document has three forms of its own: no two of a topic have all words in common.
      const text = [0, 3, 5].map((step) => words[(d + step) % words.length]).join(' ');
      return { ...document, language: 'de', termCounts: termCounts(`${text} Bericht Stadt Jahr`) };
    });

  test('fall into topics by the letters of their words, whatever the encoder makes of them', async () => {
    const documents = german(24);
    const space = await documentSpace(
      dense(documents.map((d) => Array.from(d.vector))),
      tfIdf(documents.map((d) => d.termCounts)),
      [...documents.keys()],
      1,
      products,
    );
    const found = await findTopics(
      await topicSpace(space, [...documents.keys()], 1, products),
      { clusters: 2, seed: 1 },
      products,
    );
    for (const d of documents.keys()) expect(found[d]).toBe(found[d % 2]);
    expect(found[0]).not.toBe(found[1]);
  });

  test('lie apart from those in English, which lie as they would without them', async () => {
    const english = inventedCorpus(12, 2);
    const documents = [...english, ...german(6)];
    const lettered = [12, 13, 14, 15, 16, 17];
    const rows = nested(
      await documentSpace(
        dense(documents.map((d) => Array.from(d.vector))),
        tfIdf(documents.map((d) => d.termCounts)),
        lettered,
        1,
        products,
      ),
    );
    for (let d = 0; d < 12; d++) for (const other of lettered) expect(dot(rows[d]!, rows[other]!)).toBe(0);
    // The encoder's half is without the mean of the English documents alone.
    const encoded = rows.slice(0, 12).map((row) => row.slice(0, 512));
    for (let j = 0; j < 512; j += 50) expect(encoded.reduce((sum, row) => sum + row[j]!, 0) / 12).toBeCloseTo(0, 1);
  });
});
