import type { AnalyzeResponse } from '../protocol/analyzer.ts';
import type { DocumentResult, Job, Progress } from '../protocol/job.ts';

/** A batch whose turn is to come. */
export interface QueuedBatch {
  readonly tenant: string;
  readonly job: Job;
  /** Absolute path of the job's own folder. */
  readonly folder: string;
  /** Whether documents are tried again that an earlier run skipped. */
  readonly retry: boolean;
}

export interface QueueListeners {
  /** Its turn has come, perhaps once more. */
  readonly onStart: () => void;
  /** It waits again, since another tenant has its turn: what it has kept stays. */
  readonly onYield: () => void;
  readonly onProgress: (progress: Progress) => void;
  readonly onDocuments: (documents: readonly DocumentResult[]) => void;
}

/** What the service needs of an analysis that came to its end: the report itself lies in the job's folder. */
export type BatchResult = Pick<AnalyzeResponse, 'summary' | 'reused' | 'times'>;

/** What goes wrong with a queue at present. */
export interface QueueProblem {
  readonly code: string;
  /** A sentence for whoever runs the service. */
  readonly message: string;
  /** How often it was seen. */
  readonly count: number;
}

/** Where batches wait and by whom they are run. A batch is delivered at least once, and doing it twice gives the same. */
export interface BatchQueue {
  readonly name: 'embedded' | 'redis';
  /**
   * Puts a batch into the queue, or goes on waiting for one that is in it already since before a restart.
   *
   * @param signal takes it out, running or not
   * @returns once `report.json` is in the batch's folder
   * @throws with a message for people
   */
  run(batch: QueuedBatch, listeners: QueueListeners, signal: AbortSignal): Promise<BatchResult>;
  /** Whether it can take and run batches now. */
  ready(): Promise<boolean>;
  /** What goes wrong at present; absent where nothing can. */
  problems?(): readonly QueueProblem[];
  /** How often each kind of failure was seen since the start. */
  failures?(): Readonly<Record<string, number>>;
  /** Lets go of what it holds. What was not finished goes on after the next start. */
  close(): Promise<void>;
}
