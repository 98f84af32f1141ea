import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clusterIds } from '../../../../src/analysis/corpus/cluster-identity.ts';

const earlier = (clusters: Readonly<Record<number, string>>) =>
  Object.entries(clusters).map(([id, texts]) => ({ id: Number(id), texts: new Set(texts.split('')) }));
const texts = (...clusters: readonly string[]) => clusters.map((c) => c.split(''));

test('without an earlier analysis clusters are numbered in their order', () => {
  expect(clusterIds(texts('abc', 'de', 'f'), [])).toEqual([0, 1, 2]);
});

test('a cluster of nearly the same texts keeps its number, whatever its size is now', () => {
  expect(clusterIds(texts('defghi', 'abc'), earlier({ 0: 'abcd', 1: 'efghi' }))).toEqual([1, 0]);
});

test('a new cluster takes the lowest free number', () => {
  expect(clusterIds(texts('xyz', 'efg', 'abcd'), earlier({ 0: 'abcd', 2: 'efg' }))).toEqual([1, 2, 0]);
});

test('a cluster that shares fewer than half of the texts is a new one', () => {
  expect(clusterIds(texts('abxyz'), earlier({ 3: 'abcde' }))).toEqual([0]);
});

test('the better of two heirs gets the number', () => {
  expect(clusterIds(texts('abc', 'defghi'), earlier({ 5: 'abcdefghi' }))).toEqual([0, 5]);
});

test('numbers are never given twice', () => {
  const cluster = fc.uniqueArray(fc.constantFrom(...'abcdefghijkl'.split('')), { minLength: 1 });
  fc.assert(
    fc.property(fc.array(cluster, { maxLength: 8 }), fc.array(cluster, { maxLength: 8 }), (now, before) => {
      const ids = clusterIds(
        now,
        before.map((of, id) => ({ id: id * 2, texts: new Set(of) })),
      );
      expect(new Set(ids).size).toBe(now.length);
    }),
  );
});
