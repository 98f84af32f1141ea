import type { DenseRows } from './dense-rows.ts';
import type { RowProducts } from './row-products.ts';
import { silhouettes } from './silhouette.ts';
import { cutTree, type MergeTree } from './ward.ts';

/**
 * A number of clusters is taken when none up to `REACH` times as large has a silhouette that it does not come to `PARSIMONY` of. On real text the silhouette climbs again long after the
 * topics are found, once clusters are as small as what two documents happen to share: looking only so far ahead keeps that out (docs/decisions/0027).
 */
const PARSIMONY = 0.92;
const REACH = 4;

/** Most clusters that are looked for: this many times the root of the documents, and a third of those in the sample. */
const MOST = { perRoot: 1.5, perSample: 3 };

/** Each number tried is the next one, and from 20 on at least 8 % larger. */
const STEP = 1.08;

/**
 * The number of clusters of a batch, 2 or more, by the tree of a sample of it.
 *
 * @param sample the rows that the tree is over
 * @param documents in the whole batch
 * @param limit most clusters in any case
 */
export async function numberOfTopics(
  sample: DenseRows,
  tree: MergeTree,
  documents: number,
  limit: number,
  products: RowProducts,
): Promise<number> {
  const most = Math.max(
    2,
    Math.min(Math.floor(MOST.perRoot * Math.sqrt(documents)), Math.floor(sample.rows / MOST.perSample), limit),
  );
  const tried: number[] = [];
  for (let k = 2; k <= most; k = Math.max(k + 1, k >= 20 ? Math.round(k * STEP) : 0)) tried.push(k);
  const found = await silhouettes(
    sample,
    tried.map((k) => cutTree(tree, k)),
    products,
  );
  const scores = tried.map((k, i) => ({ k, score: found[i]! }));
  return (
    scores.find(({ k, score }) =>
      scores.every((other) => other.k <= k || other.k > REACH * k || PARSIMONY * other.score <= score),
    ) ?? scores[0]!
  ).k;
}
