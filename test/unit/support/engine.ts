import { JobEngine } from '../../../src/jobs/engine.ts';
import type { Completion, EngineStore, Run, RunListeners, Runner, Work } from '../../../src/jobs/engine-ports.ts';
import type { StopReason } from '../../../src/protocol/job-state.ts';
import type { Job, Progress } from '../../../src/protocol/job.ts';
import type { Summary } from '../../../src/report/report.ts';

export const SUMMARY: Summary = {
  documents: 1,
  analyzed: 1,
  skipped: 0,
  clusters: 1,
  duplicateGroups: 0,
  meanAiProbability: 0.5,
  highConfidence: 0,
  confidence: { high: 0, medium: 1, low: 0, unknown: 0 },
};

export const COMPLETION: Completion = { summary: SUMMARY, reused: 0, times: [] };

export const jobOf = (id: string, fields: Partial<Job> = {}): Job => ({
  id,
  source: { kind: 'folder', name: id, paths: [`/${id}`] },
  options: { granularity: 'sentence', clusters: 'auto', threshold: 0.85, seed: 1 },
  status: 'pending',
  createdAt: '2030-01-01T00:00:00.000Z',
  ...fields,
});

/** A run that does what the test says. */
export class FakeRun implements Run {
  readonly stops: StopReason[] = [];
  readonly ended: Promise<Completion | 'stopped'>;
  private settle: (came: Completion | 'stopped') => void = () => undefined;
  private reject: (error: Error) => void = () => undefined;

  constructor(
    readonly work: Work,
    readonly listeners: RunListeners,
  ) {
    this.ended = new Promise((resolve, reject) => {
      this.settle = resolve;
      this.reject = reject;
    });
  }

  /** What is done once it is asked to stop: by default it stops. */
  onStop: () => void = () => this.stopped();

  stop(why: StopReason): void {
    this.stops.push(why);
    this.onStop();
  }

  complete = (completion = COMPLETION) => this.settle(completion);
  stopped = () => this.settle('stopped');
  fail = (message: string) => this.reject(new Error(message));
  progress = (done: number, total: number) =>
    this.listeners.onProgress({ stage: 'documents', fraction: done / total, done, total, secondsLeft: null });
}

/** Begins runs that start at once, unless `starts` is false, and go on until the test ends them. */
export class FakeRunner implements Runner {
  readonly runs: FakeRun[] = [];
  starts = true;
  /** What is thrown in place of beginning. */
  broken: Error | undefined;

  run(work: Work, listeners: RunListeners): Run {
    if (this.broken) throw this.broken;
    const run = new FakeRun(work, listeners);
    this.runs.push(run);
    if (this.starts) listeners.onStart();
    return run;
  }

  /** The run that was begun last. */
  get last(): FakeRun {
    return this.runs.at(-1)!;
  }
}

/** A disk that several processes have: records, and who has taken which. */
export class FakeDisk {
  readonly records = new Map<string, Job>();
  readonly owners = new Map<string, number>();
  private processes = 0;

  /** The disk as one process has it; its calls wait where the test holds them. */
  open(): FakeStore {
    return new FakeStore(this, this.processes++);
  }
}

export class FakeStore implements EngineStore {
  /** Every state that was kept, as `id status`. */
  readonly saved: string[] = [];
  /** Awaited by each call before it does anything. */
  before: (call: 'take' | 'release' | 'save' | 'remove') => Promise<void> | void = () => undefined;
  full = false;

  constructor(
    private readonly disk: FakeDisk,
    private readonly process: number,
  ) {}

  async take({ id }: Job): Promise<Job | undefined> {
    await this.before('take');
    const { owners, records } = this.disk;
    if (owners.has(id)) return undefined;
    if (records.has(id)) owners.set(id, this.process);
    return records.get(id);
  }

  async release(id: string): Promise<void> {
    await this.before('release');
    if (this.disk.owners.get(id) === this.process) this.disk.owners.delete(id);
  }

  async save(job: Job): Promise<void> {
    await this.before('save');
    if (this.full) throw new Error('The disk is full.');
    this.disk.records.set(job.id, job);
    this.saved.push(`${job.id} ${job.status}`);
  }

  async remove(id: string): Promise<void> {
    await this.before('remove');
    this.disk.records.delete(id);
    this.disk.owners.delete(id);
  }
}

/** An engine of one process, with all that it told. */
export function engineWith({ disk = new FakeDisk(), slots = 1 }: { disk?: FakeDisk; slots?: number } = {}) {
  const store = disk.open();
  const runner = new FakeRunner();
  const told: string[] = [];
  const progressed: Progress[] = [];
  const analyzed: string[] = [];
  const clock = { at: Date.parse('2030-01-02T00:00:00.000Z'), now: () => clock.at };
  const engine = new JobEngine({
    store,
    runner,
    events: {
      changed: (id, job) => told.push(`${id} ${job?.status ?? 'gone'}`),
      progressed: (_, progress) => progressed.push(progress),
      analyzed: (_, documents) => analyzed.push(...documents.map(({ id }) => id)),
      found: (id) => told.push(`${id} found`),
      ended: ({ id, status }, { failure }) =>
        told.push(`${id} ended ${status}${failure ? `: ${failure.message}` : ''}`),
      unsaved: ({ id }, error) => told.push(`${id} unsaved: ${(error as Error).message}`),
    },
    clock,
    slots: () => slots,
    failureOf: (error) => ({ said: { message: (error as Error).message } }),
  });
  return { engine, store, runner, disk, told, progressed, analyzed, clock };
}
