import { EventEmitter } from 'node:events';
import { mkdir, readdir } from 'node:fs/promises';
import { expired } from '../jobs/expired.ts';
import { newestFirst } from '../jobs/newest-first.ts';
import { can } from '../protocol/job-state.ts';
import type { DocumentResult, Job, Progress } from '../protocol/job.ts';
import { TENANT } from '../protocol/service.ts';
import { messageOf } from '../protocol/message-of.ts';
import { RecentReports } from '../report/recent-reports.ts';
import type { AnalysisOptions, Report, SourceDescription } from '../report/report.ts';
import { Gate } from '../storage/in-parallel.ts';
import { Problem } from './problem.ts';
import type { BatchQueue, ServiceLog } from './queue.ts';
import type { BatchFiles, StrangeThing } from './store/batch-files.ts';
import { storedReport } from './store/results.ts';
import { StoreFailure } from './store/store-failure.ts';
import { StrangeThings } from './strange-things.ts';
import { type BatchEvent, Tenant, type TenantSurroundings } from './tenant.ts';
import { type Place, UploadPlaces } from './upload-places.ts';

/** How many states are written at the same time: each is an open file. */
const SAVES_AT_ONCE = 16;

export interface BatchLimits {
  /** Batches of one tenant that wait or run. */
  readonly unfinished: number;
  /** Days that a batch is kept after its end; 0 for ever. */
  readonly days: number;
}

/** The batches of all tenants: an engine of jobs each. Nobody gets at those of another tenant, since nothing here is found without the tenant's name. */
export class Batches {
  private readonly tenants = new Map<string, Tenant>();
  private readonly reports = new RecentReports<Report>();
  private readonly events = new EventEmitter().setMaxListeners(0);
  private readonly places = new UploadPlaces();
  private readonly strange: StrangeThings;
  private readonly surroundings: TenantSurroundings;
  private draining = false;

  /**
   * @param onEnd told of each batch that came to its end or was stopped
   */
  constructor(
    private readonly files: BatchFiles,
    private readonly queue: BatchQueue,
    private readonly limits: BatchLimits,
    log: ServiceLog,
    onEnd: (job: Job) => void = () => undefined,
  ) {
    this.strange = new StrangeThings(log);
    this.surroundings = {
      files,
      queue,
      log,
      strange: this.strange,
      saves: new Gate(SAVES_AT_ONCE),
      tell: (id, event) => this.events.emit(id, event),
      forgetReport: (id) => this.reports.forget(id),
      onEnd,
    };
  }

  /** Reads what there is from disk. Whatever waited, ran or was interrupted when the server ended goes on; uploads that never came to their end are deleted, and nothing else: what cannot be read is told, and looked at again. */
  async open(): Promise<void> {
    for (const thing of await this.files.open()) this.strange.tell(thing);
    await mkdir(this.files.root, { recursive: true, mode: 0o700 });
    for (const tenant of await readdir(this.files.root)) if (TENANT.test(tenant)) await this.of(tenant).open();
  }

  /** What lies among the batches and is none, or none that can be read. */
  strangeThings(): readonly StrangeThing[] {
    return this.strange.list();
  }

  /** Looks again at what could not be read. */
  lookAgain(): Promise<void> {
    return this.strange.lookAgain();
  }

  /** The batches of a tenant, newest first. */
  list(tenant: string): Job[] {
    return this.of(tenant).engine.list().sort(newestFirst);
  }

  /** How many there are in each state, of all tenants. */
  counts(): Readonly<Record<Job['status'], number>> {
    const counts = { pending: 0, processing: 0, paused: 0, completed: 0, failed: 0, cancelled: 0 };
    for (const { engine } of this.tenants.values()) for (const { status } of engine.list()) counts[status]++;
    return counts;
  }

  /** @throws {@link Problem} 404 */
  get(
    tenant: string,
    id: string,
  ): { readonly job: Job; readonly progress?: Progress; readonly documents: readonly DocumentResult[] } {
    const job = this.job(tenant, id);
    const live = this.of(tenant).engine.live(id);
    return { job, documents: live?.documents ?? [], ...(live?.progress && { progress: live.progress }) };
  }

  /**
   * Says whether another batch may come, and takes its place: uploads at the same time do not pass the limit together.
   *
   * @throws {@link Problem} 429, or 503 while the server is ending
   */
  admit(tenant: string): Place {
    this.checkRoom(tenant);
    return this.places.take(tenant);
  }

  private checkRoom(tenant: string): void {
    if (this.draining) throw new Problem(503, 'ending', 'The server is ending. Try again in a minute.');
    const unfinished = this.of(tenant).engine.unfinished().length + this.places.of(tenant);
    if (unfinished >= this.limits.unfinished)
      throw new Problem(
        429,
        'too-many-batches',
        `${unfinished} batches wait, run or are being uploaded already, which is as many as there may be. Wait until one is finished, or delete one.`,
      );
  }

  /** Puts a new batch, whose source is there, into the queue. Its place is given back: the batch itself has it now. */
  async create(
    tenant: string,
    id: string,
    source: SourceDescription,
    options: AnalysisOptions,
    place: Place,
  ): Promise<Job> {
    if (this.draining) throw new Problem(503, 'ending', 'The server is ending. Try again in a minute.');
    const job: Job = { id, source, options, status: 'pending', createdAt: new Date().toISOString() };
    const { store, engine } = this.of(tenant);
    await store.save(job);
    await this.files.keepState({ tenant, id });
    await this.files.endUpload({ tenant, id });
    place.release();
    return engine.add(job).job;
  }

  /** Lets a batch that was stopped or failed go on, or tries the skipped documents of a completed one again. */
  async retry(tenant: string, id: string): Promise<Job> {
    this.job(tenant, id);
    const { engine } = this.of(tenant);
    const queued = await engine.again(id, ({ status }) => {
      const event = can('resume', status) ? 'resume' : 'retry';
      if (!can(event, status)) return undefined;
      this.checkRoom(tenant);
      return event === 'retry' ? { event, retry: 'all' } : { event };
    });
    if (queued) return queued.job;
    // It may be gone by now.
    this.job(tenant, id);
    if (engine.isHalfDeleted(id))
      throw new Problem(409, 'being-deleted', 'It was begun to delete this batch, and that failed. Delete it again.');
    throw new Problem(
      409,
      'not-ended',
      'This batch still waits or runs. Wait until it is finished, or cancel it first.',
    );
  }

  /** Stops a batch that waits or runs; what it has kept stays. */
  async stop(tenant: string, id: string, why: 'cancel' | 'pause'): Promise<Job> {
    this.job(tenant, id);
    const job = await this.of(tenant).engine.stop(id, why);
    if (job) return job;
    this.job(tenant, id);
    throw new Problem(409, 'ended', 'This batch neither waits nor runs.');
  }

  /** Deletes a batch with its texts and all that was found. */
  async remove(tenant: string, id: string): Promise<void> {
    this.job(tenant, id);
    if (!(await this.of(tenant).engine.remove(id, true))) this.job(tenant, id);
  }

  /**
   * The report of a completed batch, without the paths of this machine.
   *
   * @throws {@link Problem}
   */
  async report(tenant: string, id: string): Promise<Report> {
    const job = this.job(tenant, id);
    if (!job.summary)
      throw new Problem(409, 'no-results', 'This batch has no results yet. Wait until its status is completed.');
    try {
      return await this.reports.get(id, () => storedReport(this.files.store, { tenant, id }).then(withoutPaths));
    } catch (error) {
      if (error instanceof StoreFailure) throw error;
      throw new Problem(410, 'results-gone', messageOf(error));
    }
  }

  /** @returns how to stop listening */
  listen(id: string, listener: (event: BatchEvent) => void): () => void {
    this.events.on(id, listener);
    return () => this.events.off(id, listener);
  }

  /** Deletes the batches that are kept no longer. */
  async expire(now = Date.now()): Promise<number> {
    let removed = 0;
    for (const [tenant, { engine }] of this.tenants)
      for (const { id } of expired(this.list(tenant), this.limits.days, now))
        if (await engine.remove(id, true, (job) => expired([job], this.limits.days, now).length > 0)) removed++;
    return removed;
  }

  /** Takes no more batches, and waits for those that run; after a while they are stopped, and go on where they were after the next start. */
  async drain(milliseconds: number): Promise<void> {
    this.draining = true;
    // On another machine they run on; what only waits here would wait for nothing.
    if (this.queue.name === 'embedded') {
      const engines = [...this.tenants.values()].map(({ engine }) => engine);
      const running = engines.flatMap((engine) => engine.unfinished().filter(({ job }) => job.status === 'processing'));
      let timer: NodeJS.Timeout | undefined;
      await Promise.race([
        Promise.all(running.map(({ ended }) => ended)),
        new Promise((resolve) => (timer = setTimeout(resolve, milliseconds))),
      ]);
      clearTimeout(timer);
      await Promise.all(engines.map((engine) => engine.interrupt()));
    }
    await this.queue.close();
  }

  private of(tenant: string): Tenant {
    let known = this.tenants.get(tenant);
    if (!known) this.tenants.set(tenant, (known = new Tenant(tenant, this.surroundings)));
    return known;
  }

  /** @throws {@link Problem} */
  private job(tenant: string, id: string): Job {
    const job = this.of(tenant).engine.get(id);
    if (job) return job;
    if (this.strange.has({ tenant, id }))
      throw new Problem(
        503,
        'unreadable',
        'This batch is there, and what is kept of it cannot be read. Nothing of it was deleted. Ask whoever runs the server: its log says why.',
      );
    throw new Problem(404, 'no-such-batch', 'There is no such batch.');
  }
}

/** A report as it goes to others: where its source lies on this machine is nobody's business. */
function withoutPaths(report: Report): Report {
  const { source } = report.job;
  return { ...report, job: { ...report.job, source: { ...source, paths: [source.name] } } };
}
