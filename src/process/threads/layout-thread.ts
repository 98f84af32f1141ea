import { Worker } from 'node:worker_threads';
import type { Placing } from '../../analysis/corpus/layout.ts';
import { type NearestRows, umapPlaces } from '../../analysis/corpus/umap.ts';

/** Given to the thread at its start. */
export interface LayoutTask {
  readonly nearest: NearestRows;
  readonly seed: number;
}

/** Rows from which a thread is worth its start. */
const WORTH_A_THREAD = 200;

/**
 * Finds places in a thread of its own: UMAP is plain JavaScript for a second or two, in which the rest of the corpus stage needs this one. Where no thread can be had it is done here.
 *
 * @param threadPath absolute path of the bundled `layout.js`
 */
export const placingIn =
  (threadPath: string): Placing =>
  async (nearest, seed) => {
    if (nearest.indices.length < WORTH_A_THREAD) return umapPlaces(nearest, seed);
    const places = await new Promise<Float32Array | undefined>((resolve) => {
      const worker = new Worker(threadPath, { workerData: { nearest, seed } satisfies LayoutTask, stderr: true });
      worker
        .once('message', resolve)
        .once('error', () => resolve(undefined))
        .once('exit', () => resolve(undefined));
    });
    return places ?? umapPlaces(nearest, seed);
  };
