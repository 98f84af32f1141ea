import fc from 'fast-check';
import { kmeans as mlKMeans } from 'ml-kmeans';
import { beforeAll, describe, expect, test } from 'vitest';
import { kMeans, lloydSmall, lloydTiled, plusPlus } from '../../../../src/analysis/corpus/k-means.ts';
import type { DenseRows } from '../../../../src/analysis/corpus/dense-rows.ts';
import { seededRandom } from '../../../../src/analysis/corpus/random.ts';
import type { RowProducts } from '../../../../src/analysis/corpus/row-products.ts';
import { blobs, dense, loadProducts, nested, randomUnitRows } from '../../support/matrices.ts';

let products: RowProducts;
beforeAll(async () => {
  products = await loadProducts();
});

/** Sum of squared distances to the means of the groups, in double precision. */
function inertiaOf(rows: DenseRows, assignment: ArrayLike<number>): number {
  const groups = new Map<number, number[][]>();
  for (const [i, row] of nested(rows).entries())
    groups.set(assignment[i]!, [...(groups.get(assignment[i]!) ?? []), row]);
  let sum = 0;
  for (const group of groups.values()) {
    const mean = group[0]!.map((_, j) => group.reduce((total, row) => total + row[j]!, 0) / group.length);
    for (const row of group) sum += row.reduce((total, v, j) => total + (v - mean[j]!) ** 2, 0);
  }
  return sum;
}

describe('against ml-kmeans, from the same start', () => {
  test.each([2, 5, 9])('the small path gives the same %i groups', async (k) => {
    const rows = randomUnitRows(80, 6, k);
    const initial = await plusPlus(rows, k, seededRandom(1), products);
    const theirs = mlKMeans(nested(rows), k, { initialization: nested(initial) });
    expect([...(await lloydSmall(rows, initial, products)).assignment]).toEqual(theirs.clusters);
  });

  test.each([2, 7, 20])('the tiled path reaches the same %i groups', async (k) => {
    const rows = blobs(k, 70, 8, 0.4, k);
    const initial = await plusPlus(rows, k, seededRandom(2), products);
    const theirs = mlKMeans(nested(rows), k, { initialization: nested(initial), tolerance: 0 });
    const ours = await lloydTiled(rows, initial, products);
    expect([...ours.assignment]).toEqual(theirs.clusters);
    expect(ours.inertia).toBeCloseTo(inertiaOf(rows, theirs.clusters), 1);
  });
});

describe('the result', () => {
  test.each([60, 600, 2_500])('finds four clear groups among %i rows', async (n) => {
    const { assignment } = await kMeans(blobs(4, n / 4, 5, 0.05, 3), { clusters: 4, seed: 1 }, products);
    const groups = Array.from({ length: 4 }, (_, g) => new Set(assignment.subarray((g * n) / 4, ((g + 1) * n) / 4)));
    expect(groups.map((g) => g.size)).toEqual([1, 1, 1, 1]);
    expect(new Set(groups.flatMap((g) => [...g])).size).toBe(4);
  });

  test.each([50, 700])('is the same to the bit for a seed (%i rows)', async (n) => {
    const rows = randomUnitRows(n, 7, 1);
    const first = await kMeans(rows, { clusters: 5, seed: 9 }, products);
    expect(await kMeans(rows, { clusters: 5, seed: 9 }, products)).toEqual(first);
  });

  test('is never worse than an assignment at random, and its inertia is true', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 2, max: 180 }),
        fc.integer({ min: 1, max: 6 }),
        fc.nat(1000),
        async (n, k, seed) => {
          const rows = randomUnitRows(n, 4, seed);
          const clusters = Math.min(k, n);
          const { assignment, inertia } = await kMeans(rows, { clusters, seed }, products);
          const random = seededRandom(seed + 1);
          const other = Array.from({ length: n }, () => Math.floor(random() * clusters));
          expect(inertia).toBeLessThanOrEqual(inertiaOf(rows, other) + 1e-3);
          expect(inertia).toBeGreaterThanOrEqual(inertiaOf(rows, assignment) - 1e-3);
          expect(assignment.every((c) => c >= 0 && c < clusters)).toBe(true);
        },
      ),
      { numRuns: 25, seed: 4 },
    );
  });

  test.each([3, 200])('with as many clusters as rows puts each row alone (%i rows)', async (n) => {
    const { assignment, inertia } = await kMeans(randomUnitRows(n, 12, 5), { clusters: n, seed: 1 }, products);
    expect(new Set(assignment).size).toBe(n);
    expect(inertia).toBeLessThan(1e-3);
  });

  test.each([5, 300])('of equal rows is one group, however many were wanted (%i rows)', async (n) => {
    const { assignment, centroids, inertia } = await kMeans(
      dense(Array.from({ length: n }, () => [0.6, 0.8])),
      { clusters: 3, seed: 1 },
      products,
    );
    expect(new Set(assignment).size).toBe(1);
    for (const [x, y] of nested(centroids)) expect(Math.hypot(x! - 0.6, y! - 0.8)).toBeLessThan(1e-5);
    expect(inertia).toBeLessThan(1e-3);
  });

  test('of zero rows is one group', async () => {
    expect(
      new Set(
        (
          await kMeans(
            dense([
              [0, 0],
              [0, 0],
              [0, 0],
            ]),
            { clusters: 2, seed: 1 },
            products,
          )
        ).assignment,
      ).size,
    ).toBe(1);
  });
});

describe('k-means++', () => {
  test('takes its centres from the rows, no row twice', async () => {
    const rows = randomUnitRows(40, 3, 8);
    const centres = nested(await plusPlus(rows, 10, seededRandom(3), products)).map((row) => row.join());
    expect(new Set(centres).size).toBe(10);
    expect(nested(rows).map((row) => row.join())).toEqual(expect.arrayContaining(centres));
  });

  test('takes each set of centres as often as drawing one after the other does', async () => {
    const points = [0, 1, 2, 4, 7];
    const rows = dense(points.map((x) => [x, 1]));
    const squared = (x: number, centres: readonly number[]) => Math.min(...centres.map((c) => (x - c) ** 2));
    const expected = new Map<string, number>();
    const draw = (centres: readonly number[], probability: number) => {
      if (centres.length === 4)
        return void expected.set(
          centres.toSorted().join(),
          (expected.get(centres.toSorted().join()) ?? 0) + probability,
        );
      const weights = points.map((x) => (centres.length === 0 ? 1 : squared(x, centres)));
      const total = weights.reduce((sum, w) => sum + w);
      for (const [i, x] of points.entries())
        if (weights[i]! > 0) draw([...centres, x], (probability * weights[i]!) / total);
    };
    draw([], 1);
    const times = 4000;
    const random = seededRandom(9);
    const found = new Map<string, number>();
    for (let i = 0; i < times; i++) {
      const set = nested(await plusPlus(rows, 4, random, products))
        .map(([x]) => x!)
        .sort()
        .join();
      found.set(set, (found.get(set) ?? 0) + 1);
    }
    // Chi-squared with four degrees of freedom stays below 18.5 in 999 of 1,000 such tries.
    const chi = [...expected].reduce(
      (sum, [set, p]) => sum + ((found.get(set) ?? 0) - p * times) ** 2 / (p * times),
      0,
    );
    expect(expected.size).toBe(5);
    expect(chi).toBeLessThan(18.5);
  });

  test('takes one centre of each group where they lie far apart', async () => {
    const rows = blobs(5, 20, 4, 0.001, 2);
    const centres = nested(await plusPlus(rows, 5, seededRandom(4), products)).map((row) => row.join());
    const groups = centres.map((centre) => Math.floor(nested(rows).findIndex((row) => row.join() === centre) / 20));
    expect(groups.sort()).toEqual([0, 1, 2, 3, 4]);
  });
});
