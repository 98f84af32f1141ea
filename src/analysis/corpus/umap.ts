import { UMAP } from 'umap-js';
import { seededRandom } from './random.ts';

/** Rounds of UMAP's optimisation: its default for large sets. Its default for small ones, 500, takes two and a half times as long and looks the same. */
const EPOCHS = 200;

/** For each row its nearest ones, itself first, and how far each is: 0 for itself. */
export interface NearestRows {
  readonly indices: number[][];
  readonly distances: number[][];
}

/**
 * Places in the plane for rows whose neighbours are known, by UMAP (McInnes, Healy and Melville 2018).
 *
 * @returns n × 2
 */
export function umapPlaces({ indices, distances }: NearestRows, seed: number): Float32Array {
  const n = indices.length;
  // So few have no shape: side by side on a circle.
  if (n <= 3)
    return Float32Array.from({ length: n * 2 }, (_, i) => (i % 2 ? Math.sin : Math.cos)((2 * Math.PI * (i >> 1)) / n));
  const layout = new UMAP({ nNeighbors: indices[0]!.length, nEpochs: EPOCHS, random: seededRandom(seed) });
  layout.setPrecomputedKNN(indices, distances);
  const epochs = layout.initializeFit(indices);
  for (let i = 0; i < epochs; i++) layout.step();
  return Float32Array.from(layout.getEmbedding().flat());
}
