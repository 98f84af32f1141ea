import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { FlowProducer, type Job as QueueJob, Queue, QueueEvents } from 'bullmq';
import { Redis } from 'ioredis';
import type { Progress } from '../../protocol/job.ts';
import { AnalyzerError } from '../../process/host/client.ts';
import { ProgressSchema } from '../api-schemas.ts';
import { outsideMessage } from '../outside-error.ts';
import type { Run, RunListeners } from '../../jobs/engine-ports.ts';
import {
  type BatchQueue,
  type BatchResult,
  type QueuedBatch,
  type QueueProblem,
  type ServiceLog,
  stoppable,
} from '../queue.ts';
import type { BatchFiles } from '../store/batch-files.ts';
import { BatchResultSchema, type BatchWork, MAP_QUEUE, PREFIX, REDUCE_QUEUE, shardId, workId } from './batch-flow.ts';
import { connectionTo } from './connection.ts';
import { JoinedProgress } from './joined-progress.ts';
import { pairsKey } from './pair-stripes.ts';
import { DamagedLease, type Lease, type Leases } from './leases.ts';
import { RedisHealth, wordsOf } from './redis-health.ts';
import { TurnNumbers } from './turn-numbers.ts';
import { StoreFailure } from '../store/store-failure.ts';

const MOST_SHARDS = 64;

/** Events tell at once how a batch goes on. They may be missed while Redis is away: so often its state is asked for besides. */
const LOOK_EVERY_MS = 2000;

/** How long workers may take to leave a run that was stopped. */
const LEAVE_MS = 5000;

/** So often a part is tried before it is left to the worker that puts the batch together. */
const ATTEMPTS = 3;

interface Watched {
  /** The number of its last part's turn; absent until it is in the queue. */
  lastTurn?: number;
  readonly parts: number;
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
  private readonly turns = new TurnNumbers();
  /** Bytes of an upload that are one part: by default some seconds of one core, beside a second to load the models. */
  private readonly partBytes: number;
  private readonly health: RedisHealth;
  private readonly probe: Redis;
  /** Milliseconds that Redis may refuse what is asked of it before a batch fails. */
  private readonly patienceMs: number;
  private closed = false;

  /** @param data absolute path of the data folder */
  constructor(
    {
      url,
      partBytes,
      patienceSeconds,
    }: { readonly url: string; readonly partBytes: number; readonly patienceSeconds: number },
    private readonly data: string,
    private readonly files: BatchFiles,
    private readonly leases: Leases,
    private readonly log: ServiceLog,
  ) {
    this.partBytes = partBytes;
    this.patienceMs = patienceSeconds * 1000;
    const connection = connectionTo(url, false);
    this.flows = new FlowProducer({ connection, prefix: PREFIX });
    this.map = new Queue(MAP_QUEUE, { connection, prefix: PREFIX });
    this.reduce = new Queue(REDUCE_QUEUE, { connection, prefix: PREFIX });
    const [map, reduce] = [MAP_QUEUE, REDUCE_QUEUE].map(
      (name) => new QueueEvents(name, { connection: connectionTo(url, true), prefix: PREFIX }),
    ) as [QueueEvents, QueueEvents];
    this.events = [map, reduce];
    this.health = new RedisHealth(log);
    const complain = (error: Error) => void this.health.failed(error);
    this.probe = new Redis(connection);
    this.probe.on('error', complain);
    this.flows.on('error', complain);
    for (const queue of [this.map, this.reduce]) queue.on('error', complain);
    for (const events of this.events) events.on('error', complain);
    const partOf = (jobId: string) => {
      const [, work = '', index = ''] = /^(.+)-(\d+)$/.exec(jobId) ?? [];
      return { watched: this.watched.get(work), index: Number(index) };
    };
    map.on('progress', ({ jobId, data }) => {
      const { watched, index } = partOf(jobId);
      told(data, (progress) => watched?.onPart(index, progress));
    });
    map.on('active', ({ jobId }) => {
      const { watched, index } = partOf(jobId);
      if (watched?.lastTurn !== undefined) this.turns.begun(watched.lastTurn - watched.parts + 1 + index);
    });
    reduce.on('progress', ({ jobId, data }) => told(data, (progress) => this.watched.get(jobId)?.onWhole(progress)));
    for (const event of ['completed', 'failed'] as const)
      reduce.on(event, ({ jobId }: { readonly jobId: string }) => this.watched.get(jobId)?.look());
  }

  run(batch: QueuedBatch, listeners: RunListeners): Run {
    return stoppable((signal) => this.runUntil(batch, listeners, signal));
  }

  /** Asks for what runs need: to write. A Redis that only answers reads is full, or read-only. */
  async ready(): Promise<boolean> {
    try {
      const wrote = this.probe.set(`${PREFIX}:ready`, '1', 'PX', 60_000).then(() => true);
      const answered = await Promise.race([wrote, delay(1000, false, { ref: false })]);
      wrote.catch(() => undefined);
      return answered && this.health.problems().every(({ kind }) => kind === 'away' || kind === 'lost');
    } catch (error) {
      this.health.failed(error);
      return false;
    }
  }

  problems(): readonly QueueProblem[] {
    return this.health.problems().map(({ kind, message, count }) => ({ code: `redis-${kind}`, message, count }));
  }

  failures(): Readonly<Record<string, number>> {
    return this.health.counts();
  }

  async close(): Promise<void> {
    this.closed = true;
    this.watched.clear();
    await Promise.allSettled([this.flows, this.map, this.reduce, ...this.events].map((held) => held.close()));
    this.probe.disconnect();
    this.leases.close();
  }

  private async runUntil(batch: QueuedBatch, listeners: RunListeners, signal: AbortSignal): Promise<BatchResult> {
    const lease = await this.leaseOf(batch, signal);
    const work = this.workOf(batch, lease);
    return this.follow(work, listeners, signal).catch(async (error: unknown) => {
      // A server that ends leaves the run to the workers.
      if (!this.closed) await this.leave(work);
      throw error;
    });
  }

  /** That of the run that goes on, or of a new one. */
  private async leaseOf(batch: QueuedBatch, signal: AbortSignal): Promise<Lease> {
    const name = { tenant: batch.tenant, id: batch.job.id };
    const lease = this.patiently(async () => {
      const held = await this.leases.read(name).catch((error: unknown) => {
        if (!(error instanceof DamagedLease)) throw error;
        this.log.error({ batch: batch.job.id, err: error }, 'the batch begins a new run');
        return undefined;
      });
      return held ?? (await this.begin(batch));
    }, signal);
    lease.catch(() => undefined);
    // It may wait for Redis; whoever stops the batch then does not.
    return Promise.race([lease, aborted(signal).then((): never => cancelled())]);
  }

  /** What an earlier run has kept goes to where the parts look. */
  private async begin({ tenant, job }: QueuedBatch): Promise<Lease> {
    const batch = { tenant, id: job.id };
    const lease = {
      run: randomBytes(8).toString('hex'),
      shards: Math.min(
        MOST_SHARDS,
        Math.max(1, Math.ceil((await this.files.sourceBytes(batch, job.source.paths)) / this.partBytes)),
      ),
    };
    await this.files.keepEarlier(batch, lease.run);
    await this.leases.write(batch, lease);
    return lease;
  }

  /**
   * Does something again and again while Redis is away, and for a stated time while it refuses.
   *
   * @throws {@link AnalyzerError} once that is over, and for what is no failure of Redis
   */
  private async patiently<T>(act: () => Promise<T>, signal: AbortSignal): Promise<T> {
    for (let since: number | undefined; ;) {
      try {
        return await act();
      } catch (error) {
        since = this.bear(error, since);
      }
      await Promise.race([delay(LOOK_EVERY_MS, undefined, { ref: false }), aborted(signal)]);
      if (signal.aborted) cancelled();
    }
  }

  /**
   * Says whether a failure may be waited out.
   *
   * @param since when Redis began to refuse, where it did the last time as well
   * @returns since when it refuses; `undefined` where it is away
   */
  private bear(error: unknown, since: number | undefined): number | undefined {
    if (error instanceof AnalyzerError || error instanceof StoreFailure || isSystemError(error)) throw error;
    const kind = this.health.failed(error);
    // The batch waits for it, as its workers do.
    if (kind === 'away' || kind === 'lost') return undefined;
    if (kind === 'program')
      throw new AnalyzerError('internal', 'The queue failed. The log of the server says why; try the batch again.');
    const now = performance.now();
    if (since !== undefined && now - since >= this.patienceMs)
      throw new AnalyzerError(
        'internal',
        `${wordsOf(kind, error)} The batch was given up after ${Math.round(this.patienceMs / 1000)} seconds; what is done is kept. Try it again once that is put right.`,
      );
    return since ?? now;
  }

  private workOf({ tenant, job, retry }: QueuedBatch, { run, shards }: Lease): BatchWork {
    const { id, source, options, createdAt } = job;
    const paths = source.paths.map((p) => path.relative(this.data, p).split(path.sep).join('/'));
    return { tenant, id, run, source: { ...source, paths }, options, createdAt, retry: retry !== undefined, shards };
  }

  private async follow(
    work: BatchWork,
    { onStart, onProgress }: RunListeners,
    signal: AbortSignal,
  ): Promise<BatchResult> {
    const id = workId(work);
    const joined = new JoinedProgress(work.shards, performance.now());
    let look: () => void = () => undefined;
    let started = false;
    const tell = (progress: Progress) => {
      if (!started) onStart();
      started = true;
      onProgress(progress);
    };
    const watched: Watched = {
      parts: work.shards,
      onPart: (index, progress) => tell(joined.part(index, progress, performance.now())),
      onWhole: (progress) => tell(joined.whole(progress, performance.now())),
      look: () => look(),
    };
    this.watched.set(id, watched);
    try {
      for (let refusedSince: number | undefined; ;) {
        const looked = new Promise<void>((resolve) => (look = resolve));
        let result: BatchResult | undefined;
        try {
          result = await this.ended(work, watched);
          refusedSince = undefined;
        } catch (error) {
          refusedSince = this.bear(error, refusedSince);
        }
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
      if (this.watched.size === 0) this.turns.reset();
    }
  }

  /** What came of a run that has ended; one that Redis does not know, because it lost what it had, begins anew. */
  private async ended(work: BatchWork, watched: Watched): Promise<BatchResult | undefined> {
    const job = (await this.reduce.getJob(workId(work))) as QueueJob<BatchWork, unknown> | undefined;
    if (!job) {
      // The lease may have been there too.
      await this.leases.write(work, { run: work.run, shards: work.shards });
      watched.lastTurn = await this.add(work);
      return undefined;
    }
    if (watched.lastTurn === undefined) {
      // It waits since before the server was started.
      watched.lastTurn = job.opts.priority ?? work.shards;
      this.turns.taken(work.tenant, watched.lastTurn);
    }
    switch (await job.getState()) {
      case 'completed': {
        const { data, success } = BatchResultSchema.safeParse(job.returnvalue);
        if (!success)
          throw new AnalyzerError(
            'internal',
            'What the workers say of this batch cannot be understood: they may be of another version. Try it again with workers of the version of the server.',
          );
        return data;
      }
      case 'failed':
        throw new AnalyzerError(
          'internal',
          outsideMessage(job.failedReason || 'The workers gave the batch up. Try it again.', [this.data]),
        );
      default:
        return undefined;
    }
  }

  /** @returns the number of its last part's turn */
  private async add(work: BatchWork): Promise<number> {
    const first = this.turns.take(work.tenant, work.shards);
    const last = first + work.shards - 1;
    const again = { attempts: ATTEMPTS, backoff: { type: 'exponential', delay: 1000 } };
    await this.flows.add({
      name: 'batch',
      queueName: REDUCE_QUEUE,
      data: work,
      opts: { jobId: workId(work), priority: last, ...again },
      children: Array.from({ length: work.shards }, (_, index) => ({
        name: 'shard',
        queueName: MAP_QUEUE,
        data: { ...work, index },
        opts: { jobId: shardId(work, index), priority: first + index, ...again, ignoreDependencyOnFailure: true },
      })),
    });
    return last;
  }

  /** Takes a run out of the queue, once the workers have left it. */
  private async leave(work: BatchWork): Promise<void> {
    await this.leases.end(work);
    const until = performance.now() + LEAVE_MS;
    const isActive = async () => {
      const parts = await Promise.all(
        Array.from({ length: work.shards }, (_, index) => this.map.getJobState(shardId(work, index))),
      );
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

/** Of the disk, or of the folder that all machines share: no matter of Redis. */
const isSystemError = (error: unknown) =>
  ['open', 'mkdir', 'rename', 'stat', 'lstat', 'scandir', 'unlink', 'rm', 'fsync', 'write'].includes(
    (error as NodeJS.ErrnoException).syscall ?? '',
  );

/** How far a piece of work is, as Redis passes it on; what is no such thing is not heard. */
function told(data: unknown, tell: (progress: Progress) => void): void {
  const progress = ProgressSchema.safeParse(data).data;
  if (progress) tell(progress);
}

function cancelled(): never {
  throw new AnalyzerError('cancelled', 'The analysis was cancelled.');
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
