import { after, can, type StopReason } from '../protocol/job-state.ts';
import type { Job } from '../protocol/job.ts';
import type {
  Begin,
  Completion,
  EnginePorts,
  Failure,
  LiveJob,
  QueuedJob,
  RunListeners,
  RunWith,
} from './engine-ports.ts';
import { type Entry, JobTable, type Live } from './job-table.ts';
import { moved } from './queue-order.ts';
import { Serial } from './serial.ts';
import { stopped, withoutInterruption } from './stopped-job.ts';

/**
 * The life of jobs: which there are, which of them wait and run here, and what becomes of each. It knows the table of states, and neither files nor processes nor windows: those are its ports.
 * What is done to one job is done one after the other.
 */
export class JobEngine {
  private readonly table: JobTable;
  /** Ids of jobs that wait for a slot: the next one first. */
  private queue: string[] = [];
  private running = 0;
  private readonly serial = new Serial();
  private ending = false;

  constructor(private readonly ports: EnginePorts) {
    this.table = new JobTable(ports.store, ports.events);
  }

  /** Those that run first, then those that wait in their order, then the others, newest first. What is being deleted is not among them. */
  list(): Job[] {
    return this.table.list(this.queue);
  }

  get(id: string): Job | undefined {
    const entry = this.table.get(id);
    return entry?.leaving === 'going' ? undefined : entry?.job;
  }

  /** Present while a job waits or runs here. */
  live(id: string): LiveJob | undefined {
    return this.table.get(id)?.live;
  }

  /** The jobs that wait or run here, each with a promise of it once that is over. */
  unfinished(): { readonly job: Job; readonly ended: Promise<Job> }[] {
    return this.table.values().flatMap(({ job, live }) => (live ? [{ job, ended: live.finished }] : []));
  }

  runsElsewhere(id: string): boolean {
    return this.table.get(id)?.elsewhere === true;
  }

  /** Whether it was begun to delete a job, and that failed: it can be deleted again, and nothing else. */
  isHalfDeleted(id: string): boolean {
    return this.table.get(id)?.leaving === 'failed';
  }

  /** A mark of now, for {@link adopt} and {@link forgetOthers}. */
  mark(): number {
    return this.table.mark();
  }

  /**
   * Takes over what was read of a job.
   *
   * @param elsewhere whether another process runs it
   * @param mark one of before it was read
   * @returns whether it is taken for true: not where something was done to the job here since, or is being done
   */
  adopt(job: Job, elsewhere = false, mark = this.mark()): boolean {
    return this.table.adopt(job, elsewhere, mark);
  }

  /**
   * Forgets the jobs that were not found, unless something was done to them here.
   *
   * @param mark one of before they were looked for
   */
  forgetOthers(found: ReadonlySet<string>, mark: number): void {
    this.table.forgetOthers(found, mark);
  }

  /** Puts a job into the queue that is new, or goes on after the process that ran it was gone: it is pending. */
  add(job: Job, how: RunWith = {}): QueuedJob {
    return this.enqueue(this.table.open(job), job, how);
  }

  /**
   * Begins a job once more that does not wait or run.
   *
   * @param begin says how, from the job as it stands once it was taken; `undefined` where it is not to begin after all
   * @returns `undefined` where it does not begin: it waits or runs already, here or elsewhere, is gone, or the table of states has no such thing
   * @throws what `begin` throws
   */
  again(
    id: string,
    begin: (job: Job) => Begin | undefined | Promise<Begin | undefined>,
  ): Promise<QueuedJob | undefined> {
    return this.serial.run(id, async () => {
      const entry = this.table.get(id);
      if (!entry || entry.live || entry.leaving) return undefined;
      await entry.saved;
      const taken = await this.ports.store.take(entry.job);
      if (!taken) return undefined;
      let queued: QueuedJob | undefined;
      try {
        const begun = await begin(taken);
        if (begun && !this.ending && can(begun.event, taken.status)) {
          const { event, job: changed = taken, ...how } = begun;
          const { finishedAt: _, error: __, notice: ___, memory: ____, ...job } = withoutInterruption(changed);
          queued = this.enqueue(entry, { ...job, status: after(event, taken.status) }, how);
        }
      } finally {
        if (!queued) await this.ports.store.release(id);
      }
      return queued;
    });
  }

  /**
   * Stops a job that waits or runs here; what it has kept stays.
   *
   * @returns the job once that is over; `undefined` where it neither waits nor runs here
   */
  async stop(id: string, why: StopReason): Promise<Job | undefined> {
    // It may be about to begin.
    return this.halt(id, why) ?? this.serial.run(id, async () => this.halt(id, why));
  }

  /** Stops a job for good, also one that is paused. */
  async cancel(id: string): Promise<void> {
    const stop = () => this.halt(id, 'cancel');
    if (this.live(id)) await stop();
    else
      await this.serial.run(id, async () => {
        // It may have begun meanwhile.
        if (this.live(id)) await stop();
        else
          await this.changeStored(id, (job) =>
            can('cancel', job.status)
              ? { ...withoutInterruption(job), status: after('cancel', job.status), finishedAt: this.now() }
              : undefined,
          );
      });
  }

  /** Pauses a job whose process is gone, unless somebody has taken it since. */
  lose(id: string): Promise<void> {
    return this.serial.run(id, async () => {
      if (!this.live(id))
        await this.changeStored(id, (job) =>
          can('lose', job.status) ? stopped(job, 'lose', undefined, this.now()) : undefined,
        );
    });
  }

  /** Changes something in a job's record that is no matter of its state. */
  amend(id: string, change: (job: Job) => Job): Promise<void> {
    return this.serial.run(id, async () => {
      const entry = this.table.get(id);
      if (entry?.live) await this.table.become(entry, change);
      else await this.changeStored(id, change);
    });
  }

  /** Lets a job that waits for a slot take the place of the one before or behind it. */
  move(id: string, by: -1 | 1): void {
    this.queue = moved(this.queue, id, by);
  }

  /**
   * Deletes a job with all that was kept of it.
   *
   * @param stopping whether it is stopped first where it waits or runs; without that it stays then
   * @param is whether it is to be deleted, asked when its turn has come
   * @returns whether it was
   * @throws what the store throws; the job is there then, and can be deleted again
   */
  remove(id: string, stopping: boolean, is: (job: Job) => boolean = () => true): Promise<boolean> {
    const { store, events } = this.ports;
    return this.serial.run(id, async () => {
      const entry = this.table.get(id);
      if (!entry || entry.elsewhere || !is(entry.job) || (entry.live && !stopping)) return false;
      if (entry.live) await this.halt(id, 'cancel');
      await entry.saved;
      entry.leaving = 'going';
      this.table.touch(id);
      events.changed(id, undefined);
      try {
        await store.remove(id);
      } catch (error) {
        entry.leaving = 'failed';
        events.changed(id, entry.job);
        throw error;
      }
      this.table.delete(id);
      events.changed(id, undefined);
      return true;
    });
  }

  /** For the end of the process: begins nothing more, and stops what waits and runs, so that it can be resumed. */
  async interrupt(): Promise<void> {
    this.ending = true;
    const unfinished = this.unfinished();
    for (const { job } of unfinished) void this.halt(job.id, 'lose');
    await Promise.all(unfinished.map(({ ended }) => ended));
  }

  private now(): string {
    return new Date(this.ports.clock.now()).toISOString();
  }

  /** Changes the record of a job that does not wait or run here, as it stands once it was taken. */
  private async changeStored(id: string, change: (job: Job) => Job | undefined): Promise<void> {
    const entry = this.table.get(id);
    const taken = entry && !entry.leaving && (await this.ports.store.take(entry.job));
    if (!taken) return;
    entry.elsewhere = false;
    await this.table.become(entry, () => change(taken));
    await this.ports.store.release(id);
  }

  private enqueue(entry: Entry, job: Job, how: RunWith): QueuedJob {
    let finish: Live['finish'] = () => undefined;
    const finished = new Promise<Job>((resolve) => (finish = resolve));
    entry.live = { progress: undefined, documents: [], how, finished, finish };
    // Before it is kept: nobody takes it for what it was.
    entry.job = job;
    entry.elsewhere = false;
    this.queue.push(job.id);
    const saved = this.table.become(entry, () => job);
    void saved.then(() => this.runNext());
    return { job, saved, ended: finished };
  }

  private halt(id: string, why: StopReason): Promise<Job> | undefined {
    const entry = this.table.get(id);
    const live = entry?.live;
    if (!live) return undefined;
    if (live.stop === undefined) {
      live.stop = why;
      if (live.run) live.run.stop(why);
      else if (this.queue.includes(id)) {
        this.queue = this.queue.filter((waiting) => waiting !== id);
        void this.end(entry, live, 'stopped');
      }
    }
    return live.finished;
  }

  private runNext(): void {
    while (!this.ending && this.running < this.ports.slots()) {
      const id = this.queue.shift();
      if (id === undefined) return;
      const entry = this.table.get(id);
      if (!entry?.live) continue;
      this.running++;
      void this.run(entry, entry.live).finally(() => {
        this.running--;
        this.runNext();
      });
    }
  }

  private async run(entry: Entry, live: Live): Promise<void> {
    let came: Completion | 'stopped' | Failure;
    try {
      live.run = this.ports.runner.run({ job: entry.job, ...live.how }, this.listeners(entry, live));
      came = await live.run.ended;
    } catch (error) {
      came = this.ports.failureOf(error);
    }
    await this.end(entry, live, came);
  }

  private listeners(entry: Entry, live: Live): RunListeners {
    const told = new Set<string>();
    const { events } = this.ports;
    // A run that is over is not heard any more.
    const become = (event: 'start' | 'yield', changes: () => Partial<Job> = () => ({})) =>
      void this.table.become(entry, (job) =>
        entry.live === live && can(event, job.status)
          ? { ...job, ...changes(), status: after(event, job.status) }
          : undefined,
      );
    return {
      onStart: () => become('start', () => ({ startedAt: (live.startedAt ??= this.now()) })),
      onYield: () => become('yield'),
      onProgress: (progress) => {
        if (entry.live !== live) return;
        live.progress = progress;
        events.progressed(entry.job, progress);
      },
      onDocuments: (documents) => {
        if (entry.live !== live) return;
        // Those that were done are told in each turn.
        const others = documents.filter(({ id }) => !told.has(id));
        for (const document of others) {
          told.add(document.id);
          live.documents.push(document);
        }
        if (others.length > 0) events.analyzed(entry.job, others);
      },
    };
  }

  private async end(entry: Entry, live: Live, came: Completion | 'stopped' | Failure): Promise<void> {
    const { events, store } = this.ports;
    const become = this.table.become(entry, (job) => {
      delete entry.live;
      if (came === 'stopped') return stopped(job, live.stop ?? 'lose', live.progress, this.now());
      if ('said' in came) return stopped(job, 'fail', live.progress, this.now(), came.said, came.memory);
      events.found(job.id);
      return completed(job, came, this.now());
    });
    // Before it can be taken again: whoever hears of its end may do that at once.
    const release = this.table.keep(entry, () => store.release(entry.job.id));
    await Promise.all([become, release]);
    if (came === 'stopped') events.ended(entry.job, {});
    else if ('said' in came) events.ended(entry.job, { failure: came.said });
    else events.ended(entry.job, { ...(came.notes && { notes: came.notes }) });
    live.finish(entry.job);
  }
}

/** A job that came to its end. What ran so shortly that nobody was told that it began has begun all the same. */
function completed({ reached: _, ...job }: Job, { summary, reused, times }: Completion, finishedAt: string): Job {
  const status = can('start', job.status) ? after('start', job.status) : job.status;
  return { ...job, status: after('complete', status), finishedAt, summary, reused, times };
}
