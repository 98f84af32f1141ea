import path from 'node:path';
import { AnalyzerError, startAnalyzer } from '../process/host/client.ts';
import { FairOrder } from './fair-order.ts';
import { limitListing } from './listing-limit.ts';
import type { BatchQueue, BatchResult, QueuedBatch, QueueListeners } from './queue.ts';
import type { BatchFiles } from './store/batch-files.ts';

interface Waiting {
  readonly start: () => void;
}

/**
 * The queue of a server that runs its batches itself, each in a child process of its own. It holds nothing that a restart could lose: which batches wait stands in their `job.json`, and what
 * was done of them in their `analyses.log`.
 */
export class EmbeddedQueue implements BatchQueue {
  readonly name = 'embedded';
  private readonly order = new FairOrder<Waiting>();
  private running = 0;

  /**
   * @param workerPath absolute path of the bundled `worker.js`
   * @param atOnce batches that run at the same time
   * @param threads worker threads of each; one a core when absent
   */
  constructor(
    private readonly workerPath: string,
    private readonly files: BatchFiles,
    private readonly atOnce: number,
    private readonly threads: number | undefined,
  ) {}

  async run(batch: QueuedBatch, listeners: QueueListeners, signal: AbortSignal): Promise<BatchResult> {
    await this.turn(batch.tenant, signal);
    try {
      listeners.onStart();
      return await this.analyse(batch, listeners, signal);
    } finally {
      this.running--;
      this.next();
    }
  }

  ready(): Promise<boolean> {
    return Promise.resolve(true);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  private turn(tenant: string, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const abort = () => {
        this.order.remove(tenant, entry);
        reject(new AnalyzerError('cancelled', 'The analysis was cancelled.'));
      };
      const entry: Waiting = {
        start: () => {
          signal.removeEventListener('abort', abort);
          resolve();
        },
      };
      this.order.add(tenant, entry);
      if (signal.aborted) return abort();
      signal.addEventListener('abort', abort, { once: true });
      this.next();
    });
  }

  private next(): void {
    while (this.running < this.atOnce) {
      const entry = this.order.take();
      if (!entry) return;
      this.running++;
      entry.start();
    }
  }

  private async analyse({ tenant, job, folder, retry }: QueuedBatch, { onProgress, onDocuments }: QueueListeners, signal: AbortSignal): Promise<BatchResult> {
    const batch = { tenant, id: job.id };
    await this.files.needSource(batch);
    const analyzer = startAnalyzer(this.workerPath);
    try {
      const { id, source, options, createdAt } = job;
      // The folder with the folders of its tenant's batches: what others have kept of the same texts is taken over, and nothing of other tenants.
      const request = { jobId: id, jobFolder: folder, cacheFolder: path.dirname(folder), source, options, createdAt, ...(this.threads !== undefined && { threads: this.threads }), ...(retry && { retry: 'all' as const }) };
      const { summary, reused, times } = await limitListing({ onProgress, signal }, (listeners) => analyzer.analyze(request, { ...listeners, onDocuments }));
      await this.files.publish(batch, folder);
      return { summary, reused, times };
    } finally {
      analyzer.dispose();
    }
  }
}
