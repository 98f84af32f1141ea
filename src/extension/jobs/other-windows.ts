import * as vscode from 'vscode';
import type { JobEngine } from '../../jobs/engine.ts';
import type { UnreadableJob } from '../../jobs/job-file.ts';
import type { JobStore } from '../../jobs/job-store.ts';
import { can } from '../../protocol/job-state.ts';
import { messageOf } from '../../protocol/message-of.ts';

/** How often jobs that another window runs are looked at. */
const LOOK_MS = 3000;

/** What other windows do to jobs, which shows on the disk alone: it is read again and again while one of them runs something. */
export class OtherWindows implements vscode.Disposable {
  private loading: Promise<void> = Promise.resolve();
  private unreadable: readonly UnreadableJob[] = [];
  private looking: NodeJS.Timeout | undefined;
  private disposed = false;
  private readonly sizes = new Map<string, number>();
  private readonly foundUnreadable = new vscode.EventEmitter<readonly UnreadableJob[]>();

  /** There is something among the jobs, not told before, that cannot be read; it is left as it is. */
  readonly onDidFindUnreadable = this.foundUnreadable.event;

  /**
   * @param onRerun told of a job that has other results than it had
   * @param onLoaded told once all is read
   */
  constructor(
    private readonly store: JobStore,
    private readonly engine: JobEngine,
    private readonly log: vscode.LogOutputChannel,
    private readonly onRerun: (id: string) => void,
    private readonly onLoaded: () => void,
  ) {}

  /** Reads the jobs from disk. A job whose window is gone is paused. What this window does meanwhile counts more than what was read. */
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

  /** Bytes that a job takes on disk, as far as that is known. */
  bytes(id: string): number | undefined {
    return this.sizes.get(id);
  }

  async measure(id: string): Promise<void> {
    this.sizes.set(id, await this.store.bytes(id));
  }

  dispose(): void {
    this.disposed = true;
    clearTimeout(this.looking);
    this.foundUnreadable.dispose();
  }

  private async loadNow(): Promise<void> {
    clearTimeout(this.looking);
    const mark = this.engine.mark();
    const { jobs, unreadable } = await this.store.survey();
    this.engine.forgetOthers(new Set([...jobs.map(({ job }) => job.id), ...unreadable.map(({ job }) => job)]), mark);
    let anyElsewhere = false;
    for (const { job, owned } of jobs) {
      await this.measure(job.id);
      const elsewhere = owned && can('lose', job.status);
      const before = this.engine.get(job.id);
      if (!this.engine.adopt(job, elsewhere, mark)) continue;
      if (before && before.finishedAt !== job.finishedAt) this.onRerun(job.id);
      anyElsewhere ||= elsewhere;
      if (can('lose', job.status) && !elsewhere) await this.engine.lose(job.id);
    }
    this.tellUnreadable(unreadable);
    if (!this.disposed && anyElsewhere) this.looking = setTimeout(() => void this.load(), LOOK_MS);
    this.onLoaded();
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
}
