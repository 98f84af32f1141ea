import { beforeAll, expect, test } from 'vitest';
import { findOutliers } from '../../../../src/analysis/corpus/outliers.ts';
import type { RowProducts } from '../../../../src/analysis/corpus/row-products.ts';
import { SimilarityModel } from '../../../../src/analysis/corpus/similarity.ts';
import { tfIdf } from '../../../../src/analysis/corpus/tf-idf.ts';
import { dense, loadProducts } from '../../support/matrices.ts';

let products: RowProducts;
beforeAll(async () => {
  products = await loadProducts();
});

const none = { terms: '', counts: new Uint32Array(0) };
const model = (rows: readonly (readonly number[])[]) => new SimilarityModel(dense(rows), tfIdf(rows.map(() => none)));
const axis = (i: number, of: number) => Array.from({ length: of }, (_, j) => (i === j ? 1 : 0));

/** A document whose similarity to whatever lies along the first axis is half of this cosine; otherwise it lies along an axis of its own. */
const leaning = (cosine: number, own: number, of: number) =>
  axis(own, of).map((v, j) => (j === 0 ? cosine : v * Math.sqrt(1 - cosine ** 2)));

const alike = (count: number, of: number) => Array.from({ length: count }, () => axis(0, of));

test('is what lies below 0.6 of the median', async () => {
  expect(
    await findOutliers(model([...alike(7, 4), leaning(0.59, 1, 4), leaning(0.61, 2, 4), ...alike(2, 4)]), 1, products),
  ).toEqual([7]);
});

test('is nothing where all are equally unlike each other', async () => {
  expect(await findOutliers(model(Array.from({ length: 20 }, (_, i) => axis(i, 20))), 1, products)).toEqual([]);
});

test('is nothing among seven documents', async () => {
  expect(await findOutliers(model([...alike(6, 2), axis(1, 2)]), 1, products)).toEqual([]);
});

test('is a document that has one near one only', async () => {
  expect(await findOutliers(model([...alike(10, 3), axis(1, 3), axis(1, 3), leaning(0.9, 2, 3)]), 1, products)).toEqual(
    [10, 11],
  );
});

test('is found in a batch larger than the sample, where a small group that the sample may miss is none', async () => {
  const of = 6;
  const rows = [
    ...alike(700, of),
    ...Array.from({ length: 4 }, () => axis(1, of)),
    axis(2, of),
    ...Array.from({ length: 800 }, () => axis(3, of)),
    leaning(0.2, 4, of),
    ...Array.from({ length: 3 }, () => axis(5, of)),
  ];
  for (const seed of [1, 2, 3]) expect(await findOutliers(model(rows), seed, products)).toEqual([704, 1505]);
});
