import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import type { RowProducts } from '../../../../src/analysis/corpus/row-products.ts';
import { cutTree, wardTree } from '../../../../src/analysis/corpus/ward.ts';
import { blobs, dense, loadProducts, randomUnitRows } from '../../support/matrices.ts';

let products: RowProducts;
beforeAll(async () => {
  products = await loadProducts();
});

/** What a partition loses: the squared distances of all rows to their cluster's mean. */
function inertia(rows: readonly (readonly number[])[], assignment: ArrayLike<number>): number {
  const groups = [...new Set(Array.from(assignment))].map((c) => rows.filter((_, i) => assignment[i] === c));
  const squared = (a: readonly number[], b: readonly number[]) => a.reduce((sum, v, j) => sum + (v - b[j]!) ** 2, 0);
  return groups.reduce((sum, group) => {
    const mean = group[0]!.map((_, j) => group.reduce((s, row) => s + row[j]!, 0) / group.length);
    return sum + group.reduce((s, row) => s + squared(row, mean), 0);
  }, 0);
}

test('separate blobs are the clusters that are left', async () => {
  const tree = await wardTree(blobs(4, 15, 8, 0.05, 3), products);
  expect([...cutTree(tree, 4)]).toEqual(Array.from({ length: 60 }, (_, i) => Math.floor(i / 15)));
});

test('each merge is the one that adds least to the squared distances, as a search through all pairs finds it', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -50, max: 50 })), {
        minLength: 2,
        maxLength: 12,
      }),
      async (rows) => {
        const tree = await wardTree(dense(rows), products);
        for (let k = rows.length; k > 1; k--) {
          const before = cutTree(tree, k);
          const candidates = Array.from({ length: k }, (_, a) =>
            Array.from({ length: a }, (__, b) =>
              inertia(
                rows,
                before.map((c) => (c === a ? b : c)),
              ),
            ),
          ).flat();
          const least = Math.min(...candidates);
          expect(inertia(rows, cutTree(tree, k - 1))).toBeCloseTo(least, 0);
        }
      },
    ),
    { numRuns: 40, seed: 1 },
  );
});

test('heights never fall, and the last cut is one cluster', async () => {
  const tree = await wardTree(randomUnitRows(200, 20, 5), products);
  expect(tree.merges).toHaveLength(199);
  for (const [i, { height }] of tree.merges.entries())
    expect(height).toBeGreaterThanOrEqual(tree.merges[i - 1]?.height ?? 0);
  expect(new Set(cutTree(tree, 1)).size).toBe(1);
  expect(new Set(cutTree(tree, 200)).size).toBe(200);
});

test('equal rows come to an end', async () => {
  const tree = await wardTree(dense(Array.from({ length: 30 }, () => [1, 2, 3])), products);
  expect(new Set(cutTree(tree, 3)).size).toBe(3);
});
