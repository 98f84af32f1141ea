import { largest } from './largest.ts';
import type { DenseRows } from './dense-rows.ts';
import { latentSemanticAnalysis, letterAnalysis } from './lsa.ts';
import { eachRow, gathered, type RowProducts } from './row-products.ts';
import { sampledRows } from './sampling.ts';
import type { TfIdf } from './tf-idf.ts';

/** Directions of the latent semantic analysis. */
const LSA_RANK = 100;

/** Each document is drawn towards this many of its nearest ones, at most a quarter of the batch. */
const SMOOTHED_BY = 5;

/** … nearly halfway: two documents that are each other's nearest stay two. */
const PULL = 0.95;

/** Documents that neighbours are sought among, evenly taken: beyond, the cost would grow with the square of the batch. */
const LANDMARKS = 4_000;

/** Length, of 1, under which what is left of a row without the mean is rounding. */
const LEAST_LENGTH = 1e-3;

/**
 * Where documents lie by what they say: the encoder's vectors beside the latent semantic analysis of the batch, each without what all documents have in common (their mean) and of length 1/√2.
 * Documents in a language that the encoder does not know lie apart from those, by the letters of their words.
 *
 * @param encoded n × d, the encoder's vectors: rows of length 1 or 0
 * @param lettered the documents in languages that the encoder does not know, ascending (`unknown-languages.ts`)
 * @returns rows of length 1 or less
 */
export async function documentSpace(
  encoded: DenseRows,
  terms: TfIdf,
  lettered: readonly number[],
  seed: number,
  products: RowProducts,
): Promise<DenseRows> {
  const { rows } = encoded;
  const letters = await letterAnalysis(terms, lettered, LSA_RANK, seed, products);
  if (lettered.length === rows) return letters;
  const topical = await latentSemanticAnalysis(terms, LSA_RANK, seed, products);
  const apart = new Set(lettered);
  const others = Array.from({ length: rows }, (_, d) => d).filter((d) => !apart.has(d));
  const width = encoded.width + topical.width + letters.width;
  const data = new Float32Array(rows * width);
  centre(encoded, others, data, width, 0);
  centre(topical, others, data, width, encoded.width);
  for (const [row, d] of lettered.entries())
    data.set(
      letters.data.subarray(row * letters.width, (row + 1) * letters.width),
      d * width + encoded.width + topical.width,
    );
  return { rows, width, data };
}

/**
 * Where topics are found: each document is drawn nearly halfway towards the mean of the five nearest documents. That thins out the space between groups, as one step of diffusion on the graph
 * of neighbours does.
 *
 * @param space n × d, as of {@link documentSpace}
 * @param wanted the documents whose rows are wanted, ascending
 * @returns m × d, rows of length 1 or 0
 */
export async function topicSpace(
  space: DenseRows,
  wanted: readonly number[],
  seed: number,
  products: RowProducts,
): Promise<DenseRows> {
  const drawn = await smoothed(space, sampledRows(space.rows, LANDMARKS, seed), products);
  if (wanted.length === drawn.rows) return drawn;
  // In their place: a copy would be the largest thing that is held.
  const { width, data } = drawn;
  for (const [to, from] of wanted.entries()) data.copyWithin(to * width, from * width, (from + 1) * width);
  return { rows: wanted.length, width, data: data.subarray(0, wanted.length * width) };
}

/** Writes some rows without their mean, of length 1/√2 again, into wider rows from a column on; rows that are zero, or equal to the mean, are zero. */
function centre(
  { width, data }: DenseRows,
  rows: readonly number[],
  into: Float32Array,
  wide: number,
  column: number,
): void {
  const mean = new Float64Array(width);
  for (const i of rows) for (let j = 0; j < width; j++) mean[j]! += data[i * width + j]! / rows.length;
  for (const i of rows) {
    const first = i * wide + column;
    let own = 0;
    let squares = 0;
    for (let j = 0, at = i * width, to = first; j < width; j++, at++, to++) {
      into[to] = data[at]! - mean[j]!;
      own += data[at]! * data[at]!;
      squares += into[to]! * into[to]!;
    }
    const length = own === 0 || squares < LEAST_LENGTH ** 2 ? 0 : Math.sqrt(squares);
    for (let to = first; to < first + width; to++)
      into[to] = length === 0 ? 0 : Math.fround(into[to]! / length) * Math.SQRT1_2;
  }
}

/** Each row plus the mean of its nearest rows among the landmarks and of the rows that it is among the nearest of, at length 1. */
async function smoothed(rows: DenseRows, landmarks: Int32Array, products: RowProducts): Promise<DenseRows> {
  const { rows: n, width, data } = rows;
  const count = Math.min(SMOOTHED_BY, Math.floor(n / 4));
  if (count === 0) return { ...rows, data: data.slice() };
  const others = gathered(rows, landmarks);
  const sums = new Float32Array(data.length);
  const degrees = new Uint32Array(n);
  const link = (to: number, from: number) => {
    for (let j = 0; j < width; j++) sums[to * width + j]! += data[from * width + j]!;
    degrees[to]!++;
  };
  const near = new Int32Array(n * count).fill(-1);
  const has = (a: number, b: number) => near.subarray(a * count, (a + 1) * count).includes(b);
  const placeOf = new Map(Array.from(landmarks, (row, place) => [row, place]));
  await eachRow(rows, others, products, (row, i) =>
    near.set(
      largest(row, count, placeOf.get(i)).map((place) => landmarks[place]!),
      i * count,
    ),
  );
  for (let a = 0; a < n; a++)
    for (const b of near.subarray(a * count, (a + 1) * count)) {
      if (b < 0) continue;
      link(a, b);
      if (!has(b, a)) link(b, a);
    }
  for (let i = 0; i < n; i++) {
    let squares = 0;
    for (let at = i * width; at < (i + 1) * width; at++) {
      sums[at] = data[at]! + (PULL * sums[at]!) / Math.max(1, degrees[i]!);
      squares += sums[at]! * sums[at]!;
    }
    if (squares > 0)
      for (let at = i * width, scale = 1 / Math.sqrt(squares); at < (i + 1) * width; at++) sums[at]! *= scale;
  }
  return { rows: n, width, data: sums };
}
