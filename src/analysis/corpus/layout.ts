import { largest } from './largest.ts';
import type { DenseRows } from './dense-rows.ts';
import { eachRow, gathered, type RowProducts } from './row-products.ts';
import { sampledRows } from './sampling.ts';
import { type NearestRows, umapPlaces } from './umap.ts';

/** Documents whose places UMAP finds itself; of more, so many are drawn by lot, and the others placed among them. */
const LANDMARKS = 1_500;

/** Neighbours that a place is found by: UMAP's own default, the document itself counted among them. */
const NEIGHBOURS = 15;

/** Finds places for rows by their neighbours: {@link umapPlaces}, wherever it runs. */
export type Placing = (nearest: NearestRows, seed: number) => Promise<Float32Array>;

const placedHere: Placing = (nearest, seed) => Promise.resolve(umapPlaces(nearest, seed));

/** Landmarks that place a document which is none. */
const PLACING_LANDMARKS = 5;

/**
 * Places for the documents on a map: what is alike lies close together (UMAP: McInnes, Healy and Melville 2018, arXiv:1802.03426). Beyond {@link LANDMARKS}
 * documents time and memory grow only with the products of the others with the landmarks.
 *
 * @param placing finds the landmarks' places: here, or in a thread that works beside this one
 * @param space n × d, rows of length 1 or less, as of `documentSpace`
 * @returns n × 2, 0 … 1, of the same scale along both axes
 */
export function layOut(
  space: DenseRows,
  seed: number,
  products: RowProducts,
  placing: Placing = placedHere,
): Promise<Float32Array> {
  // The rows are let go of before the places are found, which takes long.
  return laidOut(surroundings(space, sampledRows(space.rows, LANDMARKS, seed), products), seed, placing);
}

/** All that places are found by. */
interface Surroundings {
  readonly landmarks: Int32Array;
  readonly nearest: NearestRows;
  /** Of every row, landmark or not, what places it; absent where all rows are landmarks. */
  readonly others?: NearLandmarks;
}

/** For each row its {@link PLACING_LANDMARKS} most similar landmarks and their weights, which sum to 1. */
interface NearLandmarks {
  readonly landmarks: Int32Array;
  readonly weights: Float64Array;
}

async function surroundings(space: DenseRows, landmarks: Int32Array, products: RowProducts): Promise<Surroundings> {
  const rows = gathered(space, landmarks);
  const nearest = await neighboursOf(rows, products);
  return {
    landmarks,
    nearest,
    ...(landmarks.length < space.rows && { others: await nearLandmarks(space, rows, products) }),
  };
}

async function laidOut(found: Promise<Surroundings>, seed: number, placing: Placing): Promise<Float32Array> {
  const { landmarks, nearest, others } = await found;
  const places = await placing(nearest, seed);
  return withinUnitSquare(others ? placedAmong(landmarks, places, others) : places);
}

/** The nearest of each row, itself first, by tiles of products. */
async function neighboursOf(space: DenseRows, products: RowProducts): Promise<NearestRows> {
  const n = space.rows;
  const neighbours = Math.min(NEIGHBOURS, n - 1);
  const indices: number[][] = [];
  const distances: number[][] = [];
  await eachRow(space, space, products, (row, i) => {
    const near = largest(row, Math.max(0, neighbours - 1), i);
    indices.push([i, ...near]);
    distances.push([0, ...near.map((j) => Math.max(0, 1 - row[j]!))]);
  });
  return { indices, distances };
}

/** The landmarks that each row is most like, the more alike the heavier. */
async function nearLandmarks(space: DenseRows, landmarkRows: DenseRows, products: RowProducts): Promise<NearLandmarks> {
  const landmarks = new Int32Array(space.rows * PLACING_LANDMARKS);
  const weights = new Float64Array(space.rows * PLACING_LANDMARKS);
  await eachRow(space, landmarkRows, products, (row, i) => {
    const near = largest(row, PLACING_LANDMARKS);
    const distances = near.map((j) => Math.max(0, 1 - row[j]!));
    const scale = distances.reduce((a, b) => a + b, 0) / near.length || 1;
    const unscaled = distances.map((d) => Math.exp((distances[0]! - d) / (scale / PLACING_LANDMARKS)));
    const sum = unscaled.reduce((a, b) => a + b, 0);
    landmarks.set(near, i * PLACING_LANDMARKS);
    weights.set(
      unscaled.map((weight) => weight / sum),
      i * PLACING_LANDMARKS,
    );
  });
  return { landmarks, weights };
}

/** Landmarks where UMAP has put them, and every other document at the weighted mean of its landmarks. */
function placedAmong(chosen: Int32Array, places: Float32Array, { landmarks, weights }: NearLandmarks): Float32Array {
  const all = new Float32Array((landmarks.length / PLACING_LANDMARKS) * 2);
  for (const [at, landmark] of landmarks.entries())
    for (const axis of [0, 1])
      all[Math.floor(at / PLACING_LANDMARKS) * 2 + axis]! += places[landmark * 2 + axis]! * weights[at]!;
  for (const [j, i] of chosen.entries()) all.set(places.subarray(j * 2, j * 2 + 2), i * 2);
  return all;
}

function withinUnitSquare(places: Float32Array): Float32Array {
  const low = [Infinity, Infinity];
  const high = [-Infinity, -Infinity];
  for (const [i, v] of places.entries()) {
    low[i % 2] = Math.min(low[i % 2]!, v);
    high[i % 2] = Math.max(high[i % 2]!, v);
  }
  const side = Math.max(high[0]! - low[0]!, high[1]! - low[1]!) || 1;
  return places.map((v, i) => 0.5 + (v - (low[i % 2]! + high[i % 2]!) / 2) / side);
}
