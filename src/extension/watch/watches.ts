import * as vscode from 'vscode';
import type { Job } from '../../protocol/job.ts';
import { messageOf } from '../../protocol/message-of.ts';
import { DEFAULT_READING } from '../../report/reading-options.ts';
import { withJob } from '../jobs/choose-job.ts';
import type { Jobs } from '../jobs/jobs.ts';
import { isSameSource } from '../jobs/same-source.ts';
import { plainMessage } from '../plain-message.ts';
import { sourceState } from '../results/source-state.ts';
import { analysisThreads, watchesNewAnalyses } from '../settings.ts';
import { canBeWatched } from './can-be-watched.ts';
import type { FolderWatch } from './folder-watch.ts';
import { registerCommand } from '../register-command.ts';

const isWatched = ({ watched }: Job) => watched === true;

/** Keeps the results of watched folders up to date: one job a folder, which is analysed again in its place. */
export class Watches implements vscode.Disposable {
  /** By the ids of jobs; there is none for a folder that cannot be watched. */
  private readonly watches = new Map<string, Promise<FolderWatch | undefined>>();
  /** Jobs that run for the first time. */
  private readonly new = new Set<string>();
  private readonly subscription: vscode.Disposable;

  constructor(
    private readonly jobs: Jobs,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.subscription = jobs.onDidChange((job) => {
      if (job) this.followNew(job);
      this.sync();
    });
    this.sync();
  }

  register(): vscode.Disposable[] {
    return [
      registerCommand('watchFolder', (job?: Job) =>
        withJob(this.jobs, job, vscode.l10n.t('Watch the folder of'), canBeWatched, (id) => this.watchAndSay(id)),
      ),
      registerCommand('stopWatching', (job?: Job) =>
        withJob(this.jobs, job, vscode.l10n.t('Stop watching the folder of'), isWatched, (id) =>
          this.jobs.setWatched(id, false),
        ),
      ),
    ];
  }

  dispose(): void {
    this.subscription.dispose();
    for (const id of this.watches.keys()) this.end(id);
  }

  private async watch(id: string): Promise<void> {
    const job = this.jobs.get(id);
    if (!job || !canBeWatched(job)) return;
    for (const other of this.jobs.list())
      if (other.id !== id && isWatched(other) && isSameSource(other.source, job.source))
        await this.jobs.setWatched(other.id, false);
    await this.jobs.setWatched(id, true);
  }

  private async watchAndSay(id: string): Promise<void> {
    await this.watch(id);
    const job = this.jobs.get(id);
    if (job?.watched)
      void vscode.window.showInformationMessage(
        plainMessage(
          vscode.l10n.t(
            '{0} is watched: it is analysed again when its files change, and its results say what changed.',
            job.source.name,
          ),
        ),
      );
  }

  /** A new analysis is watched as soon as it is done, where that is set. */
  private followNew(job: Job): void {
    if (job.status === 'processing' && !job.summary) this.new.add(job.id);
    else if (job.status !== 'pending' && this.new.delete(job.id) && watchesNewAnalyses() && canBeWatched(job))
      void this.watch(job.id);
  }

  /** Watches what is to be watched now, and nothing else. */
  private sync(): void {
    const wanted = new Map(
      this.jobs
        .list()
        .filter((job) => isWatched(job) && job.summary !== undefined && job.source.kind === 'folder')
        .map((job) => [job.id, job]),
    );
    for (const id of this.watches.keys()) if (!wanted.has(id)) this.end(id);
    for (const [id, job] of wanted) if (!this.watches.has(id)) this.watches.set(id, this.start(job));
  }

  private async start(job: Job): Promise<FolderWatch | undefined> {
    const { id, source, options } = job;
    const report = () => this.jobs.reports.outline(id).catch(() => undefined);
    try {
      // With what matches paths: most windows watch nothing.
      const { FolderWatch } = await import('./folder-watch.ts');
      const watch = new FolderWatch({
        folder: source.paths[0] ?? '',
        reading: options.reading ?? DEFAULT_READING,
        busy: () =>
          this.jobs
            .list()
            .some(
              (other) =>
                isSameSource(other.source, job.source) &&
                (this.jobs.live(other.id) !== undefined || this.jobs.runsElsewhere(other.id)),
            ),
        documents: async () => (await report())?.documents.map((d) => d.path) ?? [],
        onChange: (at) => this.refresh(id, at).catch((error: unknown) => this.log.error(`${id}: ${messageOf(error)}`)),
      });
      void report().then(async (known) => {
        if (known && (await sourceState(known)) === 'changed') watch.noteAny();
      });
      return watch;
    } catch (error) {
      this.log.error(`${id}: its folder cannot be watched: ${messageOf(error)}`);
      return undefined;
    }
  }

  private end(id: string): void {
    void this.watches.get(id)?.then((watch) => watch?.dispose());
    this.watches.delete(id);
  }

  private async refresh(id: string, changedAt: number): Promise<void> {
    this.log.info(`${id}: files of its folder changed`);
    const queued = await this.jobs.refresh(id, changedAt, analysisThreads());
    // Another window has done it, or does.
    if (!queued) await this.jobs.load();
    await queued?.ended;
  }
}
