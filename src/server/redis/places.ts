import { type Job as QueueJob, Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { wanting } from '../time-slice.ts';
import { PREFIX } from './batch-flow.ts';
import { connectionTo } from './connection.ts';

/** How many of those that wait are looked at: tenants take turns, so that others are among the first. */
const LOOKED_AT = 256;

/** So long nobody else leaves a place to the same piece of work. */
const CLAIM_MS = 10_000;

const tenantOf = ({ data }: QueueJob) => {
  const { tenant } = (data ?? {}) as { readonly tenant?: unknown };
  return typeof tenant === 'string' ? tenant : '';
};

// What is deleted meanwhile comes as nothing.
const there = (jobs: readonly (QueueJob | undefined)[]) => jobs.filter((job) => job !== undefined);

/** The places of all workers, and who waits for one. */
export class Places {
  private readonly queues: ReadonlyMap<string, Queue>;
  private readonly redis: Redis;

  constructor(url: string, names: readonly string[], complain: (error: Error) => void) {
    const connection = connectionTo(url, false);
    this.queues = new Map(names.map((name) => [name, new Queue(name, { connection, prefix: PREFIX })]));
    this.redis = new Redis(connection);
    for (const held of [...this.queues.values(), this.redis]) held.on('error', complain);
  }

  /**
   * Looks which piece of work of another tenant should have this one's place, and claims it: of several workers that could leave their places to it, one does.
   *
   * @returns the number of its turn, which this one goes behind; `undefined` where nobody waits, or those that wait have as many places
   */
  async wanted(job: QueueJob): Promise<number | undefined> {
    const queue = this.queues.get(job.queueName);
    if (!queue) return undefined;
    const [waiting, holding] = await Promise.all([
      queue.getJobs(['prioritized'], 0, LOOKED_AT - 1, true),
      queue.getJobs(['active'], 0, LOOKED_AT - 1),
    ]);
    const found = wanting(
      tenantOf(job),
      there(holding).map(tenantOf),
      there(waiting).map((other) => ({ tenant: tenantOf(other), id: other.id ?? '', number: other.priority })),
    );
    for (const { id, number } of found)
      if ((await this.redis.set(`${PREFIX}:claimed:${job.queueName}:${id}`, '1', 'PX', CLAIM_MS, 'NX')) === 'OK')
        return number;
    return undefined;
  }

  async close(): Promise<void> {
    await Promise.all([...this.queues.values()].map((queue) => queue.close()));
    this.redis.disconnect();
  }
}
