import * as z from 'zod';

/**
 * Regression trees whose sum is a score (Friedman 2001, "Greedy function approximation"), node by node in arrays: `feature` that an inner node asks for, the `threshold` up to which it goes to `left`,
 * else to `right`; a child below 0 is the leaf −1 − child of `leaves`. `roots` says where each tree begins; a tree of one leaf begins at it.
 */
export const BoostedTreesFile = z.object({
  roots: z.array(z.int()),
  feature: z.array(z.int()),
  threshold: z.array(z.number()),
  left: z.array(z.int()),
  right: z.array(z.int()),
  leaves: z.array(z.number()),
});

export type BoostedTrees = z.infer<typeof BoostedTreesFile>;

/** The sum over all trees. */
export function scoreByTrees(
  { roots, feature, threshold, left, right, leaves }: BoostedTrees,
  features: ArrayLike<number>,
): number {
  let sum = 0;
  for (const root of roots) {
    let node = root;
    while (node >= 0) node = features[feature[node]!]! <= threshold[node]! ? left[node]! : right[node]!;
    sum += leaves[-1 - node]!;
  }
  return sum;
}
