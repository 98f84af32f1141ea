/** The service's commands, loaded by the command line when one of them is called. */
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { FastifyRequest } from 'fastify';
import pino from 'pino';
import { readPageParts } from '../exports/html.ts';
import type { Examination } from '../doctor/finding.ts';
import type { ReadingLimits } from '../report/reading-options.ts';
import { OwnerLock } from '../storage/owner-lock.ts';
import { startAnalyzer } from '../process/host/client.ts';
import { TextReader } from '../process/host/text-reader.ts';
import { isLoopback } from './access.ts';
import { buildApp } from './app.ts';
import { Batches } from './batches.ts';
import { EmbeddedQueue } from './embedded-queue.ts';
import { Metrics } from './metrics.ts';
import { loggedError } from './outside-error.ts';
import { FileLeases, RedisLeases } from './redis/leases.ts';
import { QueueWorker } from './redis/worker.ts';
import { RedisQueue } from './redis/redis-queue.ts';
import type { BatchQueue } from './queue.ts';
import type { BatchFiles } from './store/batch-files.ts';
import { examineStore } from './store/examine-bucket.ts';
import { addressOf, openBatchFiles } from './store/open-store.ts';
import type { BucketAddress } from './store/s3-store.ts';
import { StoreFailure } from './store/store-failure.ts';
import { Tokens } from './tokens.ts';

export { addressOf } from './store/open-store.ts';
export { Tokens } from './tokens.ts';

declare const ENGINE_VERSION: string;

export interface WorkOptions {
  /** Absolute path of the server's data folder, as it is seen from here. */
  readonly data: string;
  readonly redis: { readonly url: string };
  /** Where batches are; in the data folder when absent. */
  readonly store?: BucketAddress;
  /** Silence after which the work of a worker is taken over. */
  readonly lockSeconds: number;
  /** Worker threads; one a core when absent. */
  readonly threads?: number;
  /** Seconds that work may go on in a stage while other tenants wait. */
  readonly sliceSeconds: number;
  /** Seconds that a batch may take to be listed. */
  readonly listingSeconds: number;
  readonly logLevel: ServeOptions['logLevel'];
  /** What the worker is called in the log. */
  readonly name: string;
}

export interface ServeOptions {
  /** Absolute path of the folder that holds everything. */
  readonly data: string;
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
  /** Workers do the work; without it the server does. */
  readonly redis?: {
    readonly url: string;
    /** Bytes of an upload that are one part for a worker. */
    readonly partBytes: number;
    /** Seconds that Redis may refuse what is asked of it before a batch fails. */
    readonly patienceSeconds: number;
  };
  /** Where batches are; in the data folder when absent. */
  readonly store?: BucketAddress;
  readonly tls?: { readonly cert: string; readonly key: string };
  /** Batches that run at the same time. */
  readonly batches: number;
  /** Worker threads of each; one a core when absent. */
  readonly threads?: number;
  /** Seconds that a batch may go on in a stage while other tenants wait. */
  readonly sliceSeconds: number;
  /** Seconds that a batch may take to be listed. */
  readonly listingSeconds: number;
  /** Batches of one tenant that wait or run. */
  readonly unfinished: number;
  readonly requestsPerMinute: number;
  /** Uploads that may come in at the same time, half of them of one tenant. */
  readonly uploads: number;
  /** Event streams that may be open at the same time, half of them of one tenant. */
  readonly streams: number;
  /** How long a connection may stay silent, and over how long a client must keep its pace. */
  readonly silenceSeconds: number;
  /** Days that a batch is kept after its end; 0 for ever. */
  readonly days: number;
  /** Seconds that running batches get when the server is told to end. */
  readonly drainSeconds: number;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error';
  readonly limits: ReadingLimits;
}

/** The service cannot start as it was asked to; `message` says why and what to do. */
export class ServiceFailure extends Error {}

/** How often batches that are kept no longer are looked for. */
const EXPIRE_EVERY_MS = 3_600_000;

/** How often it is looked again at what could not be read. */
const LOOK_AGAIN_MS = 30_000;

/**
 * Serves until a signal ends it.
 *
 * @param tell gets the address once it answers
 * @throws {@link ServiceFailure}
 */
export async function serve(options: ServeOptions, tell: (address: string) => void): Promise<void> {
  const { data, host, port } = options;
  await mkdir(data, { recursive: true, mode: 0o700 });
  const tokens = new Tokens(data);
  const hasTokens = (await tokens.list()).length > 0;
  if (!isLoopback(host) && !hasTokens)
    throw new ServiceFailure(
      `There is no token, and at ${host} anybody could reach the server. Add one first: ghostwriter-batch token add --data ${data} --tenant NAME.`,
    );
  const lock = await owned(data, 'server');
  const logger = loggerOf(options.logLevel);
  const files = await opened(data, options.store);
  const workerPath = path.join(__dirname, 'worker.js');
  const queue: BatchQueue = options.redis
    ? new RedisQueue(
        options.redis,
        data,
        files,
        options.store ? new RedisLeases(options.redis.url, logger) : new FileLeases(files),
        logger,
      )
    : new EmbeddedQueue(() => startAnalyzer(workerPath), files, {
        atOnce: options.batches,
        threads: options.threads,
        sliceSeconds: options.sliceSeconds,
        listingSeconds: options.listingSeconds,
      });
  const metrics: Metrics = new Metrics(
    () => batches.counts(),
    () => batches.strangeThings().length,
    () => queue.failures?.() ?? {},
  );
  const batches: Batches = new Batches(
    files,
    queue,
    { unfinished: options.unfinished, days: options.days },
    logger,
    (job) => metrics.batchEnded(job),
  );
  const reader = new TextReader(workerPath);
  const tls = options.tls && { cert: await readFile(options.tls.cert), key: await readFile(options.tls.key) };
  const app = await buildApp(
    {
      batches,
      files,
      queue,
      metrics,
      limits: options.limits,
      uploads: options.uploads,
      streams: options.streams,
      silenceSeconds: options.silenceSeconds,
      dist: __dirname,
      page: () => readPageParts(__dirname),
      reader,
    },
    {
      version: ENGINE_VERSION,
      tokens,
      tokensRequired: hasTokens,
      requestsPerMinute: options.requestsPerMinute,
      logger,
      ...(tls && { tls }),
    },
  );
  await batches.open();
  const expire = () =>
    void batches.expire().catch((error: unknown) => logger.error({ err: error }, 'old batches could not be deleted'));
  expire();
  const timers = [setInterval(expire, EXPIRE_EVERY_MS), setInterval(() => void batches.lookAgain(), LOOK_AGAIN_MS)];
  tell(await app.listen({ host, port }));
  await toldToEnd();
  logger.info('ending: no more batches are taken');
  for (const timer of timers) clearInterval(timer);
  await Promise.all([batches.drain(options.drainSeconds * 1000), app.close()]);
  reader.dispose();
  await lock.release();
}

/**
 * Works for a server until a signal ends it; what it works on then is given back.
 *
 * @param tell called once it takes work
 */
export async function work(
  { data, redis, store, lockSeconds, threads, sliceSeconds, listingSeconds, logLevel, name }: WorkOptions,
  tell: () => void,
): Promise<void> {
  const log = loggerOf(logLevel).child({ worker: name });
  const files = await opened(data, store);
  // Copies of batches are deleted once their run is over: a folder with them belongs to one worker.
  const lock = store && (await owned(data, 'server or worker'));
  const leases = store ? new RedisLeases(redis.url, log) : new FileLeases(files);
  const worker = new QueueWorker({
    url: redis.url,
    data,
    files,
    leases,
    workerPath: path.join(__dirname, 'worker.js'),
    lockSeconds,
    threads,
    sliceSeconds,
    listingSeconds,
    log,
  });
  await worker.ready();
  tell();
  await toldToEnd();
  await worker.close();
  await lock?.release();
}

/**
 * Examines the batches of a bucket.
 *
 * @returns `undefined` where it holds none
 * @throws {@link ServiceFailure} where it cannot be worked with
 */
export async function examineBucket(bucket: BucketAddress): Promise<Examination | undefined> {
  const { S3Store } = await import('./store/s3-store.ts');
  try {
    return await examineStore(new S3Store(bucket), addressOf(bucket));
  } catch (error) {
    throw error instanceof StoreFailure ? new ServiceFailure(error.message) : error;
  }
}

/** The files of batches; what keeps them from being worked with is said in a sentence. */
async function opened(data: string, store: BucketAddress | undefined): Promise<BatchFiles> {
  try {
    return await openBatchFiles(data, store);
  } catch (error) {
    throw error instanceof StoreFailure ? new ServiceFailure(error.message) : error;
  }
}

async function owned(data: string, others: string): Promise<OwnerLock> {
  const lock = await OwnerLock.acquire(data);
  if (!lock)
    throw new ServiceFailure(`Another ${others} works in ${data}. Choose another folder with --data, or end that one.`);
  return lock;
}

// No header and no address with what is behind it is logged, and no name of a file: what a request carries is nobody's business, and somebody may have put a token there.
const loggerOf = (level: ServeOptions['logLevel']) =>
  pino(
    {
      level,
      redact: ['req.headers', 'res.headers'],
      serializers: {
        req: loggedRequest,
        err: (error: unknown) => (error instanceof Error ? loggedError(error) : { type: typeof error }),
      },
    },
    pino.destination({ dest: 2, sync: true }),
  );

const loggedRequest = ({ method, ip, routeOptions, params }: FastifyRequest) => {
  const { id } = (params ?? {}) as { readonly id?: unknown };
  return {
    method,
    route: routeOptions.url ?? 'none',
    ...(typeof id === 'string' && /^[\da-f-]{36}$/.test(id) && { batch: id }),
    remoteAddress: ip,
  };
};

const toldToEnd = () =>
  new Promise<void>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve());
  });
