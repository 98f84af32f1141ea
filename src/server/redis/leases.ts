import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import * as z from 'zod';
import { absent } from '../../storage/absent.ts';
import { parseJson } from '../../storage/read-json.ts';
import { writeJson } from '../../storage/sealed-json.ts';
import type { ServiceLog } from '../queue.ts';
import type { BatchFiles, BatchName } from '../store/batch-files.ts';
import { PREFIX } from './batch-flow.ts';
import { connectionTo } from './connection.ts';
import { RedisHealth } from './redis-health.ts';

/** In a batch's folder. */
export const LEASE_FILE = 'lease.json';

const LeaseSchema = z.object({ run: z.string(), shards: z.number().int() });
/** Which run of a batch goes on, and into how many parts it is cut. */
export type Lease = z.infer<typeof LeaseSchema>;

function leaseIn(bytes: Uint8Array): Lease | undefined {
  try {
    return LeaseSchema.safeParse(parseJson(bytes)).data;
  } catch {
    return undefined;
  }
}

/** A lease is there, and says nothing. The server begins a new run; workers leave the one that they are at when that is begun, and not for this. */
export class DamagedLease extends Error {}

/** Where the server says which run of a batch goes on. Once a lease is gone, or says another run, workers leave the run, wherever they are. */
export interface Leases {
  read(batch: BatchName): Promise<Lease | undefined>;
  write(batch: BatchName, lease: Lease): Promise<void>;
  end(batch: BatchName): Promise<void>;
  close(): void;
}

/** A lease is a key in Redis. Where Redis is away, what is asked waits for it, and what is told reaches it as soon as it is there again. */
export class RedisLeases implements Leases {
  private readonly redis: Redis;

  constructor(url: string, log: ServiceLog) {
    this.redis = new Redis(connectionTo(url, true));
    const health = new RedisHealth(log);
    this.redis.on('error', (error: Error) => health.failed(error));
  }

  async read(batch: BatchName): Promise<Lease | undefined> {
    const lease = await this.redis.get(keyOf(batch));
    if (lease === null) return undefined;
    const data = leaseIn(Buffer.from(lease));
    if (!data) throw new DamagedLease(`What Redis holds at ${keyOf(batch)} is no lease.`);
    return data;
  }

  async write(batch: BatchName, lease: Lease): Promise<void> {
    await this.redis.set(keyOf(batch), JSON.stringify(lease));
  }

  /** Nobody waits for it longer than a moment: the batch is stopped here, and there once Redis can be told. */
  async end(batch: BatchName): Promise<void> {
    const told = this.redis.del(keyOf(batch)).then(
      () => undefined,
      () => undefined,
    );
    await Promise.race([told, delay(TELL_MS, undefined, { ref: false })]);
  }

  close(): void {
    this.redis.disconnect();
  }
}

const TELL_MS = 1000;

const keyOf = ({ tenant, id }: BatchName) => `${PREFIX}:lease:${tenant}:${id}`;

/** A lease is a file in the batch's folder, which all machines see. */
export class FileLeases implements Leases {
  constructor(private readonly files: Pick<BatchFiles, 'folder'>) {}

  async read(batch: BatchName): Promise<Lease | undefined> {
    // A drive that does not answer for a moment is no wish to stop, nor is a file that says nothing.
    const bytes = await readFile(this.fileOf(batch)).catch(absent);
    if (bytes === undefined) return undefined;
    const data = leaseIn(bytes);
    if (!data) throw new DamagedLease(`${this.fileOf(batch)} is damaged.`);
    return data;
  }

  write(batch: BatchName, lease: Lease): Promise<void> {
    return writeJson(this.fileOf(batch), lease);
  }

  end(batch: BatchName): Promise<void> {
    return rm(this.fileOf(batch), { force: true });
  }

  close(): void {
    // It holds nothing.
  }

  private fileOf(batch: BatchName): string {
    return path.join(this.files.folder(batch), LEASE_FILE);
  }
}
