import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { DocumentResult, Job, Progress } from '../../protocol/job.ts';
import { messageOf } from '../../protocol/message-of.ts';
import { told, toldBy } from '../../report/notice.ts';
import type { ReportOverview } from '../../report/overview.ts';
import type { AnalysisOptions, Report, SourceDescription } from '../../report/report.ts';
import { AnalyzerError, type JobRunner } from '../../process/host/client.ts';
import { JobEngine } from '../../jobs/engine.ts';
import type { Begin, EngineEvents, Failure, LiveJob, QueuedJob, RunWith } from '../../jobs/engine-ports.ts';
import type { UnreadableJob } from '../../jobs/job-file.ts';
import type { JobStore } from '../../jobs/job-store.ts';
import { said } from '../said.ts';
import { jobConcurrency } from '../settings.ts';
import { ClaimedJobs } from './claimed-jobs.ts';
import { JobProcesses } from './job-processes.ts';
import { JobReports } from './job-reports.ts';
import { lastOfSource } from './last-of-source.ts';
import { memoryOfferText } from './memory-offer.ts';
import { OtherWindows } from './other-windows.ts';

/** Who runs jobs, and what they have of them besides the job's folder. */
export interface JobRunners {
  start(jobFolder: string): JobRunner;
  forget(jobFolder: string): Promise<void>;
}

/** The jobs of this installation, as a window of VS Code has them: those that are started here run in their order, those of other windows are seen. */
export class Jobs implements vscode.Disposable {
  private readonly engine: JobEngine;
  private readonly windows: OtherWindows;

  private readonly changed = new vscode.EventEmitter<Job | undefined>();
  private readonly progressed = new vscode.EventEmitter<{ readonly job: Job; readonly progress: Progress }>();
  private readonly analyzed = new vscode.EventEmitter<{
    readonly job: Job;
    readonly documents: readonly DocumentResult[];
  }>();
  private readonly noted = new vscode.EventEmitter<{ readonly job: Job; readonly note: string }>();

  /** A job is new, gone or in another state; without a job: any of them may be. */
  readonly onDidChange = this.changed.event;
  readonly onDidProgress = this.progressed.event;
  readonly onDidAnalyze = this.analyzed.event;
  /** Something besides its results is to be said about a job. */
  readonly onDidNote = this.noted.event;
  /** There is something among the jobs, not told before, that cannot be read; it is left as it is. */
  readonly onDidFindUnreadable: vscode.Event<readonly UnreadableJob[]>;

  /** What the completed jobs found. */
  readonly reports: JobReports;

  constructor(
    private readonly store: JobStore,
    runners: JobRunners,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.reports = new JobReports(store);
    this.engine = new JobEngine({
      store: new ClaimedJobs(
        store,
        (jobFolder) => runners.forget(jobFolder),
        (job, problem) => {
          this.log.error(`${job.id}: ${problem}`);
          this.noted.fire({ job, note: problem });
        },
      ),
      runner: new JobProcesses(
        store,
        (jobFolder) => runners.start(jobFolder),
        (job) => this.likeBefore(job),
        log,
      ),
      events: this.events(),
      clock: Date,
      slots: jobConcurrency,
      failureOf,
    });
    this.windows = new OtherWindows(
      store,
      this.engine,
      log,
      (id) => this.reports.forget(id),
      () => this.changed.fire(undefined),
    );
    this.onDidFindUnreadable = this.windows.onDidFindUnreadable;
  }

  /** Those that run first, then those that wait in their order, then the others, newest first. */
  list(): readonly Job[] {
    return this.engine.list();
  }

  get(id: string): Job | undefined {
    return this.engine.get(id);
  }

  /** Present while a job that was started in this window is pending or processing. */
  live(id: string): LiveJob | undefined {
    return this.engine.live(id);
  }

  /** Whether another window runs a job. */
  runsElsewhere(id: string): boolean {
    return this.engine.runsElsewhere(id);
  }

  /** Bytes that a job takes on disk, as far as that is known. */
  bytes(id: string): number | undefined {
    return this.windows.bytes(id);
  }

  /** Reads the jobs from disk, where other windows may have changed them. A job whose window is gone is paused. What this window does meanwhile counts more than what was read. */
  load(): Promise<void> {
    return this.windows.load();
  }

  /** What lies among the jobs and cannot be read. */
  get left(): readonly UnreadableJob[] {
    return this.windows.left;
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
    const queued = this.engine.add(job, withThreads(threads));
    await queued.saved;
    return queued;
  }

  /**
   * Lets a job that did not come to its end go on from what it has kept.
   *
   * @returns `undefined` where that cannot be, because it has ended or another window runs it
   */
  resume(id: string, threads?: number): Promise<QueuedJob | undefined> {
    return this.again(id, () => ({ event: 'resume', ...withThreads(threads) }));
  }

  /** Lets a job that would not fit into memory go on all the same, or with the fast encoder. */
  resumeInMemory(id: string, how: 'anyway' | 'fast', threads?: number): Promise<QueuedJob | undefined> {
    return this.again(id, (job) => ({
      event: 'resume',
      ...withThreads(threads),
      job: how === 'fast' ? { ...job, options: { ...job.options, encoder: 'fast' } } : { ...job, anyMemory: true },
    }));
  }

  /** Tries documents again that a completed job skipped: all, or some by their paths. */
  retry(id: string, documents: 'all' | readonly string[], threads?: number): Promise<QueuedJob | undefined> {
    return this.again(id, () => ({ event: 'retry', ...withThreads(threads), retry: documents }));
  }

  /**
   * Analyses the source of a completed job again, in its place. The results of before stand until the new ones are there, and are kept to say what changed.
   *
   * @param changedAt when the source changed, in milliseconds since 1970
   * @returns `undefined` also where another window has done so since
   */
  refresh(id: string, changedAt: number, threads?: number): Promise<QueuedJob | undefined> {
    return this.again(id, async ({ status, startedAt }) => {
      if (status !== 'completed' || Date.parse(startedAt ?? '') > changedAt) return undefined;
      await this.store
        .keepReport(id)
        .catch((error: unknown) => this.log.error(`The results of before could not be kept: ${messageOf(error)}`));
      return { event: 'refresh', ...withThreads(threads) };
    });
  }

  /** Says whether a job's folder is watched. */
  async setWatched(id: string, watched: boolean): Promise<void> {
    if (!this.runsElsewhere(id)) await this.engine.amend(id, (job) => ({ ...job, watched }));
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
    void this.engine.cancel(id);
  }

  /** Stops a job of this window until it is resumed. */
  pause(id: string): void {
    void this.engine.stop(id, 'pause');
  }

  /** Lets a waiting job take the place of the one before or behind it. */
  move(id: string, by: -1 | 1): void {
    this.engine.move(id, by);
    this.changed.fire(undefined);
  }

  /** Forgets a job that does not run, its results and what was kept of its documents; exports stay where they are. */
  async remove(id: string): Promise<void> {
    await this.engine.remove(id, false);
  }

  /** Forgets a job that may still run here. */
  async stopAndRemove(id: string): Promise<void> {
    await this.engine.remove(id, true);
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
  interrupt(): Promise<void> {
    return this.engine.interrupt();
  }

  dispose(): void {
    void this.engine.interrupt();
    this.windows.dispose();
    for (const emitter of [this.changed, this.progressed, this.analyzed, this.noted]) emitter.dispose();
  }

  private async again(
    id: string,
    begin: (job: Job) => Begin | Promise<Begin | undefined>,
  ): Promise<QueuedJob | undefined> {
    const queued = await this.engine.again(id, begin);
    await queued?.saved;
    return queued;
  }

  private events(): EngineEvents {
    return {
      changed: (id, job) => {
        // A job that is gone has no results.
        if (!job) this.reports.forget(id);
        this.changed.fire(job);
      },
      progressed: (job, progress) => this.progressed.fire({ job, progress }),
      analyzed: (job, documents) => this.analyzed.fire({ job, documents }),
      found: (id) => this.reports.forget(id),
      ended: (job, { failure, notes = [] }) => {
        this.log[job.status === 'failed' ? 'error' : 'info'](
          `${job.id}: ${job.status}${job.error ? ` – ${job.error}` : ''}`,
        );
        void this.windows.measure(job.id).then(() => this.changed.fire(this.get(job.id)));
        for (const note of notes) this.noted.fire({ job, note: said(told(note)) });
        if (failure && job.status === 'completed')
          this.noted.fire({
            job,
            note: vscode.l10n.t('It could not be analysed again, and the results of before stand. {0}', said(failure)),
          });
      },
      unsaved: (_, error) => this.log.error(`The job's state could not be saved: ${messageOf(error)}`),
    };
  }

  /**
   * The report whose clusters keep their numbers and colours: the job's own, where documents are tried again; else that of the last time that the same source was analysed.
   */
  private async likeBefore({ id, source }: Job): Promise<string | undefined> {
    if (await this.store.hasReport(id)) return this.store.reportPath(id);
    const last = lastOfSource(source, this.list());
    return last && this.store.reportPath(last.id);
  }
}

const withThreads = (threads: number | undefined): RunWith => (threads === undefined ? {} : { threads });

function failureOf(error: unknown): Failure {
  const memory = error instanceof AnalyzerError ? error.memory : undefined;
  return memory ? { said: { message: memoryOfferText(memory) }, memory } : { said: toldBy(error) };
}
