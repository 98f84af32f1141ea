import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { DelayedError, type Job as QueueJob, UnrecoverableError, Worker } from 'bullmq';
import { type AnalysisPlace, makeAnalyzeRequest } from '../../jobs/analyze-request.ts';
import type { AnalyzeRequest } from '../../protocol/analyzer.ts';
import type { Progress } from '../../protocol/job.ts';
import { clipped, printableName } from '../../report/outside-text.ts';
import { type Analyzer, AnalyzerError, startAnalyzer } from '../../process/host/client.ts';
import type { ServiceLog } from '../queue.ts';
import { limitListing } from '../listing-limit.ts';
import { outsideMessage } from '../outside-error.ts';
import type { BatchResult } from '../queue.ts';
import { ATTEMPTS_FOLDER, type BatchFiles } from '../store/batch-files.ts';
import { fetchBlob } from '../store/fetch-blob.ts';
import { StoreFailure } from '../store/store-failure.ts';
import { NO_TURNS, withinSlice, Yielded } from '../time-slice.ts';
import {
  type BatchWork,
  BatchWorkSchema,
  MAP_QUEUE,
  PAIRS_QUEUE,
  PREFIX,
  REDUCE_QUEUE,
  ShardWorkSchema,
  sourceWithin,
  StripeWorkSchema,
} from './batch-flow.ts';
import { connectionTo } from './connection.ts';
import type { Leases } from './leases.ts';
import { RedisHealth } from './redis-health.ts';
import { comparisonKey, findingsKey, pairsKey, PairStripes } from './pair-stripes.ts';
import { Places } from './places.ts';

export interface WorkerOptions {
  readonly url: string;
  /** Absolute path of the data folder. */
  readonly data: string;
  readonly files: BatchFiles;
  readonly leases: Leases;
  /** Absolute path of the bundled `worker.js`. */
  readonly workerPath: string;
  /** Silence after which the work is taken over by another worker. */
  readonly lockSeconds: number;
  readonly threads: number | undefined;
  /** Seconds that a piece of work may go on in a stage while others wait. */
  readonly sliceSeconds: number;
  readonly listingSeconds: number;
  readonly log: ServiceLog;
}

/** How often it is looked whether the run still goes on, and how often its progress is told. */
const LOOK_EVERY_MS = 1000;
const TELL_EVERY_MS = 500;

/** So long work is put off while the store does not answer. */
const STORE_AWAY_MS = 5000;

/** How often it is looked for copies of batches whose run is over. */
const SWEEP_EVERY_MS = 30_000;

/** What gave its place to another tenant's is put behind that. */
const YIELD_MS = 100;

/** After how many workers' deaths a part is given up: a text that ends its process again and again must not end all of them. */
const MOST_DEATHS = 8;

/** Failures that come again however often it is tried. */
const LASTING = new Set<AnalyzerError['code']>([
  'source-not-found',
  'source-unreadable',
  'no-documents',
  'invalid-options',
  'model-damaged',
]);

/** What Redis calls a piece of work: whoever writes to it may call it anything. */
const shown = (id: string | undefined) => printableName(clipped(id ?? '', 100));

/** Takes work from Redis and does it, each piece in a child process of its own. */
export class QueueWorker {
  private readonly workers: readonly Worker[];
  private readonly stripes: PairStripes;
  private readonly places: Places;
  private readonly leaving = new AbortController();
  /** What ends a piece of work that it has, by the piece. */
  private readonly held = new Map<string, AbortController>();
  /** How many pieces of a batch it works on. */
  private readonly busy = new Map<string, number>();
  private readonly sweeping: NodeJS.Timeout;

  constructor(private readonly options: WorkerOptions) {
    const { url, lockSeconds, log, files } = options;
    const common = {
      connection: connectionTo(url, true),
      prefix: PREFIX,
      concurrency: 1,
      lockDuration: lockSeconds * 1000,
      stalledInterval: lockSeconds * 1000,
      maxStalledCount: MOST_DEATHS,
    };
    const health = new RedisHealth(log);
    this.workers = [
      new Worker(MAP_QUEUE, (job, token) => this.guarded(job, token, () => this.doShard(job)), common),
      new Worker(REDUCE_QUEUE, (job, token) => this.guarded(job, token, () => this.doBatch(job)), common),
      new Worker(PAIRS_QUEUE, (job, token) => this.guarded(job, token, () => this.doStripe(job)), common),
    ];
    const complain = (error: Error) => void health.failed(error);
    this.stripes = new PairStripes(url, files.store, complain);
    this.places = new Places(url, [MAP_QUEUE, REDUCE_QUEUE, PAIRS_QUEUE], complain);
    for (const worker of this.workers) {
      worker.on('error', complain);
      // Whatever came of it here would not be taken.
      worker.on('lockRenewalFailed', (ids: readonly string[]) => {
        for (const id of ids) this.held.get(id)?.abort();
      });
      worker.on('stalled', (id) => log.info({ work: shown(id) }, 'taken over from a worker that is gone'));
      worker.on('completed', ({ id }) => log.info({ work: shown(id) }, 'done'));
      worker.on('failed', (job, error) =>
        log.error({ work: shown(job?.id), error: outsideMessage(error.message, [options.data]) }, 'failed'),
      );
    }
    this.sweeping = setInterval(
      () =>
        void this.sweep().catch((error: unknown) =>
          log.error({ err: error }, 'copies of batches could not be deleted'),
        ),
      SWEEP_EVERY_MS,
    );
  }

  async ready(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.waitUntilReady()));
  }

  /** Gives back what it works on, and ends. */
  async close(): Promise<void> {
    this.leaving.abort();
    clearInterval(this.sweeping);
    await Promise.all(this.workers.map((worker) => worker.close()));
    await Promise.all([this.stripes.close(), this.places.close()]);
    this.options.leases.close();
  }

  private sweep(): Promise<void> {
    // What is begun meanwhile is seen: it is looked for last.
    return this.options.files.sweep(
      async (batch) => (await this.options.leases.read(batch)) !== undefined || this.busy.has(batch.id),
    );
  }

  private count({ id }: BatchWork, change: 1 | -1): void {
    const pieces = (this.busy.get(id) ?? 0) + change;
    if (pieces > 0) this.busy.set(id, pieces);
    else this.busy.delete(id);
  }

  private async doShard(job: QueueJob): Promise<unknown> {
    const { index, ...work } = ShardWorkSchema.parse(job.data);
    const { files } = this.options;
    const shard = { index, of: work.shards };
    return this.underLease(work, job, async (analyzer, listeners) => {
      await files.needSource(work);
      const cacheFolder = await files.openAnalyses(work, shard);
      const jobFolder = path.join(cacheFolder, `${index}-${randomUUID()}`);
      await mkdir(jobFolder, { recursive: true });
      const kept = () => files.keepAnalyses(work, shard, jobFolder);
      const done = await analyzer
        .mapShard({ ...this.requestFor(work, { jobFolder, cacheFolder }), shard }, listeners)
        .catch(async (error: unknown) => {
          // Whoever goes on with it has what was done.
          await kept().catch(() => undefined);
          throw error;
        });
      await kept();
      return done;
    });
  }

  private async doBatch(job: QueueJob): Promise<BatchResult> {
    const work = BatchWorkSchema.parse(job.data);
    const { files, leases } = this.options;
    return this.underLease(work, job, async (analyzer, listeners) => {
      await files.needSource(work);
      const cacheFolder = await files.openAnalyses(work);
      // Two workers may be at it, where one was taken for dead: each has a folder of its own, and what they find is the same.
      const attempts = path.join(files.folder(work), ATTEMPTS_FOLDER);
      const jobFolder = path.join(attempts, randomUUID());
      await mkdir(jobFolder, { recursive: true });
      const { summary, reused, times } = await analyzer.analyze(
        this.requestFor(work, { jobFolder, cacheFolder, retry: 'all' }),
        {
          ...listeners,
          onCompareElsewhere: (request) =>
            this.stripes.compare(work, jobFolder, request, job.opts.priority, listeners.signal),
        },
      );
      if ((await leases.read(work))?.run !== work.run) throw new UnrecoverableError('This run was stopped.');
      await files.publish(work, jobFolder);
      await rm(attempts, { recursive: true, force: true, maxRetries: 3, retryDelay: 50 });
      return { summary, reused, times };
    });
  }

  private async doStripe(job: QueueJob): Promise<null> {
    const work = StripeWorkSchema.parse(job.data);
    const { threads, files, leases } = this.options;
    const { store } = files;
    const scratch = path.join(files.folder(work), ATTEMPTS_FOLDER, randomUUID());
    return this.underLease(
      work,
      job,
      async (analyzer, { signal }) => {
        await mkdir(scratch, { recursive: true });
        const [rows, found] = ['rows', 'found'].map((name) => path.join(scratch, name)) as [string, string];
        await fetchBlob(store, comparisonKey(work), rows);
        await analyzer.compareStripe(
          { file: rows, stripe: work.stripe, to: found, ...(threads !== undefined && { threads }) },
          { signal },
        );
        await store.put(findingsKey(work), createReadStream(found));
        // A batch that was deleted meanwhile leaves nothing of what was just kept.
        if ((await leases.read(work))?.run !== work.run) await store.deleteAll(pairsKey(work));
        return null;
      },
      false,
    ).finally(() => rm(scratch, { recursive: true, force: true, maxRetries: 3, retryDelay: 50 }));
  }

  private requestFor(
    work: BatchWork,
    place: Pick<AnalysisPlace, 'jobFolder' | 'cacheFolder' | 'retry'>,
  ): AnalyzeRequest {
    const { data, files, threads } = this.options;
    const source = sourceWithin(work, data, files.folder(work));
    return makeAnalyzeRequest({ ...work, source }, { ...place, optionsOf: 'sender', threads });
  }

  /** Does something for as long as the run has its lease, and tells how far it is. */
  private async underLease<T>(
    work: BatchWork,
    job: QueueJob,
    act: (
      analyzer: Analyzer,
      listeners: { readonly onProgress: (progress: Progress) => void; readonly signal: AbortSignal },
    ) => Promise<T>,
    lists = true,
  ): Promise<T> {
    const holds = async () => (await this.options.leases.read(work))?.run === work.run;
    if (!(await holds())) throw new UnrecoverableError('This run was stopped.');
    this.count(work, 1);
    const stopped = new AbortController();
    const lost = new AbortController();
    const id = job.id ?? '';
    this.held.set(id, lost);
    let looking = false;
    const look = setInterval(() => {
      if (looking) return;
      looking = true;
      void holds()
        .then(
          (held) => !held && stopped.abort(),
          () => undefined,
        )
        .finally(() => (looking = false));
    }, LOOK_EVERY_MS);
    const analyzer = startAnalyzer(this.options.workerPath);
    let told = 0;
    const onProgress = (progress: Progress) => {
      if (performance.now() - told < TELL_EVERY_MS && progress.fraction < 1) return;
      told = performance.now();
      job.updateProgress(progress).catch(() => undefined);
    };
    try {
      const { sliceSeconds, listingSeconds } = this.options;
      const isWanted = async () => {
        const number = await this.places.wanted(job);
        if (number === undefined) return false;
        // Behind the one that it leaves its place to.
        await job.changePriority({ priority: Math.max(number, job.priority) });
        return true;
      };
      return await withinSlice(
        { onProgress, signal: AbortSignal.any([stopped.signal, lost.signal, this.leaving.signal]) },
        { seconds: sliceSeconds, turns: work.turns ?? NO_TURNS, isWanted },
        (sliced) =>
          // A stripe has nothing to list.
          lists ? limitListing(sliced, listingSeconds, (limited) => act(analyzer, limited)) : act(analyzer, sliced),
      );
    } catch (error) {
      if (stopped.signal.aborted) throw new UnrecoverableError('This run was stopped.');
      if (lost.signal.aborted) throw new Error('Another worker has taken this over.', { cause: error });
      throw error;
    } finally {
      if (this.held.get(id) === lost) this.held.delete(id);
      clearInterval(look);
      analyzer.dispose();
      this.count(work, -1);
    }
  }

  /** Tells failures apart: what lasts, what may pass, and work that is given back. */
  private async guarded<T>(job: QueueJob, token: string | undefined, act: () => Promise<T>): Promise<T> {
    try {
      return await act();
    } catch (error) {
      if (this.leaving.signal.aborted) {
        await job.moveToDelayed(Date.now() + 100, token);
        throw new DelayedError();
      }
      if (error instanceof Yielded) {
        await job.updateData({ ...(job.data as object), turns: error.turns });
        this.options.log.info({ work: shown(job.id) }, 'another tenant has its turn');
        await job.moveToDelayed(Date.now() + YIELD_MS, token);
        throw new DelayedError();
      }
      // The batch waits for the store, as for Redis.
      if (error instanceof StoreFailure && error.passing) {
        this.options.log.error(
          { work: shown(job.id), error: outsideMessage(error.message, [this.options.data]) },
          'waiting for the store',
        );
        await job.moveToDelayed(Date.now() + STORE_AWAY_MS, token);
        throw new DelayedError();
      }
      if (error instanceof StoreFailure || (error instanceof AnalyzerError && LASTING.has(error.code)))
        throw new UnrecoverableError(error.message);
      throw error;
    }
  }
}
