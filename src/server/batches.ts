import { EventEmitter } from 'node:events';
import { mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { expired } from '../jobs/expired.ts';
import { isJobName } from '../jobs/job-file.ts';
import { JobStore } from '../jobs/job-store.ts';
import { newestFirst } from '../jobs/newest-first.ts';
import { Serial } from '../jobs/serial.ts';
import { stopped, withoutInterruption } from '../jobs/stopped-job.ts';
import { after, can, type JobEvent } from '../protocol/job-state.ts';
import type { DocumentResult, Job, Progress } from '../protocol/job.ts';
import { TENANT } from '../protocol/service.ts';
import { messageOf } from '../protocol/message-of.ts';
import { withOptionsOf } from '../report/option-names.ts';
import { RecentReports } from '../report/recent-reports.ts';
import { toldBy } from '../report/notice.ts';
import type { AnalysisOptions, Report, SourceDescription } from '../report/report.ts';
import { unreadableBecause } from '../storage/absent.ts';
import { Gate } from '../storage/in-parallel.ts';
import { removeUnfinished } from '../storage/write-file.ts';
import { Problem } from './problem.ts';
import type { BatchQueue } from './queue.ts';
import type { BatchFiles, BatchName, StrangeThing } from './store/batch-files.ts';
import { storedReport } from './store/results.ts';
import { StoreFailure } from './store/store-failure.ts';

interface Live {
  progress: Progress | undefined;
  readonly documents: DocumentResult[];
  readonly controller: AbortController;
  /** Settled once nothing works on it any more. */
  ended: Promise<void>;
  /** Why it is being stopped. */
  stop?: Extract<JobEvent, 'cancel' | 'pause' | 'lose'>;
}

interface Entry {
  job: Job;
  live?: Live;
  /** Settled once its state is on disk. */
  saved?: Promise<void>;
  /** Whether it was begun to delete it. */
  leaving?: boolean;
}

/** A place among the batches of a tenant that wait or run, taken before the batch is there. */
export interface Place {
  /** Gives it back; once is enough. */
  release(): void;
}

/** Something strange, and how to look at it again. */
interface Strange {
  readonly thing: StrangeThing;
  /** @returns whether nothing is strange about it any more */
  readonly again: () => Promise<boolean>;
}

/** How many states are written at the same time: each is an open file. */
const SAVES_AT_ONCE = 16;

/** What is told of a batch: that it is in another state, or gone; how far it is; which documents are done. */
export type BatchEvent =
  | { readonly kind: 'changed' }
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'documents'; readonly documents: readonly DocumentResult[] };

/** What the server's log gets: words and figures, never a text, a name of a file or a token. */
export interface ServiceLog {
  info(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface BatchLimits {
  /** Batches of one tenant that wait or run. */
  readonly unfinished: number;
  /** Days that a batch is kept after its end; 0 for ever. */
  readonly days: number;
}

/** The batches of all tenants: a {@link JobStore} each, and what of them waits or runs. Nobody gets at those of another tenant, since nothing here is found without the tenant's name. */
export class Batches {
  private readonly tenants = new Map<string, { readonly store: JobStore; readonly entries: Map<string, Entry> }>();
  private readonly reports = new RecentReports<Report>();
  private readonly events = new EventEmitter().setMaxListeners(0);
  /** What changes one batch happens one after the other: a batch that is being deleted cannot begin again meanwhile. */
  private readonly serial = new Serial();
  private readonly saves = new Gate(SAVES_AT_ONCE);
  /** Places that uploads have taken, by tenant. */
  private readonly places = new Map<string, number>();
  private readonly strange = new Map<string, Strange>();
  private draining = false;

  /**
   * @param onEnd told of each batch that came to its end or was stopped
   */
  constructor(
    private readonly files: BatchFiles,
    private readonly queue: BatchQueue,
    private readonly limits: BatchLimits,
    private readonly log: ServiceLog,
    private readonly onEnd: (job: Job) => void = () => undefined,
  ) {}

  /** Reads what there is from disk. Whatever waited, ran or was interrupted when the server ended goes on; uploads that never came to their end are deleted, and nothing else: what cannot be read is told, and looked at again. */
  async open(): Promise<void> {
    for (const thing of await this.files.open()) this.tellStrange(thing);
    await mkdir(this.files.root, { recursive: true, mode: 0o700 });
    for (const tenant of await readdir(this.files.root)) if (TENANT.test(tenant)) await this.openTenant(tenant);
  }

  /** What lies among the batches and is none, or none that can be read. */
  strangeThings(): readonly StrangeThing[] {
    return [...this.strange.values()].map(({ thing }) => thing);
  }

  /** Looks again at what could not be read: a drive may be back, a right be given, files be closed. */
  async lookAgain(): Promise<void> {
    for (const [at, { thing, again }] of this.strange)
      if (await again().catch(() => false)) {
        this.strange.delete(at);
        this.log.info({ at: thing.at }, 'it can be read again');
      }
  }

  private async openTenant(tenant: string): Promise<boolean> {
    const { store, entries } = this.of(tenant);
    let found: Awaited<ReturnType<JobStore['survey']>>;
    try {
      found = await store.survey();
    } catch (error) {
      this.tellStrange(
        {
          at: store.root,
          message: `${store.root} is there, and ${unreadableBecause(error)}. The batches of this tenant are left out.`,
        },
        () => this.openTenant(tenant),
      );
      return false;
    }
    const begun: Entry[] = [];
    for (const { job, later } of found.jobs) {
      if (entries.has(job.id)) continue;
      if (later)
        this.tellStrange({
          at: store.folder(job.id),
          batch: { tenant, id: job.id },
          message: `${store.folder(job.id)} was made by a later version.`,
        });
      else begun.push(this.take(tenant, job));
    }
    for (const { job: name, message } of found.unreadable) {
      const batch = isJobName(name) ? { tenant, id: name } : undefined;
      this.tellStrange(
        { at: store.folder(name), message, ...(batch && { batch }) },
        batch && (() => this.readAgain(batch)),
      );
    }
    // Oldest first: they have waited longest.
    for (const entry of begun.reverse()) await this.goOn(tenant, entry);
    return true;
  }

  private async readAgain({ tenant, id }: BatchName): Promise<boolean> {
    const { store, entries } = this.of(tenant);
    const stored = await store.read(id);
    if (!stored || entries.has(id)) return true;
    if (stored.later) return false;
    await this.goOn(tenant, this.take(tenant, stored.job));
    return true;
  }

  private take(tenant: string, job: Job): Entry {
    const entry: Entry = { job };
    this.of(tenant).entries.set(job.id, entry);
    return entry;
  }

  /** What waited, ran or was interrupted. */
  private async goOn(tenant: string, entry: Entry): Promise<void> {
    const { job } = entry;
    const folder = this.files.folder({ tenant, id: job.id });
    await removeUnfinished(folder).catch((error: unknown) =>
      this.log.error({ batch: job.id, err: error }, 'what a run has left could not be deleted'),
    );
    if (job.status === 'pending' || job.status === 'processing')
      this.run(tenant, entry, { ...job, status: 'pending' }, job.summary !== undefined);
    else if (job.interrupted)
      this.run(tenant, entry, { ...withoutInterruption(job), status: after('resume', job.status) }, false);
  }

  private tellStrange(thing: StrangeThing, again: () => Promise<boolean> = () => Promise.resolve(false)): void {
    if (this.strange.get(thing.at)?.thing.message !== thing.message)
      this.log.error(
        { at: thing.at, ...(thing.batch && { batch: thing.batch.id }) },
        `${thing.message} It is left as it is; see ghostwriter-batch doctor.`,
      );
    this.strange.set(thing.at, { thing, again });
  }

  /** The batches of a tenant, newest first. */
  list(tenant: string): Job[] {
    return [...this.of(tenant).entries.values()].map(({ job }) => job).sort(newestFirst);
  }

  /** How many there are in each state, of all tenants. */
  counts(): Readonly<Record<Job['status'], number>> {
    const counts = { pending: 0, processing: 0, paused: 0, completed: 0, failed: 0, cancelled: 0 };
    for (const { entries } of this.tenants.values()) for (const { job } of entries.values()) counts[job.status]++;
    return counts;
  }

  /** @throws {@link Problem} 404 */
  get(
    tenant: string,
    id: string,
  ): { readonly job: Job; readonly progress?: Progress; readonly documents: readonly DocumentResult[] } {
    const { job, live } = this.entry(tenant, id);
    return { job, documents: live?.documents ?? [], ...(live?.progress && { progress: live.progress }) };
  }

  /**
   * Says whether another batch may come, and takes its place: uploads at the same time do not pass the limit together.
   *
   * @throws {@link Problem} 429, or 503 while the server is ending
   */
  admit(tenant: string): Place {
    this.checkRoom(tenant);
    this.places.set(tenant, (this.places.get(tenant) ?? 0) + 1);
    let taken = true;
    return {
      release: () => {
        if (!taken) return;
        taken = false;
        const left = (this.places.get(tenant) ?? 1) - 1;
        if (left > 0) this.places.set(tenant, left);
        else this.places.delete(tenant);
      },
    };
  }

  private checkRoom(tenant: string): void {
    if (this.draining) throw new Problem(503, 'ending', 'The server is ending. Try again in a minute.');
    const unfinished =
      [...this.of(tenant).entries.values()].filter(({ live }) => live).length + (this.places.get(tenant) ?? 0);
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
    const entry: Entry = { job: { id, source, options, status: 'pending', createdAt: new Date().toISOString() } };
    const { store, entries } = this.of(tenant);
    await store.save(entry.job);
    await this.files.keepState({ tenant, id });
    await this.files.endUpload({ tenant, id });
    entries.set(id, entry);
    place.release();
    this.run(tenant, entry, entry.job, false);
    return entry.job;
  }

  /** Lets a batch that was stopped or failed go on, or tries the skipped documents of a completed one again. */
  retry(tenant: string, id: string): Promise<Job> {
    return this.serial.run(`${tenant}/${id}`, () => {
      const entry = this.entry(tenant, id);
      const event = can('resume', entry.job.status) ? 'resume' : 'retry';
      if (entry.leaving)
        throw new Problem(409, 'being-deleted', 'It was begun to delete this batch, and that failed. Delete it again.');
      if (entry.live || !can(event, entry.job.status))
        throw new Problem(
          409,
          'not-ended',
          'This batch still waits or runs. Wait until it is finished, or cancel it first.',
        );
      this.checkRoom(tenant);
      const { finishedAt: _, error: __, notice: ___, ...job } = withoutInterruption(entry.job);
      this.run(tenant, entry, { ...job, status: after(event, job.status) }, event === 'retry');
      return Promise.resolve(entry.job);
    });
  }

  /** Stops a batch that waits or runs; what it has kept stays. */
  stop(tenant: string, id: string, why: 'cancel' | 'pause'): Promise<Job> {
    return this.serial.run(`${tenant}/${id}`, async () => {
      const entry = this.entry(tenant, id);
      if (!entry.live) throw new Problem(409, 'ended', 'This batch neither waits nor runs.');
      await this.halt(entry.live, why);
      return entry.job;
    });
  }

  /** Deletes a batch with its texts and all that was found. */
  async remove(tenant: string, id: string): Promise<void> {
    await this.removeIf(tenant, id, () => true);
  }

  /** Deletes a batch, if something is true of it when its turn has come. */
  private removeIf(tenant: string, id: string, is: (job: Job) => boolean): Promise<boolean> {
    return this.serial.run(`${tenant}/${id}`, async () => {
      const entry = this.entry(tenant, id);
      if (!is(entry.job)) return false;
      if (entry.live) await this.halt(entry.live, 'cancel');
      await entry.saved;
      // What is not deleted can be deleted again, and nothing else.
      entry.leaving = true;
      await this.files.remove({ tenant, id });
      this.of(tenant).entries.delete(id);
      this.reports.forget(id);
      this.tell(id, { kind: 'changed' });
      return true;
    });
  }

  /**
   * The report of a completed batch, without the paths of this machine.
   *
   * @throws {@link Problem}
   */
  async report(tenant: string, id: string): Promise<Report> {
    const { job } = this.entry(tenant, id);
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
    for (const tenant of this.tenants.keys())
      for (const { id } of expired(this.list(tenant), this.limits.days, now))
        if (await this.removeIf(tenant, id, (job) => expired([job], this.limits.days, now).length > 0)) removed++;
    return removed;
  }

  /** Takes no more batches, and waits for those that run; after a while they are stopped, and go on where they were after the next start. */
  async drain(milliseconds: number): Promise<void> {
    this.draining = true;
    const lives = [...this.tenants.values()].flatMap(({ entries }) =>
      [...entries.values()].flatMap(({ job, live }) => (live ? [{ job, live }] : [])),
    );
    // On another machine they run on; what only waits here would wait for nothing.
    const running = lives.filter(({ job }) => this.queue.name === 'embedded' && job.status === 'processing');
    let timer: NodeJS.Timeout | undefined;
    await Promise.race([
      Promise.all(running.map(({ live }) => live.ended)),
      new Promise((resolve) => (timer = setTimeout(resolve, milliseconds))),
    ]);
    clearTimeout(timer);
    if (this.queue.name === 'embedded') await Promise.all(lives.map(({ live }) => this.halt(live, 'lose')));
    await this.queue.close();
  }

  private of(tenant: string) {
    let known = this.tenants.get(tenant);
    if (!known)
      this.tenants.set(
        tenant,
        (known = { store: new JobStore(path.join(this.files.root, tenant)), entries: new Map() }),
      );
    return known;
  }

  private entry(tenant: string, id: string): Entry {
    const entry = this.of(tenant).entries.get(id);
    if (!entry && this.strangeThings().some(({ batch }) => batch?.tenant === tenant && batch.id === id))
      throw new Problem(
        503,
        'unreadable',
        'This batch is there, and what is kept of it cannot be read. Nothing of it was deleted. Ask whoever runs the server: its log says why.',
      );
    if (!entry) throw new Problem(404, 'no-such-batch', 'There is no such batch.');
    return entry;
  }

  private halt(live: Live, why: NonNullable<Live['stop']>): Promise<void> {
    live.stop ??= why;
    live.controller.abort();
    return live.ended;
  }

  private run(tenant: string, entry: Entry, job: Job, retry: boolean): void {
    entry.job = job;
    const live: Live = {
      progress: undefined,
      documents: [],
      controller: new AbortController(),
      ended: Promise.resolve(),
    };
    entry.live = live;
    live.ended = this.work(tenant, entry, live, retry);
  }

  private async work(tenant: string, entry: Entry, live: Live, retry: boolean): Promise<void> {
    const { id } = entry.job;
    let saved = this.save(tenant, entry, entry.job);
    let startedAt: string | undefined;
    const become = (event: 'start' | 'yield', changes: Partial<Job> = {}) => {
      saved = saved.then(() =>
        can(event, entry.job.status)
          ? this.save(tenant, entry, { ...entry.job, ...changes, status: after(event, entry.job.status) })
          : undefined,
      );
    };
    const told = new Set<string>();
    try {
      const batch = { tenant, job: entry.job, folder: this.files.folder({ tenant, id }), retry };
      const result = await this.queue.run(
        batch,
        {
          onStart: () => {
            startedAt ??= new Date().toISOString();
            become('start', { startedAt });
          },
          onYield: () => become('yield'),
          onProgress: (progress) => {
            live.progress = progress;
            this.tell(id, { kind: 'progress', progress });
          },
          onDocuments: (documents) => {
            // Those that were done are told in each turn.
            const others = documents.filter((document) => !told.has(document.id));
            for (const document of others) {
              told.add(document.id);
              live.documents.push(document);
            }
            if (others.length > 0) this.tell(id, { kind: 'documents', documents: others });
          },
        },
        live.controller.signal,
      );
      await saved;
      const { reached: _, ...job } = entry.job;
      await this.end(tenant, entry, { ...job, status: 'completed', finishedAt: new Date().toISOString(), ...result });
    } catch (error) {
      await saved.catch(() => undefined);
      const why = live.stop;
      if (why) await this.end(tenant, entry, stopped(entry.job, why, live.progress));
      else
        await this.end(
          tenant,
          entry,
          stopped(entry.job, 'fail', live.progress, {
            ...toldBy(error),
            message: withOptionsOf('service', messageOf(error)),
          }),
        );
    }
  }

  private async end(tenant: string, entry: Entry, job: Job): Promise<void> {
    delete entry.live;
    this.reports.forget(job.id);
    await this.save(tenant, entry, job);
    this.log.info({ batch: job.id, tenant, status: job.status, documents: job.summary?.documents }, 'batch ended');
    this.onEnd(job);
  }

  private async save(tenant: string, entry: Entry, job: Job): Promise<void> {
    entry.job = job;
    // A full disk must not take the results away: they live on in this process.
    const { store } = this.of(tenant);
    entry.saved = this.saves
      .run(() => store.save(job).then(() => this.files.keepState({ tenant, id: job.id })))
      .catch((error: unknown) =>
        this.log.error({ batch: job.id, err: error }, 'the state of a batch could not be saved'),
      );
    await entry.saved;
    this.tell(job.id, { kind: 'changed' });
  }

  private tell(id: string, event: BatchEvent): void {
    this.events.emit(id, event);
  }
}

/** A report as it goes to others: where its source lies on this machine is nobody's business. */
function withoutPaths(report: Report): Report {
  const { source } = report.job;
  return { ...report, job: { ...report.job, source: { ...source, paths: [source.name] } } };
}
