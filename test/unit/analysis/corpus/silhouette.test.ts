import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { RowProducts } from '../../../../src/analysis/corpus/row-products.ts';
import type { DenseRows } from '../../../../src/analysis/corpus/dense-rows.ts';
import { silhouettes } from '../../../../src/analysis/corpus/silhouette.ts';
import { blobs, loadProducts, nested, randomUnitRows } from '../../support/matrices.ts';

let products: RowProducts;
beforeAll(async () => {
  products = await loadProducts();
});

const silhouette = async (rows: DenseRows, assignment: Int32Array) =>
  (await silhouettes(rows, [assignment], products))[0]!;

/** Rousseeuw's definition, pair by pair. */
function naive(rows: readonly (readonly number[])[], assignment: ArrayLike<number>, k: number): number {
  const distance = (a: readonly number[], b: readonly number[]) => a.reduce((sum, v, i) => sum + (v - b[i]!) ** 2, 0);
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  const members = Array.from({ length: k }, (_, c) => rows.flatMap((_row, i) => (assignment[i] === c ? [i] : [])));
  if (members.filter((m) => m.length > 0).length < 2) return 0;
  return mean(
    rows.map((row, i) => {
      const own = members[assignment[i]!]!;
      if (own.length === 1) return 0;
      const inside = mean(own.filter((j) => j !== i).map((j) => distance(row, rows[j]!)));
      const outside = Math.min(
        ...members.filter((m) => m.length > 0 && m !== own).map((m) => mean(m.map((j) => distance(row, rows[j]!)))),
      );
      return (outside - inside) / Math.max(inside, outside);
    }),
  );
}

test('is the one of the definition, pair by pair', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 2, max: 60 }),
      fc.integer({ min: 2, max: 8 }),
      fc.nat(1000),
      async (n, k, seed) => {
        const rows = randomUnitRows(n, 5, seed);
        const assignment = Int32Array.from({ length: n }, (_, i) => (i * 7 + seed) % k);
        expect(await silhouette(rows, assignment)).toBeCloseTo(naive(nested(rows), assignment, k), 4);
      },
    ),
  );
});

describe('the value', () => {
  const rows = blobs(3, 10, 4, 0.01, 1);

  test('is near 1 for groups far apart, and lower when two of them are torn', async () => {
    const right = Int32Array.from({ length: 30 }, (_, i) => Math.floor(i / 10));
    const torn = Int32Array.from({ length: 30 }, (_, i) => i % 3);
    expect(await silhouette(rows, right)).toBeGreaterThan(0.95);
    expect(await silhouette(rows, torn)).toBeLessThan(0);
  });

  test('is 0 for one group, and for points alone', async () => {
    expect(await silhouette(rows, new Int32Array(30))).toBe(0);
    expect(
      await silhouette(
        rows,
        Int32Array.from({ length: 30 }, (_, i) => i),
      ),
    ).toBe(0);
  });

  test('leaves empty clusters out', async () => {
    const two = Int32Array.from({ length: 30 }, (_, i) => (i < 10 ? 0 : 5));
    expect(await silhouette(rows, two)).toBeCloseTo(naive(nested(rows), two, 6), 4);
  });
});

test('nested partitions have each the one that they have by themselves', async () => {
  const rows = randomUnitRows(120, 6, 3);
  const finest = Int32Array.from({ length: 120 }, (_, i) => i % 12);
  const cuts = [2, 3, 6, 12].map((k) => finest.map((c) => c % k));
  for (const [i, value] of (await silhouettes(rows, cuts, products)).entries())
    expect(value).toBeCloseTo(naive(nested(rows), cuts[i]!, 12), 4);
});

test('rows that are all equal have none', async () => {
  expect(
    await silhouette(
      { rows: 6, width: 3, data: Float32Array.from({ length: 18 }, (_, i) => [0.6, 0.48, 0.64][i % 3]!) },
      Int32Array.of(0, 0, 1, 1, 2, 2),
    ),
  ).toBe(0);
});
