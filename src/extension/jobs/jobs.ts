import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { DocumentResult, Job, Progress } from '../../protocol/job.ts';
import type { ReportOverview } from '../../report/overview.ts';
import type { AnalysisOptions, Report, SourceDescription } from '../../report/report.ts';
import { AnalyzerError, startAnalyzer } from '../../worker/client.ts';
import type { JobStore, StoredJob } from './job-store.ts';

/** What is known of a job that has not ended. */
export interface LiveJob {
  readonly progress: Progress | undefined;
  readonly documents: readonly DocumentResult[];
}

interface Entry {
  job: StoredJob;
  live?: { progress: Progress | undefined; documents: DocumentResult[]; readonly controller: AbortController; readonly threads: number | undefined; readonly ended: (job: Job) => void };
}

/** Reports that are kept parsed: the ones that panel, tree and exports read one after the other. */
const KEPT_REPORTS = 3;

/** The jobs of this installation. It runs those that are started here one after the other, each in a child process of its own. */
export class Jobs implements vscode.Disposable {
  private readonly entries = new Map<string, Entry>();
  private readonly reports = new Map<string, Promise<Report>>();
  private running = false;

  private readonly changed = new vscode.EventEmitter<Job | undefined>();
  private readonly progressed = new vscode.EventEmitter<{ readonly job: Job; readonly progress: Progress }>();
  private readonly analyzed = new vscode.EventEmitter<{ readonly job: Job; readonly documents: readonly DocumentResult[] }>();

  /** A job is new, gone or in another state; without a job: any of them may be. */
  readonly onDidChange = this.changed.event;
  readonly onDidProgress = this.progressed.event;
  readonly onDidAnalyze = this.analyzed.event;

  constructor(
    private readonly store: JobStore,
    /** Absolute path of the bundled `worker.js`. */
    private readonly workerPath: string,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  /** Newest first. */
  list(): readonly Job[] {
    return [...this.entries.values()].map(({ job }) => job).sort((a, b) => (a.createdAt < b.createdAt ? 1 : a.createdAt > b.createdAt ? -1 : 0));
  }

  get(id: string): Job | undefined {
    return this.entries.get(id)?.job;
  }

  /** Present while a job that was started in this window is pending or processing. */
  live(id: string): LiveJob | undefined {
    return this.entries.get(id)?.live;
  }

  /** Reads the jobs from disk, where other windows may have changed them. A job whose window is gone has failed. */
  async load(): Promise<void> {
    const stored = await this.store.list();
    for (const [id, { live }] of this.entries) if (!live && !stored.some((job) => job.id === id)) this.entries.delete(id);
    for (const job of stored) {
      if (this.entries.get(job.id)?.live) continue;
      this.entries.set(job.id, { job });
      if ((job.status === 'pending' || job.status === 'processing') && !isAlive(job.owner)) await this.save(job.id, ended(job, 'failed', { error: 'VS Code was closed while the analysis ran. Run the analysis again.' }));
    }
    this.changed.fire(undefined);
  }

  /**
   * Puts a new job into the queue.
   *
   * @returns the job as it was put there, and a promise of it once it has ended in whatever state; it never rejects
   */
  async start(source: SourceDescription, options: AnalysisOptions, threads?: number): Promise<{ readonly job: Job; readonly ended: Promise<Job> }> {
    const job: StoredJob = { id: randomUUID(), source, options, status: 'pending', createdAt: new Date().toISOString(), owner: process.pid };
    const promise = new Promise<Job>((resolve) => {
      this.entries.set(job.id, { job, live: { progress: undefined, documents: [], controller: new AbortController(), threads, ended: resolve } });
    });
    await this.save(job.id, job);
    void this.runNext();
    return { job, ended: promise };
  }

  /** Stops a job of this window; what has ended, or runs elsewhere, stays as it is. */
  cancel(id: string): void {
    this.entries.get(id)?.live?.controller.abort();
    void this.runNext();
  }

  /** Forgets a job and its results; exports stay where they are. */
  async remove(id: string): Promise<void> {
    if (this.entries.get(id)?.live) return;
    this.entries.delete(id);
    this.reports.delete(id);
    await this.store.remove(id);
    this.changed.fire(undefined);
  }

  /** Absolute path of a job's own folder. */
  folder(id: string): string {
    return this.store.folder(id);
  }

  /** What a completed job found, in a few kilobytes; `undefined` where that was not kept. */
  overview(id: string): Promise<ReportOverview | undefined> {
    return this.store.overview(id);
  }

  /** The report of a completed job; rejects with a message for people. */
  report(id: string): Promise<Report> {
    const report = this.reports.get(id) ?? this.store.report(id);
    this.reports.delete(id);
    this.reports.set(id, report);
    report.catch(() => this.reports.delete(id));
    for (const oldest of this.reports.keys()) if (this.reports.size > KEPT_REPORTS) this.reports.delete(oldest);
    return report;
  }

  dispose(): void {
    for (const { live } of this.entries.values()) live?.controller.abort();
    for (const emitter of [this.changed, this.progressed, this.analyzed]) emitter.dispose();
  }

  private async runNext(): Promise<void> {
    const waiting = [...this.entries.values()].filter(({ job, live }) => live && job.status === 'pending');
    const stopped = waiting.find(({ live }) => live?.controller.signal.aborted);
    if (stopped) await this.end(stopped, 'cancelled');
    if (this.running) return;
    const next = waiting.find((entry) => entry !== stopped);
    if (!next) return;
    this.running = true;
    try {
      await this.run(next);
    } finally {
      this.running = false;
      void this.runNext();
    }
  }

  private async run(entry: Entry): Promise<void> {
    const { live } = entry;
    if (!live) return;
    const analyzer = startAnalyzer(this.workerPath);
    this.log.info(`${entry.job.source.name}: started in process ${analyzer.pid ?? 'unknown'}`);
    try {
      await this.save(entry.job.id, { ...entry.job, status: 'processing', startedAt: new Date().toISOString() });
      const { id, source, options, createdAt } = entry.job;
      const { summary } = await analyzer.analyze(
        { jobId: id, jobFolder: this.store.folder(id), source, options, createdAt, ...(live.threads !== undefined && { threads: live.threads }) },
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
      await this.end(entry, 'completed', { summary });
    } catch (error) {
      if (error instanceof AnalyzerError && error.code === 'cancelled') await this.end(entry, 'cancelled');
      else await this.end(entry, 'failed', { error: error instanceof Error ? error.message : String(error) });
    } finally {
      analyzer.dispose();
    }
  }

  private async end(entry: Entry, status: 'completed' | 'failed' | 'cancelled', outcome: Pick<Job, 'summary' | 'error'> = {}): Promise<void> {
    const { live } = entry;
    delete entry.live;
    const job = ended(entry.job, status, outcome);
    this.log[status === 'failed' ? 'error' : 'info'](`${job.source.name}: ${status}${outcome.error ? ` – ${outcome.error}` : ''}`);
    await this.save(job.id, job);
    live?.ended(job);
  }

  private async save(id: string, job: StoredJob): Promise<void> {
    const entry = this.entries.get(id);
    if (entry) entry.job = job;
    // A full disk must not take the results from the user: they live on in this window.
    await this.store.save(job).catch((error: unknown) => this.log.error(`The job's state could not be saved: ${error instanceof Error ? error.message : String(error)}`));
    this.changed.fire(job);
  }
}

function ended({ owner: _, ...job }: StoredJob, status: Job['status'], outcome: Pick<Job, 'summary' | 'error'>): StoredJob {
  return { ...job, status, finishedAt: new Date().toISOString(), ...outcome };
}

/** Whether another extension host still runs. Our own id here means that an earlier process had it: what we run is never loaded. */
function isAlive(pid: number | undefined): boolean {
  if (pid === undefined || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
