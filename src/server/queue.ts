import type { Completion, Run, RunListeners, Work } from '../jobs/engine-ports.ts';

/** A batch whose turn is to come. */
export interface QueuedBatch extends Work {
  readonly tenant: string;
  /** Absolute path of the job's own folder. */
  readonly folder: string;
}

/** What the service needs of an analysis that came to its end. */
export type BatchResult = Omit<Completion, 'notes'>;

/** What goes wrong with a queue at present. */
export interface QueueProblem {
  readonly code: string;
  /** A sentence for whoever runs the service. */
  readonly message: string;
  /** How often it was seen. */
  readonly count: number;
}

/** What the server's log gets: words and figures, never a text, a name of a file or a token. */
export interface ServiceLog {
  info(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** Where batches wait and by whom they are run: the runner of the engine of jobs. A batch is delivered at least once, and doing it twice gives the same. */
export interface BatchQueue {
  readonly name: 'embedded' | 'redis';
  /** Puts a batch into the queue, or goes on waiting for one that is in it already since before a restart. Once it has ended, `report.json` is in the batch's folder. */
  run(batch: QueuedBatch, listeners: RunListeners): Run;
  /** Whether it can take and run batches now. */
  ready(): Promise<boolean>;
  /** What goes wrong at present; absent where nothing can. */
  problems?(): readonly QueueProblem[];
  /** How often each kind of failure was seen since the start. */
  failures?(): Readonly<Record<string, number>>;
  /** Lets go of what it holds. What was not finished goes on after the next start. */
  close(): Promise<void>;
}

/**
 * A run that a signal stops. Whatever fails once it was asked to stop, it was stopped.
 *
 * @param act begins it
 */
export function stoppable(act: (signal: AbortSignal) => Promise<Completion>): Run {
  const stopping = new AbortController();
  return {
    ended: act(stopping.signal).catch((error: unknown) => {
      if (stopping.signal.aborted) return 'stopped' as const;
      throw error;
    }),
    stop: () => stopping.abort(),
  };
}
