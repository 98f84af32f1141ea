import { beforeAll, describe, expect, test } from 'vitest';
import type { CorpusDocument } from '../../../../src/analysis/corpus/analyze-corpus.ts';
import { TERM_END } from '../../../../src/analysis/document/terms.ts';
import {
  type Comparison,
  compareStripe,
  findNeighbours,
  similarityMatrix,
} from '../../../../src/analysis/corpus/neighbours.ts';
import {
  decodeComparison,
  decodeFindings,
  encodeComparison,
  encodeFindings,
} from '../../../../src/analysis/corpus/stripe-files.ts';
import { stripesOf } from '../../../../src/analysis/corpus/similarity-tiles.ts';
import type { RowProducts } from '../../../../src/analysis/corpus/row-products.ts';
import type { SimilarityModel } from '../../../../src/analysis/corpus/similarity.ts';
import { inventedCorpus, similarityModel } from '../../support/corpora.ts';
import { listsOf, loadProducts } from '../../support/matrices.ts';

let products: RowProducts;
beforeAll(async () => {
  products = await loadProducts();
});

const comparison = (
  model: SimilarityModel,
  threshold: number,
  order = Array.from({ length: model.documents }, (_, d) => d),
  blocks = 1,
): Comparison => ({ model, threshold, order, blocks });

/** The documents with some of them again, as copies: number i of the copies is a copy of document i. */
const withCopies = (documents: readonly CorpusDocument[], copies: number) => [
  ...documents,
  ...documents.slice(0, copies),
];

function bruteForce(model: SimilarityModel, n: number) {
  return Array.from({ length: n }, (_, a) =>
    Array.from({ length: n }, (__, b) => ({
      document: b,
      similarity: model.between(Math.min(a, b), Math.max(a, b)).similarity,
    }))
      .filter(({ document }) => document !== a)
      .sort((p, q) => q.similarity - p.similarity || p.document - q.document)
      .slice(0, 10),
  );
}

describe.each([3, 120, 640])('among %i documents', (n) => {
  let model: SimilarityModel;
  let found: Awaited<ReturnType<typeof findNeighbours>>;
  const copies = Math.min(12, Math.floor(n / 3));
  beforeAll(async () => {
    model = similarityModel(withCopies(inventedCorpus(n - copies, 4), copies));
    found = await findNeighbours(comparison(model, 0.85), products);
  });

  test('the nearest are the ten most similar ones, best first', () => {
    const differences = bruteForce(model, n).flatMap((list, d) =>
      list.map(({ similarity }, k) => similarity - found.nearest.of(d)[k]!.similarity),
    );
    expect(Math.max(...differences)).toBe(0);
    expect(Math.min(...differences)).toBeGreaterThanOrEqual(0);
  });

  test('each is named with its exact similarity, and the most similar one is never missed', () => {
    for (const [a, list] of listsOf(found.nearest).entries())
      for (const { document: b, similarity } of list)
        expect(similarity).toBe(model.between(Math.min(a, b), Math.max(a, b)).similarity);
    for (const [a, b] of found.groups)
      expect([found.nearest.of(a!)[0]!.document, found.nearest.of(b!)[0]!.document]).toEqual([b, a]);
  });

  test('exactly the copies are in groups, each with its original', () => {
    const expected = Array.from({ length: copies }, (_, i) => [i, n - copies + i]);
    expect(found.groups).toEqual(expected);
  });

  test('the pairs are listed once, strongest first, every pair of a group among them', () => {
    const keys = found.pairs.map(({ a, b }) => `${a} ${b}`);
    expect(new Set(keys).size).toBe(keys.length);
    for (const { a, b } of found.pairs) expect(a).toBeLessThan(b);
    const similarities = found.pairs.map((p) => p.similarity);
    expect(similarities).toEqual([...similarities].sort((x, y) => y - x));
    for (const [a, b] of found.groups) expect(keys).toContain(`${a!} ${b!}`);
  });
});

describe('groups', () => {
  test('are transitive: what is like a member belongs to the group, though it is not like all of them', async () => {
    const base = inventedCorpus(3, 3);
    const words = (from: number) => Array.from({ length: 20 }, (_, i) => `word${from + i}`);
    const chain = [0, 4, 8].map((from) => ({
      ...base[0]!,
      termCounts: { terms: words(from).join(TERM_END), counts: new Uint32Array(20).fill(1) },
    }));
    const model = similarityModel(chain);
    const [near, far] = [model.between(0, 1).similarity, model.between(0, 2).similarity];
    const { groups } = await findNeighbours(comparison(model, (near + far) / 2), products);
    expect(groups).toEqual([[0, 1, 2]]);
  });

  test('of a threshold above 1 do not exist, of threshold 0 there is one', async () => {
    const model = similarityModel(inventedCorpus(20));
    expect((await findNeighbours(comparison(model, 1.01), products)).groups).toEqual([]);
    expect((await findNeighbours(comparison(model, 0), products)).groups).toEqual([
      Array.from({ length: 20 }, (_, i) => i),
    ]);
  });
});

test('the matrix is symmetric, has 1 on the diagonal, and the exact similarity everywhere else', () => {
  const model = similarityModel(inventedCorpus(30));
  const order = Array.from({ length: 30 }, (_, i) => (i * 7) % 30);
  const matrix = similarityMatrix(model, order);
  for (let i = 0; i < 30; i++)
    for (let j = 0; j < 30; j++) {
      expect(matrix[i]![j]).toBe(matrix[j]![i]);
      expect(matrix[i]![j]).toBe(i === j ? 1 : model.between(order[i]!, order[j]!).similarity);
    }
});

describe('the matrix in blocks', () => {
  test.each([
    [60, 7],
    [600, 9],
    [10, 10],
  ])('of %i documents in %i blocks has the means and maxima of its parts', async (n, blocks) => {
    const model = similarityModel(inventedCorpus(n));
    const order = Array.from({ length: n }, (_, i) => n - 1 - i);
    const { starts, mean, max } = (await findNeighbours(comparison(model, 0.85, order, blocks), products)).overview;
    expect(starts).toHaveLength(blocks);
    const block = (b: number) => order.slice(starts[b], starts[b + 1]);
    for (const [p, q] of [
      [0, 0],
      [0, blocks - 1],
      [blocks - 1, 0],
      [3, 5],
      [5, 5],
    ] as const) {
      const values = block(p).flatMap((a) =>
        block(q)
          .filter((b) => b !== a)
          .map((b) => model.between(a, b).similarity),
      );
      expect(mean[p]![q]).toBeCloseTo(values.length === 0 ? 1 : values.reduce((x, y) => x + y, 0) / values.length, 4);
      expect(max[p]![q]).toBeCloseTo(values.length === 0 ? 1 : Math.max(...values), 4);
    }
  });
});

describe('stripes that others compare', () => {
  let model: SimilarityModel;
  let order: number[];
  beforeAll(() => {
    const n = 4500;
    model = similarityModel(withCopies(inventedCorpus(n - 300, 40), 300));
    order = Array.from({ length: n }, (_, i) => (i * 7) % n);
  });

  test('are of about as many pairs, and together all columns', () => {
    for (const n of [1, 4096, 4097, 20_000, 100_000, 1_000_003]) {
      const stripes = stripesOf(n);
      expect(stripes.map(({ from }) => from)).toEqual([0, ...stripes.slice(0, -1).map(({ to }) => to)]);
      expect(stripes.at(-1)!.to).toBe(n);
      const pairs = stripes.map(({ from, to }) => (to * to - from * from) / 2);
      if (n >= 20_000) expect(Math.max(...pairs) / Math.min(...pairs)).toBeLessThan(3);
      else expect(stripes).toHaveLength(n > 4096 ? 2 : 1);
    }
  });

  test('give what one pass gives, to the bit', async () => {
    const what = comparison(model, 0.6, order, 200);
    const alone = await findNeighbours(what, products);
    let stripesSeen = 0;
    const together = await findNeighbours(what, products, async (compared, stripes) => {
      const found = [];
      for (const stripe of stripes) {
        stripesSeen++;
        // Through files, as between machines.
        const rows = decodeComparison(encodeComparison(compared));
        found.push(decodeFindings(encodeFindings(await compareStripe(rows, stripe, products))));
      }
      return found;
    });
    expect(stripesSeen).toBe(2);
    expect(alone.groups.length).toBeGreaterThan(100);
    expect(together).toEqual(alone);
  });

  test('of other documents are refused', async () => {
    const few = similarityModel(inventedCorpus(30, 3));
    const other = await compareStripe(comparison(few, 0.6), { from: 0, to: 30 }, products);
    await expect(
      findNeighbours(comparison(model, 0.6, order), products, () => Promise.resolve([other, other])),
    ).rejects.toThrow('other documents');
  });
});
