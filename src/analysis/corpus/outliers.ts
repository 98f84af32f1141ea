import type { RowProducts } from './row-products.ts';
import { sampledRows } from './sampling.ts';
import type { SimilarityModel } from './similarity.ts';
import { forEachTile } from './similarity-tiles.ts';

/** Neighbours that a document is measured by. */
const BY_NEAREST = 3;

/** Of the batch's median, the mean similarity to its nearest documents under which a document is an outlier. */
const LEAST_SHARE = 0.6;

/** In fewer documents than this nothing is an outlier: the median says too little. */
const LEAST_DOCUMENTS = 8;

/** Documents, evenly taken, that give the median, and that the others are compared with first. */
const SAMPLE = 1_000;

/**
 * Documents that are like no other ones: their mean similarity to the three nearest is below 0.6 of the batch's median (a nearest-neighbour distance as in Ramaswamy et al. 2000, relative to
 * the batch). It names fewer than one in a hundred documents of ordinary batches (docs/decisions/0027).
 *
 * In a large batch the median is that of a sample. A document that is near enough to some of the sample is near enough to the batch; only the others are compared with all documents.
 *
 * @returns ascending
 */
export async function findOutliers(model: SimilarityModel, seed: number, products: RowProducts): Promise<number[]> {
  const n = model.documents;
  if (n < LEAST_DOCUMENTS) return [];
  const sample = Array.from(sampledRows(n, SAMPLE, seed));
  const closeness = await closenessTo(sample, model, products);
  const bound = LEAST_SHARE * lowerMedian(sample.map((d) => closeness[d]!));
  const sampled = new Set(sample);
  const doubtful = Array.from(closeness.keys()).filter((d) => closeness[d]! < bound);
  const unknown = doubtful.filter((d) => !sampled.has(d));
  const exact = unknown.length === 0 ? closeness : await closenessTo(unknown, model, products);
  return doubtful.filter((d) => sampled.has(d) || exact[d]! < bound);
}

/** For each document the mean similarity to its three nearest: of some, `compared`, among all documents, of the others among those. */
async function closenessTo(
  compared: readonly number[],
  model: SimilarityModel,
  products: RowProducts,
): Promise<Float32Array> {
  const n = model.documents;
  const first = new Set(compared);
  const order = [...compared, ...Array.from({ length: n }, (_, d) => d).filter((d) => !first.has(d))];
  const best = new Float32Array(n * BY_NEAREST);
  const last = BY_NEAREST - 1;
  const keep = (place: number, value: number) => {
    let at = place * BY_NEAREST + last;
    for (; at > place * BY_NEAREST && best[at - 1]! < value; at--) best[at] = best[at - 1]!;
    best[at] = value;
  };
  await forEachTile(
    model,
    order,
    products,
    ({ rowFrom, columnFrom, rows, columns, values }) => {
      for (let i = 0; i < rows; i++) {
        const a = rowFrom + i;
        for (let j = Math.max(0, a + 1 - columnFrom); j < columns; j++) {
          const value = values[i * columns + j]!;
          const b = columnFrom + j;
          if (value > best[a * BY_NEAREST + last]!) keep(a, value);
          if (value > best[b * BY_NEAREST + last]!) keep(b, value);
        }
      }
    },
    { first: compared.length },
  );
  const closeness = new Float32Array(n);
  for (const [place, d] of order.entries())
    for (let k = 0; k < BY_NEAREST; k++) closeness[d]! += best[place * BY_NEAREST + k]! / BY_NEAREST;
  return closeness;
}

const lowerMedian = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)]!;
