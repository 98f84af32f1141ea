import type { PageParts } from '../exports/export-options.ts';
import type { ReadingLimits } from '../report/reading-options.ts';
import type { TextReader } from '../process/host/text-reader.ts';
import type { Batches } from './batches.ts';
import type { Metrics } from './metrics.ts';
import type { BatchQueue } from './queue.ts';
import type { BatchFiles } from './store/batch-files.ts';

/** What the routes work with. */
export interface Service {
  readonly batches: Batches;
  readonly files: BatchFiles;
  readonly queue: BatchQueue;
  readonly metrics: Metrics;
  /** What no upload may exceed. */
  readonly limits: ReadingLimits;
  /** Uploads that may come in at the same time, half of them of one tenant. */
  readonly uploads: number;
  /** Event streams that may be open at the same time, half of them of one tenant. */
  readonly streams: number;
  /** How long a connection may stay silent, and over how long a client must keep its pace. */
  readonly silenceSeconds: number;
  /** The process that reads single texts again. */
  readonly reader: TextReader;
  readonly page: () => Promise<PageParts>;
  /** Absolute path of the folder of the bundles. */
  readonly dist: string;
}
