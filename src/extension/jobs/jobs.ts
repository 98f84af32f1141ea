import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { DocumentResult, Job, Progress } from '../../protocol/job.ts';
import { after, can, type JobEvent } from '../../protocol/job-state.ts';
import { messageOf } from '../../protocol/message-of.ts';
import type { ReportOverview } from '../../report/overview.ts';
import type { AnalysisOptions, Report, SourceDescription } from '../../report/report.ts';
import { AnalyzerError, type JobRunner } from '../../process/host/client.ts';
import { jobConcurrency } from '../settings.ts';
import type { UnreadableJob } from '../../jobs/job-file.ts';
import type { JobStore, StoredJob } from '../../jobs/job-store.ts';
import { JobReports } from './job-reports.ts';
import { lastOfSource } from './last-of-source.ts';
import { memoryOfferText } from './memory-offer.ts';
import { moved } from './queue-order.ts';
import { stopped, withoutInterruption } from '../../jobs/stopped-job.ts';
import { said } from '../said.ts';
import { told, toldBy } from '../../report/notice.ts';

/** What is known of a job that has not ended. */
export interface LiveJob {
  readonly progress: Progress | undefined;
  readonly documents: readonly DocumentResult[];
}

interface Live {
  progress: Progress | undefined;
  documents: DocumentResult[];
  readonly controller: AbortController;
  readonly threads: number | undefined;
  /** Documents to try again that an earlier run skipped. */
  readonly retry: 'all' | readonly string[] | undefined;
  readonly ended: (job: Job) => void;
  readonly finished: Promise<Job>;
  /** Why it is being stopped. */
  stop?: Extract<JobEvent, 'cancel' | 'pause' | 'lose'>;
}

interface Entry {
  job: Job;
  /** While it is pending or processing in this window. */
  live?: Live;
  /** Whether another window runs it. */
  elsewhere?: boolean;
  bytes?: number;
}

/** A job that was put into the queue, and a promise of it once it has ended or is paused; it never rejects. */
export interface QueuedJob {
  readonly job: Job;
  readonly ended: Promise<Job>;
}

/** Who runs jobs, and what they have of them besides the job's folder. */
export interface JobRunners {
  start(jobFolder: string): JobRunner;
  forget(jobFolder: string): Promise<void>;
}

/** How often jobs that another window runs are looked at. */
const LOOK_ELSEWHERE_MS = 3000;

/** The jobs of this installation. It runs those that are started here in their order, each in a child process of its own. */
export class Jobs implements vscode.Disposable {
  private readonly entries = new Map<string, Entry>();
  /** Ids of pending jobs of this window: the next one first. */
  private queue: string[] = [];
  private running = 0;
  /** Counts what this window does to jobs, so that what {@link load} has read before is known to be older. */
  private changes = 0;
  private readonly changedAt = new Map<string, number>();
  private disposed = false;
  private loading: Promise<void> = Promise.resolve();
  private unreadable: readonly UnreadableJob[] = [];
  private looking: NodeJS.Timeout | undefined;

  private readonly changed = new vscode.EventEmitter<Job | undefined>();
  private readonly progressed = new vscode.EventEmitter<{ readonly job: Job; readonly progress: Progress }>();
  private readonly analyzed = new vscode.EventEmitter<{
    readonly job: Job;
    readonly documents: readonly DocumentResult[];
  }>();
  private readonly noted = new vscode.EventEmitter<{ readonly job: Job; readonly note: string }>();
  private readonly foundUnreadable = new vscode.EventEmitter<readonly UnreadableJob[]>();

  /** A job is new, gone or in another state; without a job: any of them may be. */
  readonly onDidChange = this.changed.event;
  readonly onDidProgress = this.progressed.event;
  readonly onDidAnalyze = this.analyzed.event;
  /** Something besides its results is to be said about a job. */
  readonly onDidNote = this.noted.event;
  /** There is something among the jobs, not told before, that cannot be read; it is left as it is. */
  readonly onDidFindUnreadable = this.foundUnreadable.event;

  /** What the completed jobs found. */
  readonly reports: JobReports;

  constructor(
    private readonly store: JobStore,
    private readonly runners: JobRunners,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.reports = new JobReports(store);
  }

  /** Those that run first, then those that wait in their order, then the others, newest first. */
  list(): readonly Job[] {
    const rank = ({ id, status }: Job) =>
      !this.entries.get(id)?.live ? this.queue.length : status === 'processing' ? -1 : this.queue.indexOf(id);
    return [...this.entries.values()]
      .map(({ job }) => job)
      .sort((a, b) => rank(a) - rank(b) || (a.createdAt < b.createdAt ? 1 : a.createdAt > b.createdAt ? -1 : 0));
  }

  get(id: string): Job | undefined {
    return this.entries.get(id)?.job;
  }

  /** Present while a job that was started in this window is pending or processing. */
  live(id: string): LiveJob | undefined {
    return this.entries.get(id)?.live;
  }

  /** Whether another window runs a job. */
  runsElsewhere(id: string): boolean {
    return this.entries.get(id)?.elsewhere === true;
  }

  /** Bytes that a job takes on disk, as far as that is known. */
  bytes(id: string): number | undefined {
    return this.entries.get(id)?.bytes;
  }

  /** Reads the jobs from disk, where other windows may have changed them. A job whose window is gone is paused. What this window does meanwhile counts more than what was read. */
  load(): Promise<void> {
    // One after the other: the later one must not be overtaken.
    this.loading = this.loading
      .then(() => this.loadNow())
      .catch((error: unknown) =>
        this.log.error(`The analyses could not be read from ${this.store.root}: ${messageOf(error)}`),
      );
    return this.loading;
  }

  /** What lies among the jobs and cannot be read. */
  get left(): readonly UnreadableJob[] {
    return this.unreadable;
  }

  private async loadNow(): Promise<void> {
    clearTimeout(this.looking);
    const since = this.changes;
    const isOwn = (id: string) => this.entries.get(id)?.live !== undefined || (this.changedAt.get(id) ?? 0) > since;
    const { jobs, unreadable } = await this.store.survey();
    const known = new Set([...jobs.map(({ job }) => job.id), ...unreadable.map(({ job }) => job)]);
    for (const id of this.entries.keys()) if (!known.has(id) && !isOwn(id)) this.entries.delete(id);
    for (const { job, owned } of jobs) {
      const bytes = await this.store.bytes(job.id);
      // Nothing is waited for between here and the end of it.
      if (isOwn(job.id)) continue;
      const elsewhere = owned && can('lose', job.status);
      const before = this.entries.get(job.id)?.job;
      if (before && before.finishedAt !== job.finishedAt) this.reports.forget(job.id);
      this.entries.set(job.id, { job, elsewhere, bytes });
      if (can('lose', job.status) && !elsewhere) await this.lose(job.id);
    }
    this.tellUnreadable(unreadable);
    if (!this.disposed && [...this.entries.values()].some(({ elsewhere }) => elsewhere))
      this.looking = setTimeout(() => void this.load(), LOOK_ELSEWHERE_MS);
    this.changed.fire(undefined);
  }

  /** Names in the log what is new of it. */
  private tellUnreadable(unreadable: readonly UnreadableJob[]): void {
    const told = new Set(this.unreadable.map(({ message }) => message));
    this.unreadable = unreadable;
    const added = unreadable.filter(({ message }) => !told.has(message));
    for (const { message } of added)
      this.log.error(`${message} It is left as it is. See ghostwriter-batch doctor ${this.store.root}`);
    if (added.length > 0) this.foundUnreadable.fire(unreadable);
  }

  /** This window has done something to a job: what was read of it before is old. */
  private touch(id: string): void {
    this.changedAt.set(id, ++this.changes);
  }

  /**
   * Puts a new job into the queue.
   *
   * @param prepare gets the job's folder before the job starts
   */
  async start(
    source: SourceDescription,
    options: AnalysisOptions,
    threads?: number,
    prepare?: (jobFolder: string) => Promise<void>,
  ): Promise<QueuedJob> {
    const job: Job = { id: randomUUID(), source, options, status: 'pending', createdAt: new Date().toISOString() };
    await this.store
      .claim(job.id)
      .catch((error: unknown) => this.log.error(`The job's folder could not be claimed: ${messageOf(error)}`));
    await prepare?.(this.store.folder(job.id));
    return this.enqueue(job, threads, undefined);
  }

  /**
   * Lets a job that did not come to its end go on from what it has kept.
   *
   * @returns `undefined` where that cannot be, because it has ended or another window runs it
   */
  resume(id: string, threads?: number): Promise<QueuedJob | undefined> {
    return this.again(id, 'resume', threads, undefined);
  }

  /** Lets a job that would not fit into memory go on all the same, or with the fast encoder. */
  resumeInMemory(id: string, how: 'anyway' | 'fast', threads?: number): Promise<QueuedJob | undefined> {
    return this.again(id, 'resume', threads, undefined, Infinity, (job) =>
      how === 'fast' ? { ...job, options: { ...job.options, encoder: 'fast' } } : { ...job, anyMemory: true },
    );
  }

  /** Tries documents again that a completed job skipped: all, or some by their paths. */
  retry(id: string, documents: 'all' | readonly string[], threads?: number): Promise<QueuedJob | undefined> {
    return this.again(id, 'retry', threads, documents);
  }

  /**
   * Analyses the source of a completed job again, in its place. The results of before stand until the new ones are there, and are kept to say what changed.
   *
   * @param changedAt when the source changed, in milliseconds since 1970
   * @returns `undefined` also where another window has done so since
   */
  refresh(id: string, changedAt: number, threads?: number): Promise<QueuedJob | undefined> {
    return this.again(id, 'refresh', threads, undefined, changedAt);
  }

  /** Says whether a job's folder is watched. */
  async setWatched(id: string, watched: boolean): Promise<void> {
    const job = this.get(id);
    if (job && !this.runsElsewhere(id)) await this.save(id, { ...job, watched });
  }

  /** The results that a job had before its source changed, until they are {@link forgetEarlierReport | forgotten}. */
  earlierReport(id: string): Promise<Report | undefined> {
    return this.store.keptReport(id).catch((error: unknown) => {
      this.log.error(`${id}: what it found before cannot be compared with: ${messageOf(error)}`);
      return undefined;
    });
  }

  /** Somebody has seen what changed. */
  async forgetEarlierReport(id: string): Promise<void> {
    await this.store.forgetKeptReport(id);
    this.changed.fire(this.get(id));
  }

  /** Stops a job of this window for good; what it has kept stays. One that is paused is cancelled too. */
  cancel(id: string): void {
    const entry = this.entries.get(id);
    if (entry?.live) this.stop(id, 'cancel');
    else if (entry?.job.status === 'paused')
      void this.save(id, {
        ...withoutInterruption(entry.job),
        status: after('cancel', 'paused'),
        finishedAt: new Date().toISOString(),
      });
  }

  /** Stops a job of this window until it is resumed. */
  pause(id: string): void {
    this.stop(id, 'pause');
  }

  /** Lets a waiting job take the place of the one before or behind it. */
  move(id: string, by: -1 | 1): void {
    this.queue = moved(this.queue, id, by);
    this.changed.fire(undefined);
  }

  /** Forgets a job, its results and what was kept of its documents; exports stay where they are. */
  async remove(id: string): Promise<void> {
    const entry = this.entries.get(id);
    if (entry?.live || entry?.elsewhere) return;
    this.touch(id);
    this.entries.delete(id);
    this.reports.forget(id);
    await this.runners.forget(this.store.folder(id));
    await this.store.remove(id);
    this.touch(id);
    this.changed.fire(undefined);
  }

  /** Forgets a job that may still run here. */
  async stopAndRemove(id: string): Promise<void> {
    const { live } = this.entries.get(id) ?? {};
    this.stop(id, 'cancel');
    await live?.finished;
    await this.remove(id);
  }

  /** Absolute path of a job's own folder. */
  folder(id: string): string {
    return this.store.folder(id);
  }

  /** What a completed job found, in a few kilobytes; `undefined` where that was not kept. */
  overview(id: string): Promise<ReportOverview | undefined> {
    return this.store.overview(id);
  }

  /** Stops all jobs of this window so that they can be resumed in another; for its end. */
  async interrupt(): Promise<void> {
    const ends = [...this.entries.values()].flatMap(({ live }) => live?.finished ?? []);
    for (const id of this.entries.keys()) this.stop(id, 'lose');
    await Promise.all(ends);
  }

  dispose(): void {
    this.disposed = true;
    clearTimeout(this.looking);
    for (const { live } of this.entries.values()) live?.controller.abort();
    for (const emitter of [this.changed, this.progressed, this.analyzed, this.noted, this.foundUnreadable])
      emitter.dispose();
  }

  /** Pauses a job whose window is gone, unless another window is about to do the same. */
  private async lose(id: string): Promise<void> {
    if (!(await this.claimed(id))) return;
    const stored = await this.storedNow(id);
    if (stored && can('lose', stored.job.status)) await this.save(id, stopped(stored.job, 'lose', undefined));
    await this.store.release(id);
  }

  /** Takes a job for this window. What keeps that from being tried is no other window, and is told. */
  private claimed(id: string): Promise<boolean> {
    return this.store
      .claim(id)
      .catch((error: unknown) =>
        this.tellProblem(id, vscode.l10n.t('It cannot be taken by this window: {0}', said(toldBy(error))), false),
      );
  }

  private storedNow(id: string): Promise<StoredJob | undefined> {
    return this.store.read(id).catch((error: unknown) => this.tellProblem(id, messageOf(error), undefined));
  }

  private tellProblem<T>(id: string, note: string, result: T): T {
    this.log.error(`${id}: ${note}`);
    const job = this.get(id);
    if (job) this.noted.fire({ job, note });
    return result;
  }

  private async again(
    id: string,
    event: 'resume' | 'retry' | 'refresh',
    threads: number | undefined,
    retry: 'all' | readonly string[] | undefined,
    changedAt = Infinity,
    changed = (job: Job) => job,
  ): Promise<QueuedJob | undefined> {
    const claimed = !this.live(id) && (await this.claimed(id));
    // Another window may have changed it until it was ours.
    const stored = claimed ? await this.storedNow(id) : undefined;
    if (
      !stored ||
      stored.later ||
      !can(event, stored.job.status) ||
      Date.parse(stored.job.startedAt ?? '') > changedAt
    ) {
      if (claimed) await this.store.release(id);
      return undefined;
    }
    if (event === 'refresh')
      await this.store
        .keepReport(id)
        .catch((error: unknown) => this.log.error(`The results of before could not be kept: ${messageOf(error)}`));
    const { finishedAt: _, error: __, notice: ___, memory: ____, ...job } = withoutInterruption(stored.job);
    return this.enqueue({ ...changed(job), status: after(event, job.status) }, threads, retry);
  }

  private async enqueue(job: Job, threads: number | undefined, retry: Live['retry']): Promise<QueuedJob> {
    let ended: Live['ended'] = () => undefined;
    const finished = new Promise<Job>((resolve) => (ended = resolve));
    this.touch(job.id);
    this.entries.set(job.id, {
      job,
      live: { progress: undefined, documents: [], controller: new AbortController(), threads, retry, ended, finished },
    });
    this.queue.push(job.id);
    await this.save(job.id, job);
    this.runNext();
    return { job, ended: finished };
  }

  private stop(id: string, why: NonNullable<Live['stop']>): void {
    const entry = this.entries.get(id);
    const { live } = entry ?? {};
    if (!entry || !live || live.stop) return;
    live.stop = why;
    live.controller.abort(why);
    if (entry.job.status !== 'pending') return;
    this.queue = this.queue.filter((waiting) => waiting !== id);
    void this.end(entry, stopped(entry.job, why, live.progress));
  }

  private runNext(): void {
    while (this.running < jobConcurrency()) {
      const id = this.queue.shift();
      const entry = id === undefined ? undefined : this.entries.get(id);
      if (!entry) return;
      this.running++;
      void this.run(entry).finally(() => {
        this.running--;
        this.runNext();
      });
    }
  }

  private async run(entry: Entry): Promise<void> {
    const { live } = entry;
    if (!live) return;
    let analyzer: JobRunner | undefined;
    try {
      analyzer = this.runners.start(this.store.folder(entry.job.id));
      this.log.info(`${entry.job.id}: started in process ${analyzer.pid ?? 'unknown'}`);
      this.log.debug(`${entry.job.id} is ${entry.job.source.paths.join(', ')}`);
      await this.save(entry.job.id, {
        ...entry.job,
        status: after('start', entry.job.status),
        startedAt: new Date().toISOString(),
      });
      const { id, source, options, createdAt, anyMemory } = entry.job;
      const { summary, reused, notes, times } = await analyzer.analyze(
        {
          jobId: id,
          jobFolder: this.store.folder(id),
          cacheFolder: this.store.root,
          source,
          options,
          ownOptions: true,
          createdAt,
          ...(live.threads !== undefined && { threads: live.threads }),
          ...(anyMemory === true && { memoryLimit: 'none' }),
          ...(live.retry && { retry: live.retry }),
          ...(await this.likeBefore(entry.job)),
        },
        {
          signal: live.controller.signal,
          onProgress: (progress) => {
            live.progress = progress;
            this.progressed.fire({ job: entry.job, progress });
          },
          onDocuments: (documents) => {
            for (const document of documents) live.documents.push(document);
            this.analyzed.fire({ job: entry.job, documents });
          },
        },
      );
      const { reached: _, ...job } = entry.job;
      this.reports.forget(id);
      await this.end(entry, {
        ...job,
        status: after('complete', job.status),
        finishedAt: new Date().toISOString(),
        summary,
        reused,
        times,
      });
      for (const note of notes) this.noted.fire({ job: entry.job, note: said(told(note)) });
    } catch (error) {
      if (live.stop && error instanceof AnalyzerError && error.code === 'cancelled')
        await this.end(entry, stopped(entry.job, live.stop, live.progress));
      else await this.fail(entry, error);
    } finally {
      analyzer?.dispose();
    }
  }

  /**
   * The report whose clusters keep their numbers and colours: the job's own, where documents are tried again; else that of the last time that the same source was analysed.
   */
  private async likeBefore({ id, source }: Job): Promise<{ readonly like?: string }> {
    if (await this.store.hasReport(id)) return { like: this.store.reportPath(id) };
    const last = lastOfSource(source, this.list());
    return last ? { like: this.store.reportPath(last.id) } : {};
  }

  private async fail(entry: Entry, error: unknown): Promise<void> {
    const memory = error instanceof AnalyzerError ? error.memory : undefined;
    const failure = memory ? { message: memoryOfferText(memory) } : toldBy(error);
    const job = stopped(entry.job, 'fail', entry.live?.progress, failure, memory);
    await this.end(entry, job);
    if (job.status === 'completed')
      this.noted.fire({
        job,
        note: vscode.l10n.t('It could not be analysed again, and the results of before stand. {0}', said(failure)),
      });
  }

  private async end(entry: Entry, job: Job): Promise<void> {
    const { live } = entry;
    this.log[job.status === 'failed' ? 'error' : 'info'](
      `${job.id}: ${job.status}${job.error ? ` – ${job.error}` : ''}`,
    );
    entry.job = job;
    delete entry.live;
    this.touch(job.id);
    await this.save(job.id, job);
    await this.store.release(job.id).catch(() => undefined);
    entry.bytes = await this.store.bytes(job.id);
    this.changed.fire(job);
    live?.ended(job);
  }

  private async save(id: string, job: Job): Promise<void> {
    const entry = this.entries.get(id);
    if (entry) entry.job = job;
    this.touch(id);
    // A full disk must not take the results from the user: they live on in this window.
    await this.store
      .save(job)
      .catch((error: unknown) => this.log.error(`The job's state could not be saved: ${messageOf(error)}`));
    // What was read while it was being written may be the one of before.
    this.touch(id);
    this.changed.fire(job);
  }
}
