import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { FlowProducer, type Job as QueueJob, Queue, QueueEvents } from 'bullmq';
import type { Progress } from '../../protocol/job.ts';
import { AnalyzerError } from '../../worker/client.ts';
import type { ServiceLog } from '../batches.ts';
import type { BatchQueue, BatchResult, QueuedBatch, QueueListeners } from '../queue.ts';
import type { BatchFiles } from '../store/batch-files.ts';
import { type BatchWork, MAP_QUEUE, PREFIX, REDUCE_QUEUE, shardId, workId } from './batch-flow.ts';
import { connectionTo } from './connection.ts';
import { JoinedProgress } from './joined-progress.ts';
import { pairsKey } from './pair-stripes.ts';
import type { Lease, Leases } from './leases.ts';

const MOST_SHARDS = 64;

/** Events tell at once how a batch goes on. They may be missed while Redis is away: so often its state is asked for besides. */
const LOOK_EVERY_MS = 2000;

/** How long workers may take to leave a run that was stopped. */
const LEAVE_MS = 5000;

/** So often a part is tried before it is left to the worker that puts the batch together. */
const ATTEMPTS = 3;

interface Watched {
  readonly onPart: (index: number, progress: Progress) => void;
  readonly onWhole: (progress: Progress) => void;
  readonly look: () => void;
}

/**
 * The queue in Redis: a batch is a flow of its parts, which are done in any order by any worker, and of the batch itself, which comes when they are done and is an ordinary analysis that finds
 * the parts' results in its cache. So the report is that of a local analysis, and a part that failed for good costs time and not the batch.
 */
export class RedisQueue implements BatchQueue {
  readonly name = 'redis';
  private readonly flows: FlowProducer;
  private readonly map: Queue;
  private readonly reduce: Queue;
  private readonly events: readonly QueueEvents[];
  private readonly watched = new Map<string, Watched>();
  private readonly unfinished = new Map<string, number>();
  /** Bytes of an upload that are one part: by default some seconds of one core, beside a second to load the models. */
  private readonly partBytes: number;
  private closed = false;

  /** @param data absolute path of the data folder */
  constructor(
    { url, partBytes }: { readonly url: string; readonly partBytes: number },
    private readonly data: string,
    private readonly files: BatchFiles,
    private readonly leases: Leases,
    log: ServiceLog,
  ) {
    this.partBytes = partBytes;
    const connection = connectionTo(url, false);
    this.flows = new FlowProducer({ connection, prefix: PREFIX });
    this.map = new Queue(MAP_QUEUE, { connection, prefix: PREFIX });
    this.reduce = new Queue(REDUCE_QUEUE, { connection, prefix: PREFIX });
    const [map, reduce] = [MAP_QUEUE, REDUCE_QUEUE].map((name) => new QueueEvents(name, { connection: connectionTo(url, true), prefix: PREFIX })) as [QueueEvents, QueueEvents];
    this.events = [map, reduce];
    const complain = (error: Error) => log.error({ error: error.message }, 'Redis does not answer');
    this.flows.on('error', complain);
    for (const queue of [this.map, this.reduce]) queue.on('error', complain);
    for (const events of this.events) events.on('error', complain);
    map.on('progress', ({ jobId, data }) => {
      const [, work = '', index = ''] = /^(.+)-(\d+)$/.exec(jobId) ?? [];
      this.watched.get(work)?.onPart(Number(index), data as unknown as Progress);
    });
    reduce.on('progress', ({ jobId, data }) => this.watched.get(jobId)?.onWhole(data as unknown as Progress));
    for (const event of ['completed', 'failed'] as const) reduce.on(event, ({ jobId }: { readonly jobId: string }) => this.watched.get(jobId)?.look());
  }

  async run(batch: QueuedBatch, listeners: QueueListeners, signal: AbortSignal): Promise<BatchResult> {
    const { tenant } = batch;
    // A tenant's next batch waits behind the first ones of the others.
    const before = this.unfinished.get(tenant) ?? 0;
    this.unfinished.set(tenant, before + 1);
    try {
      const lease = await this.leaseOf(batch, signal);
      const work = this.workOf(batch, lease);
      return await this.follow(work, before, listeners, signal).catch(async (error: unknown) => {
        // A server that ends leaves the run to the workers.
        if (!this.closed) await this.leave(work);
        throw error;
      });
    } finally {
      this.unfinished.set(tenant, (this.unfinished.get(tenant) ?? 1) - 1);
    }
  }

  async ready(): Promise<boolean> {
    try {
      return await Promise.race([this.reduce.getJobCountByTypes('wait').then(() => true), delay(1000).then(() => false)]);
    } catch {
      return false;
    }
  }

  async close(): Promise<void> {
    this.closed = true;
    this.watched.clear();
    await Promise.allSettled([this.flows, this.map, this.reduce, ...this.events].map((held) => held.close()));
    this.leases.close();
  }

  /** That of the run that goes on, or of a new one. */
  private async leaseOf(batch: QueuedBatch, signal: AbortSignal): Promise<Lease> {
    const name = { tenant: batch.tenant, id: batch.job.id };
    const lease = this.leases.read(name).then(async (held) => held ?? (await this.begin(batch)));
    // It may wait for Redis; whoever stops the batch then does not.
    return Promise.race([lease, aborted(signal).then((): never => cancelled())]);
  }

  /** What an earlier run has kept goes to where the parts look. */
  private async begin({ tenant, job }: QueuedBatch): Promise<Lease> {
    const batch = { tenant, id: job.id };
    const lease = { run: randomBytes(8).toString('hex'), shards: Math.min(MOST_SHARDS, Math.max(1, Math.ceil((await this.files.sourceBytes(batch, job.source.paths)) / this.partBytes))) };
    await this.files.keepEarlier(batch, lease.run);
    await this.leases.write(batch, lease);
    return lease;
  }

  private workOf({ tenant, job, retry }: QueuedBatch, { run, shards }: Lease): BatchWork {
    const { id, source, options, createdAt } = job;
    const paths = source.paths.map((p) => path.relative(this.data, p).split(path.sep).join('/'));
    return { tenant, id, run, source: { ...source, paths }, options, createdAt, retry, shards };
  }

  private async follow(work: BatchWork, before: number, { onStart, onProgress }: QueueListeners, signal: AbortSignal): Promise<BatchResult> {
    const id = workId(work);
    const joined = new JoinedProgress(work.shards, performance.now());
    let look: () => void = () => undefined;
    let started = false;
    const tell = (progress: Progress) => {
      if (!started) onStart();
      started = true;
      onProgress(progress);
    };
    this.watched.set(id, { onPart: (index, progress) => tell(joined.part(index, progress, performance.now())), onWhole: (progress) => tell(joined.whole(progress, performance.now())), look: () => look() });
    try {
      for (;;) {
        const looked = new Promise<void>((resolve) => (look = resolve));
        const result = await this.ended(work, before).catch((error: unknown) => {
          // Redis is away: the batch waits for it, as its workers do.
          if (error instanceof AnalyzerError) throw error;
          return undefined;
        });
        if (result) {
          await this.tidy(work);
          return result;
        }
        await Promise.race([looked, delay(LOOK_EVERY_MS, undefined, { ref: false }), aborted(signal)]);
        if (signal.aborted) cancelled();
        // The server ends: nobody waits any more.
        if (this.closed) await new Promise<never>(() => undefined);
      }
    } finally {
      this.watched.delete(id);
    }
  }

  /** What came of a run that has ended; one that Redis does not know, because it lost what it had, begins anew. */
  private async ended(work: BatchWork, before: number): Promise<BatchResult | undefined> {
    const job = (await this.reduce.getJob(workId(work))) as QueueJob<BatchWork, BatchResult> | undefined;
    if (!job) {
      // The lease may have been there too.
      await this.leases.write(work, { run: work.run, shards: work.shards });
      await this.add(work, before);
      return undefined;
    }
    switch (await job.getState()) {
      case 'completed':
        return job.returnvalue;
      case 'failed':
        throw new AnalyzerError('internal', job.failedReason || 'The workers gave the batch up. Try it again.');
      default:
        return undefined;
    }
  }

  private async add(work: BatchWork, before: number): Promise<void> {
    const priority = Math.min(1 + before, 1 << 20);
    const again = { attempts: ATTEMPTS, backoff: { type: 'exponential', delay: 1000 } };
    await this.flows.add({
      name: 'batch',
      queueName: REDUCE_QUEUE,
      data: work,
      opts: { jobId: workId(work), priority, ...again },
      children: Array.from({ length: work.shards }, (_, index) => ({ name: 'shard', queueName: MAP_QUEUE, data: { ...work, index }, opts: { jobId: shardId(work, index), priority, ...again, ignoreDependencyOnFailure: true } })),
    });
  }

  /** Takes a run out of the queue, once the workers have left it. */
  private async leave(work: BatchWork): Promise<void> {
    await this.leases.end(work);
    const until = performance.now() + LEAVE_MS;
    const isActive = async () => {
      const parts = await Promise.all(Array.from({ length: work.shards }, (_, index) => this.map.getJobState(shardId(work, index))));
      return parts.includes('active') || (await this.reduce.getJobState(workId(work))) === 'active';
    };
    while (performance.now() < until && (await isActive().catch(() => false))) await delay(200);
    await this.files.keepEarlier(work, work.run);
    await this.tidy(work);
  }

  private async tidy(work: BatchWork): Promise<void> {
    await this.leases.end(work);
    // A store that is away takes no result away: what is left there goes with the batch.
    await this.files.store.deleteAll(pairsKey(work)).catch(() => undefined);
    await this.files.tidy(work);
    const job = await this.reduce.getJob(workId(work)).catch(() => undefined);
    await job?.remove({ removeChildren: true }).catch(() => undefined);
  }
}

function cancelled(): never {
  throw new AnalyzerError('cancelled', 'The analysis was cancelled.');
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
