import type { Job } from '../protocol/job.ts';
import type { EngineEvents, EngineStore, LiveJob, Run, RunWith } from './engine-ports.ts';
import { newestFirst } from './newest-first.ts';
import type { StopReason } from '../protocol/job-state.ts';

/** A run, from when it is put into the queue until its end is kept. */
export interface Live extends LiveJob {
  progress: LiveJob['progress'];
  readonly documents: LiveJob['documents'][number][];
  readonly how: RunWith;
  /** Settled once nothing works on it any more, and its end is kept. */
  readonly finished: Promise<Job>;
  readonly finish: (job: Job) => void;
  startedAt?: string;
  run?: Run;
  /** Why it is being stopped. */
  stop?: StopReason;
}

export interface Entry {
  job: Job;
  /** While it waits or runs here. */
  live?: Live;
  /** Whether another process runs it. */
  elsewhere: boolean;
  /** Whether it is being deleted, or that was begun and failed. */
  leaving?: 'going' | 'failed';
  /** Settled once all changes of its record are kept. */
  saved: Promise<void>;
}

/** Which jobs there are. The record of a job changes in one place, {@link become}, and is kept in that order. */
export class JobTable {
  private readonly entries = new Map<string, Entry>();
  /** Counts what is done to jobs here, so that what was read of them before is known to be older. */
  private changes = 0;
  private readonly changedAt = new Map<string, number>();

  constructor(
    private readonly store: Pick<EngineStore, 'save'>,
    private readonly events: Pick<EngineEvents, 'changed' | 'unsaved'>,
  ) {}

  get(id: string): Entry | undefined {
    return this.entries.get(id);
  }

  values(): Entry[] {
    return [...this.entries.values()];
  }

  /**
   * Those that run first, then those that wait in their order, then the others, newest first. What is being deleted is not among them.
   *
   * @param queue ids of those that wait
   */
  list(queue: readonly string[]): Job[] {
    const places = new Map(queue.map((id, place) => [id, place]));
    const rank = ({ job: { id, status }, live }: Entry) =>
      !live ? queue.length : status === 'processing' ? -1 : (places.get(id) ?? -1);
    return this.values()
      .filter(({ leaving }) => leaving !== 'going')
      .map((entry) => ({ job: entry.job, rank: rank(entry) }))
      .sort((a, b) => a.rank - b.rank || newestFirst(a.job, b.job))
      .map(({ job }) => job);
  }

  /** The entry of a job, made where there is none. */
  open(job: Job): Entry {
    let entry = this.entries.get(job.id);
    if (!entry) this.entries.set(job.id, (entry = { job, elsewhere: false, saved: Promise.resolve() }));
    return entry;
  }

  delete(id: string): void {
    this.touch(id);
    this.entries.delete(id);
  }

  /** A mark of now: {@link adopt} and {@link forgetOthers} leave alone what was done here to a job since. */
  mark(): number {
    return this.changes;
  }

  adopt(job: Job, elsewhere: boolean, mark: number): boolean {
    if (this.isOwn(job.id, mark)) return false;
    const entry = this.open(job);
    Object.assign(entry, { job, elsewhere });
    delete entry.leaving;
    return true;
  }

  forgetOthers(found: ReadonlySet<string>, mark: number): void {
    for (const id of this.entries.keys()) if (!found.has(id) && !this.isOwn(id, mark)) this.entries.delete(id);
  }

  /** Changes a job's record, where `change` gives another one, and keeps it. */
  become(entry: Entry, change: (job: Job) => Job | undefined): Promise<void> {
    return this.keep(entry, async () => {
      const job = change(entry.job);
      if (!job) return;
      entry.job = job;
      this.touch(job.id);
      // A full disk must not take the results away: they live on in this process.
      await this.store.save(job).catch((error: unknown) => this.events.unsaved(job, error));
      // What was read while it was being written may be the one of before.
      this.touch(job.id);
      this.events.changed(job.id, job);
    });
  }

  /** Does something once all changes of a job's record before it are kept; what comes later waits for it. */
  keep(entry: Entry, act: () => Promise<void>): Promise<void> {
    const kept = entry.saved.then(act);
    entry.saved = kept.catch(() => undefined);
    return kept;
  }

  /** Something was done to a job: what was read of it before is old. */
  touch(id: string): void {
    this.changedAt.set(id, ++this.changes);
  }

  private isOwn(id: string, mark: number): boolean {
    const entry = this.entries.get(id);
    return entry?.live !== undefined || entry?.leaving === 'going' || (this.changedAt.get(id) ?? 0) > mark;
  }
}
