import { createReadStream } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Queue } from 'bullmq';
import type { CompareElsewhereRequest, CompareElsewhereResponse } from '../../protocol/analyzer.ts';
import { batchKey, type BatchName } from '../store/batch-files.ts';
import type { BlobStore } from '../store/blob-store.ts';
import { fetchBlob } from '../store/fetch-blob.ts';
import { fileDigest } from '../store/file-digest.ts';
import { type BatchWork, PAIRS_QUEUE, PREFIX, type StripeWork, workId } from './batch-flow.ts';
import { connectionTo } from './connection.ts';

/** Folder in a store of what a batch's stripes are compared by and what is found in them, each named by the hash of the former. */
export const pairsKey = (batch: BatchName) => `${batchKey(batch)}/pairs`;
export const comparisonKey = (work: Pick<StripeWork, keyof BatchName | 'comparison'>) =>
  `${pairsKey(work)}/${work.comparison}.rows`;
export const findingsKey = (work: Pick<StripeWork, keyof BatchName | 'comparison' | 'stripe'>) =>
  `${pairsKey(work)}/${work.comparison}-${work.stripe}.found`;

/** How often it is looked which stripes have been compared, and how often the queue is asked what became of the others. */
const LOOK_EVERY_MS = 500;
const ASK_EVERY_MS = 3000;

/**
 * Puts the stripes of a batch's pairs into the queue, as work of their own for any worker, and waits for what is found in them. Blobs are named by what they come from: a stripe that was
 * compared before, by this attempt or an earlier one, is not compared again.
 */
export class PairStripes {
  private readonly queue: Queue;

  constructor(
    url: string,
    private readonly store: BlobStore,
    onError: (error: Error) => void,
  ) {
    this.queue = new Queue(PAIRS_QUEUE, { connection: connectionTo(url, true), prefix: PREFIX });
    this.queue.on('error', onError);
  }

  /**
   * @param folder absolute path of a folder for what was found
   * @param priority of the batch
   * @throws where a stripe was given up, or the signal aborts
   */
  async compare(
    work: BatchWork,
    folder: string,
    { file, stripes }: CompareElsewhereRequest,
    priority: number | undefined,
    signal: AbortSignal,
  ): Promise<CompareElsewhereResponse> {
    const comparison = await fileDigest(file);
    const wanted = Array.from({ length: stripes }, (_, stripe): StripeWork => ({ ...work, comparison, stripe }));
    if (!(await this.kept(work)).has(comparisonKey({ ...work, comparison })))
      await this.store.put(comparisonKey({ ...work, comparison }), createReadStream(file));
    for (let asked = -Infinity; ;) {
      const kept = await this.kept(work);
      const open = wanted.filter((stripe) => !kept.has(findingsKey(stripe)));
      if (open.length === 0) break;
      if (performance.now() - asked >= ASK_EVERY_MS) {
        for (const stripe of open) await this.ask(stripe, priority);
        asked = performance.now();
      }
      await delay(LOOK_EVERY_MS, undefined, { signal });
    }
    const files = wanted.map(({ stripe }) => path.join(folder, `stripe-${stripe}.found`));
    for (const [i, to] of files.entries()) await fetchBlob(this.store, findingsKey(wanted[i]!), to);
    return { files };
  }

  async close(): Promise<void> {
    await this.queue.close();
  }

  private async kept(batch: BatchName): Promise<ReadonlySet<string>> {
    const keys = new Set<string>();
    for await (const { key } of this.store.list(pairsKey(batch))) keys.add(key);
    return keys;
  }

  /** A queue that lost what it had is given it anew. */
  private async ask(stripe: StripeWork, priority: number | undefined): Promise<void> {
    const id = `${workId(stripe)}-${stripe.comparison.slice(0, 16)}-${stripe.stripe}`;
    const job = await this.queue.getJob(id);
    if (!job)
      await this.queue.add('stripe', stripe, {
        jobId: id,
        attempts: 3,
        backoff: { type: 'exponential', delay: 1000 },
        removeOnComplete: true,
        ...(priority !== undefined && { priority }),
      });
    else if (await job.isFailed()) {
      await job.remove();
      throw new Error(`Part ${stripe.stripe + 1} of the pairs could not be compared: ${job.failedReason}`);
    }
  }
}
