import { beforeAll, describe, expect, test } from 'vitest';
import { TERM_END } from '../../../../src/analysis/document/terms.ts';
import { analyzeCorpus, type CorpusDocument } from '../../../../src/analysis/corpus/analyze-corpus.ts';
import type { RowProducts } from '../../../../src/analysis/corpus/row-products.ts';
import { analyzeDocument, type DocumentModels } from '../../../../src/analysis/document/analyze-document.ts';
import { Detector } from '../../../../src/analysis/document/detector.ts';
import { Encoder } from '../../../../src/analysis/document/encoder.ts';
import { inventedCorpus } from '../../support/corpora.ts';
import { loadProducts } from '../../support/matrices.ts';
import { MODELS } from '../../support/paths.ts';
import { plainDocument, sampleTexts } from '../../support/texts.ts';

let products: RowProducts;
let models: DocumentModels;
beforeAll(async () => {
  products = await loadProducts();
  models = { encoder: await Encoder.load(MODELS), detector: Detector.load(MODELS) };
});

const analyze = (documents: readonly CorpusDocument[], clusters: 'auto' | number = 'auto') =>
  analyzeCorpus(documents, { clusters, threshold: 0.85, seed: 1 }, products);
const documentsOf = (texts: readonly string[]) =>
  Promise.all(texts.map((text) => analyzeDocument(plainDocument(text), 'sentence', models)));
const ascending = (list: readonly number[]) => [...list].sort((a, b) => a - b);

/** Essays of three subjects, in this order: seven on bees, eight on cycling, eight on sleep. */
const [BEES, CYCLING, SLEEP] = [sampleTexts().slice(0, 7), sampleTexts().slice(7, 15), sampleTexts().slice(15)];

const UNRELATED = [
  'The parish council meets on the first Thursday of every month to hear complaints about parking, hedges and the opening hours of the library.',
  'Photosynthesis turns light into sugar: chlorophyll absorbs red and blue, water is split, and oxygen is left over.',
  'My grandfather never learned to swim, yet he spent forty years on a trawler and was seasick on every single trip.',
  'To change a flat tyre, loosen the nuts before the car is lifted, or the wheel will only turn with the wrench.',
  'The second movement opens with a lone clarinet, over strings so quiet that one hears the hall breathe.',
  'Interest that is added to a loan every month costs more than the same rate added once a year.',
];

const SHOPPING_LIST =
  'milk\neggs, a dozen\ntoilet paper\nwashing-up liquid\nbananas\nonions\ncat food\nbin bags\nbatteries AA';
const GERMAN =
  'Gestern Abend sind wir mit dem Zug nach Freiburg gefahren. Es regnete die ganze Zeit, und meine Schwester hatte ihren Schirm vergessen. Am Bahnhof wartete schon unser Großvater.';

describe('a small batch', () => {
  test('of six texts on nothing in common is one group, and nothing in it is an outlier', async () => {
    const { clusters, outliers } = await analyze(await documentsOf(UNRELATED));
    expect(clusters).toHaveLength(1);
    expect(outliers).toEqual([]);
  });

  test('of three essays on one subject and three on another is two groups', async () => {
    const { clusters } = await analyze(await documentsOf([...BEES.slice(0, 3), ...SLEEP.slice(0, 3)]));
    expect(clusters.map((c) => ascending(c.members)).sort(([a], [b]) => a! - b!)).toEqual([
      [0, 1, 2],
      [3, 4, 5],
    ]);
  });

  test.each([
    ['bees', BEES],
    ['cycling', CYCLING],
    ['sleep', SLEEP],
  ])('of essays on %s alone is one group', async (_, texts) => {
    expect((await analyze(await documentsOf(texts))).clusters.map((c) => c.members.length)).toEqual([texts.length]);
  });
});

describe('a text that is like no other one', () => {
  test.each([
    ['a shopping list', SHOPPING_LIST],
    ['a text in German', GERMAN],
  ])('such as %s among essays, is an outlier, in no cluster and last in the order', async (_, text) => {
    const { clusters, outliers, order } = await analyze(await documentsOf([text, ...BEES, ...SLEEP]));
    expect(outliers).toEqual([0]);
    expect(clusters.map((c) => c.members.length).sort()).toEqual([7, 8]);
    expect(order.at(-1)).toBe(0);
    expect(ascending(order)).toEqual(Array.from({ length: 16 }, (_v, i) => i));
  });

  test('is left out of as many clusters as were asked for', async () => {
    const { clusters, outliers } = await analyze(await documentsOf([SHOPPING_LIST, ...BEES, ...SLEEP]), 2);
    expect(clusters).toHaveLength(2);
    expect(outliers).toEqual([0]);
  });
});

describe('sub-topics', () => {
  /** Forty documents each on two subjects that share words and direction, and forty on a third. */
  const nested = () => {
    const parts = inventedCorpus(120, 3);
    const other = inventedCorpus(40, 1, 9);
    const blend = (d: CorpusDocument): CorpusDocument => {
      const vector = d.vector.map((v, i) => v + 1.4 * other[0]!.vector[i]!);
      const length = Math.hypot(...vector);
      return {
        ...d,
        vector: vector.map((v) => v / length),
        termCounts: {
          terms: [d.termCounts.terms, ...other[0]!.termCounts.terms.split(TERM_END).map((t) => `common${t}`)].join(
            TERM_END,
          ),
          counts: Uint32Array.from([...d.termCounts.counts, ...other[0]!.termCounts.counts]),
        },
      };
    };
    return parts.map((d, i) => (i % 3 === 2 ? d : blend(d)));
  };

  test('of a large cluster together hold its members, once each and in its order', async () => {
    const { clusters } = await analyze(nested(), 2);
    const [large, small] = clusters;
    expect(large!.members).toHaveLength(80);
    expect(large!.subtopics.map((s) => s.members.length)).toEqual([40, 40]);
    expect(large!.subtopics.flatMap((s) => s.members)).toEqual(large!.members);
    expect(large!.subtopics.map((s) => new Set(s.members.map((m) => m % 3)).size)).toEqual([1, 1]);
    for (const s of large!.subtopics) expect(s.members).toContain(s.representative);
    expect(small!.subtopics).toEqual([]);
  });

  test('of small clusters, and of a cluster on one subject, there are none', async () => {
    for (const n of [20, 90])
      for (const { subtopics } of (await analyze(inventedCorpus(n, 3))).clusters) expect(subtopics).toEqual([]);
  });
});

describe('cluster numbers', () => {
  test('of an earlier analysis come back, though a few documents were added and sizes changed places', async () => {
    const [bees, cycling, sleep] = await Promise.all([documentsOf(BEES), documentsOf(CYCLING), documentsOf(SLEEP)]);
    const hashes = (documents: readonly CorpusDocument[]) => new Set(documents.map((d) => d.sha256));
    const earlier = [
      { id: 0, texts: hashes(sleep) },
      { id: 1, texts: hashes(cycling) },
      { id: 4, texts: hashes(bees) },
    ];
    const documents = [...bees, ...cycling.slice(0, 6), ...sleep];
    const { clusters } = await analyzeCorpus(
      documents,
      { clusters: 'auto', threshold: 0.85, seed: 1 },
      products,
      earlier,
    );
    const idOf = (d: number) => clusters.find((c) => c.members.includes(d))!.id;
    expect([idOf(0), idOf(7), idOf(13)]).toEqual([4, 1, 0]);
  });
});
