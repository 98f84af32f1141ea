/** The layout thread: finds the places of the map's landmarks while the rest of the corpus stage goes on, and ends. */
import { parentPort, workerData } from 'node:worker_threads';
import { umapPlaces } from '../../analysis/corpus/umap.ts';
import type { LayoutTask } from './layout-thread.ts';

const { nearest, seed } = workerData as LayoutTask;
parentPort?.postMessage(umapPlaces(nearest, seed));
