import type { Neighbours } from './neighbours.ts';

/** Neighbours that a document is measured by. */
const BY_NEAREST = 3;

/** Of the batch's median, the mean similarity to its nearest documents under which a document is an outlier. */
const LEAST_SHARE = 0.6;

/** In fewer documents than this nothing is an outlier: the median says too little. */
const LEAST_DOCUMENTS = 8;

/**
 * Documents that are like no other ones: their mean similarity to the three nearest is below 0.6 of the batch's median (a nearest-neighbour distance as in Ramaswamy et al. 2000, relative to
 * the batch). It names fewer than one in a hundred documents of ordinary batches (docs/decisions/0027).
 *
 * @returns ascending
 */
export function findOutliers(nearest: Neighbours['nearest']): number[] {
  if (nearest.length < LEAST_DOCUMENTS) return [];
  const closeness = nearest.map((list) => list.slice(0, BY_NEAREST).reduce((sum, { similarity }) => sum + similarity, 0) / BY_NEAREST);
  const median = [...closeness].sort((a, b) => a - b)[Math.floor((closeness.length - 1) / 2)]!;
  return Array.from(closeness.keys()).filter((d) => closeness[d]! < LEAST_SHARE * median);
}
