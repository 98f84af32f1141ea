import { beforeAll, expect, test } from 'vitest';
import type { RowProducts } from '../../../../src/analysis/corpus/row-products.ts';
import { clusterStability } from '../../../../src/analysis/corpus/stability.ts';
import { blobs, loadProducts, randomUnitRows } from '../../support/matrices.ts';

let products: RowProducts;
beforeAll(async () => {
  products = await loadProducts();
});

const inTurn = (rows: number, k: number) => Int32Array.from({ length: rows }, (_, i) => i % k);
const byBlob = (blobCount: number, perBlob: number) =>
  Int32Array.from({ length: blobCount * perBlob }, (_, i) => Math.floor(i / perBlob));

test('separate blobs are always found again', async () => {
  expect(await clusterStability(blobs(3, 40, 6, 0.1, 1), byBlob(3, 40), 1, products)).toEqual([1, 1, 1]);
});

test('clusters that are no groups of the rows are not', async () => {
  for (const stability of await clusterStability(randomUnitRows(300, 12, 2), inTurn(300, 4), 1, products))
    expect(stability!).toBeLessThan(0.5);
});

test('one cluster, few documents and clusters of next to nothing have none', async () => {
  expect(await clusterStability(blobs(1, 40, 6, 1, 1), new Int32Array(40), 1, products)).toEqual([undefined]);
  expect(await clusterStability(blobs(2, 4, 6, 0.1, 1), byBlob(2, 4), 1, products)).toEqual([undefined, undefined]);
  expect(await clusterStability(blobs(10, 2, 6, 0.1, 1), byBlob(10, 2), 1, products)).toEqual(
    Array.from({ length: 10 }, () => undefined),
  );
});

test('is the same for a seed, also on a sample of many rows', async () => {
  const many = blobs(4, 400, 6, 2.5, 4);
  const first = await clusterStability(many, byBlob(4, 400), 7, products);
  expect(await clusterStability(many, byBlob(4, 400), 7, products)).toEqual(first);
});
