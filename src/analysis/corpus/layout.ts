import { UMAP } from 'umap-js';
import type { DenseRows } from './lsa.ts';
import { seededRandom } from './random.ts';
import { type RowProducts, rowsBetween } from './row-products.ts';
import { sampledRows } from './sampled-rows.ts';

/** Documents whose places UMAP finds itself; of more, so many are drawn by lot, and the others placed among them. */
const LANDMARKS = 1_500;

/** Neighbours that a place is found by: UMAP's own default, the document itself counted among them. */
const NEIGHBOURS = 15;

/** Rounds of UMAP's optimisation: its default for large sets. Its default for small ones, 500, takes two and a half times as long and looks the same. */
const EPOCHS = 200;

/** Landmarks that place a document which is none. */
const PLACING_LANDMARKS = 5;

const TILE = 512;

/**
 * Places for the documents on a map: what is alike lies close together (UMAP: McInnes, Healy and Melville 2018, arXiv:1802.03426). Beyond {@link LANDMARKS}
 * documents time and memory grow only with the products of the others with the landmarks.
 *
 * @param space n × d, rows of length 1 or 0: what the topics are found in
 * @returns n × 2, 0 … 1, of the same scale along both axes
 */
export async function layOut(space: DenseRows, seed: number, products: RowProducts): Promise<Float32Array> {
  const chosen = sampledRows(space, LANDMARKS, seed);
  const places = await umap(chosen.space, seed, products);
  return withinUnitSquare(chosen.rows ? await placedAmong(space, chosen.rows, chosen.space, places, products) : places);
}

async function umap(space: DenseRows, seed: number, products: RowProducts): Promise<Float32Array> {
  const n = space.rows;
  // So few have no shape: side by side on a circle.
  if (n <= 3) return Float32Array.from({ length: n * 2 }, (_, i) => (i % 2 ? Math.sin : Math.cos)((2 * Math.PI * (i >> 1)) / n));
  const neighbours = Math.min(NEIGHBOURS, n - 1);
  const indices: number[][] = [];
  const distances: number[][] = [];
  await eachRow(space, space, products, (row, i) => {
    const near = nearestTo(row, neighbours - 1, i);
    indices.push([i, ...near]);
    distances.push([0, ...near.map((j) => Math.max(0, 1 - row[j]!))]);
  });
  const layout = new UMAP({ nNeighbors: neighbours, nEpochs: EPOCHS, random: seededRandom(seed) });
  layout.setPrecomputedKNN(indices, distances);
  const epochs = layout.initializeFit(indices);
  for (let i = 0; i < epochs; i++) layout.step();
  return Float32Array.from(layout.getEmbedding().flat());
}

/** Landmarks where UMAP has put them, and every other document at the mean of the landmarks that are most like it, the more alike the nearer. */
async function placedAmong(space: DenseRows, landmarks: readonly number[], landmarkRows: DenseRows, places: Float32Array, products: RowProducts): Promise<Float32Array> {
  const all = new Float32Array(space.rows * 2);
  await eachRow(space, landmarkRows, products, (row, i) => {
    const near = nearestTo(row, PLACING_LANDMARKS);
    const distances = near.map((j) => Math.max(0, 1 - row[j]!));
    const scale = distances.reduce((a, b) => a + b, 0) / near.length || 1;
    const weights = distances.map((d) => Math.exp((distances[0]! - d) / (scale / PLACING_LANDMARKS)));
    const sum = weights.reduce((a, b) => a + b, 0);
    for (const [k, j] of near.entries()) for (const axis of [0, 1]) all[i * 2 + axis]! += (places[j * 2 + axis]! * weights[k]!) / sum;
  });
  for (const [j, i] of landmarks.entries()) all.set(places.subarray(j * 2, j * 2 + 2), i * 2);
  return all;
}

/** Calls for each row of `a` with its products with all rows of `b`. */
async function eachRow(a: DenseRows, b: DenseRows, products: RowProducts, use: (row: Float32Array, i: number) => void): Promise<void> {
  for (let from = 0; from < a.rows; from += TILE) {
    const tile = rowsBetween(a, from, from + TILE);
    const product = await products.multiply(tile, b);
    for (let i = 0; i < tile.rows; i++) use(product.subarray(i * b.rows, (i + 1) * b.rows), from + i);
  }
}

/** The columns of the largest products, largest first, the first of equals first. */
function nearestTo(row: Float32Array, count: number, own = -1): number[] {
  const best: number[] = [];
  for (let j = 0; j < row.length; j++) {
    if (j === own || (best.length === count && row[j]! <= row[best[count - 1]!]!)) continue;
    let at = best.length;
    while (at > 0 && row[best[at - 1]!]! < row[j]!) at--;
    best.splice(at, 0, j);
    if (best.length > count) best.pop();
  }
  return best;
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
