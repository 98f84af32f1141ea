import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { orderMembers } from '../../../../src/analysis/corpus/order.ts';
import type { DenseRows } from '../../../../src/analysis/corpus/dense-rows.ts';
import type { RowProducts } from '../../../../src/analysis/corpus/row-products.ts';
import { SimilarityModel } from '../../../../src/analysis/corpus/similarity.ts';
import { tfIdf } from '../../../../src/analysis/corpus/tf-idf.ts';
import { dense, loadProducts, randomUnitRows } from '../../support/matrices.ts';

let products: RowProducts;
beforeAll(async () => {
  products = await loadProducts();
});

/** Documents without a word, alike as their vectors are. */
const alike = (rows: DenseRows) =>
  new SimilarityModel(rows, tfIdf(Array.from({ length: rows.rows }, () => ({ terms: '', counts: new Uint32Array() }))));

test('the order is a permutation of the members that begins with the representative', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.nat(49), { minLength: 1, maxLength: 50 }),
      fc.nat(100),
      async (members, seed) => {
        const representative = members[seed % members.length]!;
        const order = await orderMembers(members, representative, alike(randomUnitRows(50, 4, seed)), products);
        expect(order[0]).toBe(representative);
        expect([...order].sort((a, b) => a - b)).toEqual([...members].sort((a, b) => a - b));
      },
    ),
    { numRuns: 40 },
  );
});

test('goes on with the most similar member that is left', async () => {
  // Directions of 0, 40, 10, 30 and 20 degrees.
  const rows = dense(
    [0, 40, 10, 30, 20].map((degrees) => [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)]),
  );
  expect(await orderMembers([0, 1, 2, 3, 4], 0, alike(rows), products)).toEqual([0, 2, 4, 3, 1]);
});

test('a cluster of thousands is ordered by similarity to its representative', async () => {
  const rows = randomUnitRows(2_100, 4, 1);
  const members = Array.from({ length: 2_100 }, (_, i) => i);
  const order = await orderMembers(members, 77, alike(rows), products);
  expect(order[0]).toBe(77);
  expect(new Set(order).size).toBe(2_100);
  const similarity = (i: number) =>
    Math.max(
      0,
      [0, 1, 2, 3].reduce((sum, j) => sum + rows.data[i * 4 + j]! * rows.data[77 * 4 + j]!, 0),
    );
  for (let i = 1; i < order.length; i++)
    expect(similarity(order[i]!)).toBeLessThanOrEqual(similarity(order[i - 1]!) + 1e-6);
});
