import type { AnalyzeResponse } from '../protocol/analyzer.ts';
import type { StopReason } from '../protocol/job-state.ts';
import type { DocumentResult, Job, MemoryOffer, Progress } from '../protocol/job.ts';
import type { Told } from '../report/notice.ts';

/** How a job is run, besides what stands in its record. */
export interface RunWith {
  /** Worker threads; one a core when absent. */
  readonly threads?: number;
  /** Documents to try again that an earlier run skipped: all, or some by their paths. */
  readonly retry?: 'all' | readonly string[];
}

/** A job that is to be run. */
export interface Work extends RunWith {
  readonly job: Job;
}

/** What is known of a job that waits or runs here. */
export interface LiveJob {
  readonly progress: Progress | undefined;
  /** Those that are done, each once. It grows while the job runs. */
  readonly documents: readonly DocumentResult[];
}

/** A job that was put into the queue. */
export interface QueuedJob {
  readonly job: Job;
  /** Its record is kept, as far as that can be. */
  readonly saved: Promise<void>;
  /** The job once it has ended or was stopped; it never rejects. */
  readonly ended: Promise<Job>;
}

/** How a job begins once more. */
export interface Begin extends RunWith {
  readonly event: 'resume' | 'retry' | 'refresh';
  /** Its record, where that is to be another one. */
  readonly job?: Job;
}

/** What a run tells while it goes on. */
export interface RunListeners {
  /** Its turn has come, perhaps once more. */
  readonly onStart: () => void;
  /** It waits again, since another tenant has its turn: what it has kept stays. */
  readonly onYield: () => void;
  readonly onProgress: (progress: Progress) => void;
  readonly onDocuments: (documents: readonly DocumentResult[]) => void;
}

/** What is known of a job that came to its end: the report itself lies in the job's folder. */
export type Completion = Pick<AnalyzeResponse, 'summary' | 'reused' | 'times'> &
  Partial<Pick<AnalyzeResponse, 'notes'>>;

/** A run that was begun. */
export interface Run {
  /** What came of it, `stopped` where it was stopped before its end. It rejects where it failed, also while it was being stopped. */
  readonly ended: Promise<Completion | 'stopped'>;
  /** Asks it to stop, once; it may come to its end all the same. */
  stop(why: StopReason): void;
}

/** Who runs jobs: a process here, a server, or the workers of a queue. */
export interface Runner {
  /**
   * Begins to run a job, or to wait for its turn: {@link RunListeners.onStart} says when that has come.
   *
   * @throws where it cannot even be begun, with a message for people
   */
  run(work: Work, listeners: RunListeners): Run;
}

/** Where the records of jobs are kept, and to whom each belongs. */
export interface EngineStore {
  /**
   * Takes a job for this process.
   *
   * @param known as this process knows it
   * @returns the job as it stands now; `undefined` where it cannot be had, as because another process has it
   */
  take(known: Job): Promise<Job | undefined>;
  /** Gives back a job that was taken, or begun here; it never rejects. */
  release(id: string): Promise<void>;
  save(job: Job): Promise<void>;
  /** Deletes a job with all that was kept of it. */
  remove(id: string): Promise<void>;
}

/** Why a job failed. */
export interface Failure {
  readonly said: Told;
  /** What would fit, where it would not fit into memory. */
  readonly memory?: MemoryOffer;
}

/** Who hears of what becomes of jobs. */
export interface EngineEvents {
  /** A job is new, gone or in another state, and that is kept; it is `undefined` where it is gone, or goes. */
  changed(id: string, job: Job | undefined): void;
  progressed(job: Job, progress: Progress): void;
  analyzed(job: Job, documents: readonly DocumentResult[]): void;
  /** A job has other results from now on. */
  found(id: string): void;
  /** A run is over, and what came of it is kept. What it noted is there where it was completed, and the failure where it failed, also where what was found before stands. */
  ended(job: Job, how: { readonly failure?: Told; readonly notes?: AnalyzeResponse['notes'] }): void;
  /** The record of a job could not be saved; it lives on in this process. */
  unsaved(job: Job, error: unknown): void;
}

/** What the engine of jobs needs of the world. */
export interface EnginePorts {
  readonly store: EngineStore;
  readonly runner: Runner;
  readonly events: EngineEvents;
  /** Milliseconds since 1970. */
  readonly clock: { now(): number };
  /** How many jobs are given to the runner at the same time. */
  readonly slots: () => number;
  /** Puts a failure into words. */
  readonly failureOf: (error: unknown) => Failure;
}
