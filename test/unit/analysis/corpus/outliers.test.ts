import { expect, test } from 'vitest';
import { findOutliers } from '../../../../src/analysis/corpus/outliers.ts';

/** Documents whose three nearest are all of this similarity. */
const nearest = (...similarities: readonly number[]) => similarities.map((similarity) => Array.from({ length: 3 }, (_, document) => ({ document, similarity })));

test('is what lies below 0.6 of the median', () => {
  expect(findOutliers(nearest(0.5, 0.5, 0.29, 0.5, 0.31, 0.5, 0.5, 0.6, 0.7))).toEqual([2]);
});

test('is nothing where all are equally unlike each other', () => {
  expect(findOutliers(nearest(...Array.from({ length: 20 }, () => 0.05)))).toEqual([]);
});

test('is nothing among seven documents', () => {
  expect(findOutliers(nearest(0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0))).toEqual([]);
});

test('is a document that has one near one only', () => {
  const lonely = [{ document: 1, similarity: 0.7 }, { document: 2, similarity: 0.02 }, { document: 3, similarity: 0.01 }];
  expect(findOutliers([lonely, ...nearest(...Array.from({ length: 10 }, () => 0.5))])).toEqual([0]);
});
