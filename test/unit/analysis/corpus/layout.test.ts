import { beforeAll, describe, expect, test } from 'vitest';
import { layOut } from '../../../../src/analysis/corpus/layout.ts';
import type { DenseRows } from '../../../../src/analysis/corpus/dense-rows.ts';
import type { RowProducts } from '../../../../src/analysis/corpus/row-products.ts';
import { blobs, dense, loadProducts, nested, randomUnitRows, unit } from '../../support/matrices.ts';

let products: RowProducts;
beforeAll(async () => {
  products = await loadProducts();
});

const unitRows = (rows: DenseRows) => dense(nested(rows).map(unit));
const place = (layout: Float32Array, d: number) => [layout[d * 2]!, layout[d * 2 + 1]!] as const;
const distance = (layout: Float32Array, a: number, b: number) =>
  Math.hypot(layout[a * 2]! - layout[b * 2]!, layout[a * 2 + 1]! - layout[b * 2 + 1]!);

/** Share of the documents whose nearest one on the map is of the same blob. */
function neighboursOfOwnBlob(layout: Float32Array, perBlob: number): number {
  const n = layout.length / 2;
  const own = Array.from({ length: n }, (_, a) => {
    let nearest = a === 0 ? 1 : 0;
    for (let b = 0; b < n; b++) if (b !== a && distance(layout, a, b) < distance(layout, a, nearest)) nearest = b;
    return Math.floor(nearest / perBlob) === Math.floor(a / perBlob);
  });
  return own.filter(Boolean).length / n;
}

test('what is alike lies close together', async () => {
  expect(neighboursOfOwnBlob(await layOut(unitRows(blobs(4, 40, 32, 0.3, 1)), 1, products), 40)).toBeGreaterThan(0.97);
});

test('beyond the landmarks too', async () => {
  expect(neighboursOfOwnBlob(await layOut(unitRows(blobs(4, 600, 32, 0.3, 1)), 1, products), 600)).toBeGreaterThan(
    0.97,
  );
});

test('the same seed gives the same map, another seed another', async () => {
  const rows = randomUnitRows(50, 16, 3);
  const map = await layOut(rows, 1, products);
  expect(await layOut(rows, 1, products)).toEqual(map);
  expect(await layOut(rows, 2, products)).not.toEqual(map);
});

describe('places', () => {
  test.each([0, 1, 2, 3, 4, 5, 16, 17, 60])('of %i documents lie in the unit square', async (n) => {
    const layout = await layOut(randomUnitRows(n, 8, 5), 1, products);
    expect(layout).toHaveLength(n * 2);
    for (const v of layout) expect(v >= 0 && v <= 1, String(v)).toBe(true);
  });

  test('of equal documents, and of such without words, are finite', async () => {
    const layout = await layOut(
      dense([...Array.from({ length: 20 }, () => unit([1, 2, 3])), ...Array.from({ length: 20 }, () => [0, 0, 0])]),
      1,
      products,
    );
    for (let d = 0; d < 40; d++) for (const v of place(layout, d)) expect(Number.isFinite(v)).toBe(true);
  });
});
