import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  analyzeCorpus,
  type CorpusAnalysis,
  type CorpusDocument,
} from '../../../../src/analysis/corpus/analyze-corpus.ts';
import { NearestLists } from '../../../../src/analysis/corpus/nearest-lists.ts';
import { mirrored } from '../../../../src/analysis/corpus/copying.ts';
import type { RowProducts } from '../../../../src/analysis/corpus/row-products.ts';
import { analyzeDocument, type DocumentModels } from '../../../../src/analysis/document/analyze-document.ts';
import { Detector } from '../../../../src/analysis/document/detector.ts';
import { Encoder } from '../../../../src/analysis/document/encoder.ts';
import { wordSequence } from '../../../../src/analysis/document/word-sequence.ts';
import { inventedCorpus } from '../../support/corpora.ts';
import { listsOf, loadProducts } from '../../support/matrices.ts';
import { MODELS } from '../../support/paths.ts';
import { plainDocument, sampleTexts } from '../../support/texts.ts';

let products: RowProducts;
let models: DocumentModels;
beforeAll(async () => {
  products = await loadProducts();
  models = { encoder: await Encoder.load(MODELS), detector: Detector.load(MODELS) };
});

const options = { clusters: 'auto', threshold: 0.85, seed: 1 } as const;
const analyze = (
  documents: readonly CorpusDocument[],
  other: Partial<{ clusters: 'auto' | number; threshold: number; seed: number }> = {},
) => analyzeCorpus(documents, { ...options, ...other }, products);
const documentsOf = (texts: readonly string[]) =>
  Promise.all(texts.map((text) => analyzeDocument(plainDocument(text), 'sentence', models)));

/** The analysis with document i called `names[i]`, and every list of equals in one order. */
function named(analysis: CorpusAnalysis, names: readonly number[]) {
  const name = (d: number) => names[d]!;
  return {
    clusters: analysis.clusters.map((c) => ({
      ...c,
      representative: name(c.representative),
      members: c.members.map(name),
      subtopics: c.subtopics.map((s) => ({
        ...s,
        representative: name(s.representative),
        members: s.members.map(name),
      })),
    })),
    outliers: analysis.outliers.map(name).sort((a, b) => a - b),
    groups: analysis.duplicateGroups.map((g) => ({ ...g, members: g.members.map(name).sort((a, b) => a - b) })),
    nearest: new Map(
      listsOf(analysis.nearest)
        .map((list, d) => [name(d), list.map((n) => ({ ...n, document: name(n.document) }))] as const)
        .sort(([a], [b]) => a - b),
    ),
    pairs: analysis.pairs.map((p) =>
      name(p.a) < name(p.b)
        ? { ...p, a: name(p.a), b: name(p.b) }
        : { ...p, ...mirrored(p), a: name(p.b), b: name(p.a) },
    ),
    order: analysis.order.map(name),
    matrix: analysis.matrix,
  };
}

describe('the analysis of a batch', () => {
  test('finds the topics of the samples and exactly the copies planted in them', async () => {
    const { clusters, duplicateGroups } = await analyze(await documentsOf(sampleTexts()));
    expect(clusters.map((c) => c.members.length).sort()).toEqual([7, 8, 8]);
    expect(duplicateGroups.map((g) => g.members.length)).toEqual([2, 2]);
    for (const { averageSimilarity } of duplicateGroups) expect(averageSimilarity).toBeGreaterThan(0.95);
  });

  test.each([1, 2, 25, 150])(
    'has a symmetric matrix in 0 … 1 with 1 on the diagonal, over an order that is a permutation (%i documents)',
    async (n) => {
      const { matrix, order } = await analyze(inventedCorpus(n));
      expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: n }, (_, i) => i));
      for (let i = 0; i < n; i++) {
        expect(matrix![i]![i]).toBe(1);
        for (let j = 0; j < n; j++) {
          expect(matrix![i]![j]).toBe(matrix![j]![i]);
          expect(matrix![i]![j]! >= 0 && matrix![i]![j]! <= 1).toBe(true);
        }
      }
    },
  );

  test('puts every document in one cluster, clusters largest first, each with a member as its representative', async () => {
    const { clusters } = await analyze(inventedCorpus(100, 4));
    expect(clusters.flatMap((c) => c.members).sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, i) => i));
    const sizes = clusters.map((c) => c.members.length);
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
    for (const c of clusters) {
      expect(c.members).toContain(c.representative);
      expect(c.cohesion >= 0 && c.cohesion <= 1).toBe(true);
      expect(c.label).not.toBe('');
    }
  });

  test('lists the members of a group in the order of the documents, whatever their hashes', async () => {
    const originals = inventedCorpus(6);
    const copies = originals.map((d, i) => ({ ...d, sha256: `${i % 2}${d.sha256}` }));
    const { duplicateGroups } = await analyze([...originals, ...copies]);
    expect(duplicateGroups.map((g) => g.members).sort(([a], [b]) => a! - b!)).toEqual(
      originals.map((_, i) => [i, i + 6]),
    );
  });

  test('beyond 500 documents has an overview in place of the matrix, all of it numbers', async () => {
    const { matrix, overview } = await analyze(inventedCorpus(520));
    expect(matrix).toBeUndefined();
    expect(overview!.starts).toHaveLength(200);
    expect([...overview!.mean, ...overview!.max].flat().every((v) => v >= 0 && v <= 1)).toBe(true);
  });

  test('grows no faster than the documents beyond 500 of them, however alike they are', async () => {
    // Twenty texts again and again: nearly every pair is a copy or has something in common.
    const twenty = inventedCorpus(20);
    const alike = (n: number) => Array.from({ length: n }, (_, i) => twenty[i % 20]!);
    const size = async (n: number) => JSON.stringify(await analyze(alike(n), { clusters: 20, threshold: 1.01 })).length;
    expect(await size(1_120)).toBeLessThan(2.05 * (await size(560)));
  }, 120_000);

  test('is the same to the byte for a seed', async () => {
    const first = JSON.stringify(await analyze(inventedCorpus(80), { seed: 7 }));
    expect(JSON.stringify(await analyze(inventedCorpus(80), { seed: 7 }))).toBe(first);
  });

  test('does not depend on the order of the documents: that only renumbers it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 2, max: 60 }), fc.nat(1000), async (n, seed) => {
        const documents = inventedCorpus(n, 3, seed);
        const permutation = Array.from({ length: n }, (_, i) => i).sort(
          (a, b) => ((a * 7919 + seed) % 101) - ((b * 7919 + seed) % 101) || a - b,
        );
        const plain = await analyze(documents);
        const permuted = await analyze(permutation.map((d) => documents[d]!));
        expect(named(permuted, permutation)).toEqual(
          named(
            plain,
            Array.from({ length: n }, (_, i) => i),
          ),
        );
      }),
      { numRuns: 12, seed: 1 },
    );
  });
});

describe('a small or odd batch', () => {
  test('of no document is empty', async () => {
    expect(await analyze([])).toEqual({
      clusters: [],
      outliers: [],
      copied: [],
      sharedPassages: [],
      common: { documents: 0, words: 0, heldBy: 0 },
      lettered: 0,
      duplicateGroups: [],
      nearest: new NearestLists(0),
      pairs: [],
      allCopies: true,
      order: [],
      matrix: [],
      places: [],
    });
  });

  test.each([1, 2, 3])('of %i documents is one cluster of neighbours', async (n) => {
    const { clusters, nearest } = await analyze(inventedCorpus(n));
    expect(clusters.map((c) => c.members.length)).toEqual([n]);
    expect(listsOf(nearest).map((list) => list.length)).toEqual(Array.from({ length: n }, () => n - 1));
  });

  test('of one text again and again is one cluster and one group', async () => {
    const { clusters, duplicateGroups, matrix } = await analyze(
      await documentsOf(Array.from({ length: 8 }, () => sampleTexts()[0]!)),
    );
    expect(clusters).toMatchObject([{ cohesion: expect.closeTo(1, 4) as number }]);
    expect(duplicateGroups).toEqual([
      { members: [0, 1, 2, 3, 4, 5, 6, 7], averageSimilarity: expect.closeTo(1, 4) as number },
    ]);
    expect(Math.min(...matrix!.flat())).toBeCloseTo(1, 4);
  });

  test.each([
    ['emoji', ['😀😀', '🎉 🎈', '😀😀', '🚲']],
    ['numbers', ['12 34', '56 78 9', '12 34', '0']],
    ['Chinese', ['今天天气很好。', '我喜欢读书和写字。', '今天天气很好。', '这家餐馆的面很好吃。']],
    ['words of grammar', ['to be or not to be', 'this and that', 'to be or not to be', 'how are you']],
  ])('of %s alone groups what is equal and nothing else', async (_, texts) => {
    const { duplicateGroups } = await analyze(await documentsOf(texts));
    expect(duplicateGroups.map((g) => g.members)).toEqual([[0, 2]]);
  });

  test('with documents without a word or a vector gives numbers everywhere', async () => {
    const blank = {
      sha256: 'f'.repeat(64),
      vector: new Float32Array(512),
      termCounts: { terms: '', counts: new Uint32Array(0) },
      shingles: new Uint32Array(0),
      wordSequence: wordSequence(''),
    };
    const analysis = await analyze([...inventedCorpus(6), blank, { ...blank, sha256: 'e'.repeat(64) }]);
    expect(
      JSON.stringify(analysis, (_key, value: unknown) =>
        typeof value === 'number' && !Number.isFinite(value) ? 'not finite' : value,
      ),
    ).not.toContain('not finite');
  });

  test('may be asked for more clusters than it has documents, or for one', async () => {
    expect((await analyze(inventedCorpus(4), { clusters: 99 })).clusters).toHaveLength(4);
    expect((await analyze(inventedCorpus(9), { clusters: 1 })).clusters).toHaveLength(1);
  });
});
