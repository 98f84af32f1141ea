import { beforeAll, describe, expect, test } from 'vitest';
import type { RowProducts } from '../../../../src/analysis/corpus/row-products.ts';
import { forEachTile } from '../../../../src/analysis/corpus/similarity-tiles.ts';
import { inventedCorpus, similarityModel } from '../../support/corpora.ts';
import { loadProducts } from '../../support/matrices.ts';

let products: RowProducts;
beforeAll(async () => {
  products = await loadProducts();
});

// More than one tile of rows, and more than one of columns; many topics make terms of every frequency.
describe.each([
  [1, 1],
  [30, 3],
  [700, 9],
  [2_300, 15],
])('among %i documents of %i topics', (n, topics) => {
  test('every pair comes once, with its exact similarity', async () => {
    const model = similarityModel(inventedCorpus(n, topics));
    const order = Array.from({ length: n }, (_, i) => (i * 7 + 3) % n);
    const met = new Uint8Array(n * n);
    let worst = 0;
    await forEachTile(model, order, products, ({ rowFrom, columnFrom, rows, columns, values }) => {
      for (let i = 0; i < rows; i++)
        for (let j = 0; j < columns; j++) {
          const [a, b] = [rowFrom + i, columnFrom + j];
          if (a >= b) continue;
          met[a * n + b]!++;
          // Of a large batch some are enough.
          if ((a * 31 + b) % (n > 100 ? 97 : 1) === 0)
            worst = Math.max(
              worst,
              Math.abs(values[i * columns + j]! - model.between(order[a]!, order[b]!).similarity),
            );
        }
    });
    let wrong = 0;
    for (let a = 0; a < n; a++) for (let b = a + 1; b < n; b++) if (met[a * n + b] !== 1) wrong++;
    expect(wrong).toBe(0);
    expect(worst).toBeLessThan(1e-6);
  });
});

test('of some of the documents only those are compared, and opposite meanings count nothing', async () => {
  const [a, b, c] = inventedCorpus(3, 3);
  const model = similarityModel([a!, { ...b!, vector: a!.vector.map((v) => -v) }, c!]);
  const seen: number[] = [];
  await forEachTile(model, [0, 1], products, ({ rows, columns, values }) => seen.push(rows, columns, values[1]!));
  expect(seen.slice(0, 2)).toEqual([2, 2]);
  expect(seen[2]).toBeCloseTo(model.between(0, 1).wording / 2, 6);
});
