/** What happens to a job. */
export type JobEvent =
  /** Its turn has come. */
  | 'start'
  /** The report is written. */
  | 'complete'
  /** The source cannot be read, the disk is full, a model is damaged, or the child ended unexpectedly. */
  | 'fail'
  | 'cancel'
  | 'pause'
  /** The window that it belonged to is gone. */
  | 'lose'
  /** It goes on from what it has kept. */
  | 'resume'
  /** Documents that were skipped are tried again. */
  | 'retry'
  /** Files of its folder changed, which is watched: it is analysed again in its place. */
  | 'refresh'
  /** One of these two was stopped, or failed: what was found before stands. */
  | 'revert'
  /** Its turn is over, since another tenant of the service waits: it goes on later from what it has kept. */
  | 'yield';

/** Why a job is stopped: for good, until it is resumed, or because its window or server ends. */
export type StopReason = Extract<JobEvent, 'cancel' | 'pause' | 'lose'>;

export type JobStatus = 'pending' | 'processing' | 'paused' | 'completed' | 'failed' | 'cancelled';

/** The state machine of a job: what becomes of it. What is not here cannot happen. */
export const TRANSITIONS: Readonly<Record<JobStatus, Readonly<Partial<Record<JobEvent, JobStatus>>>>> = {
  pending: {
    start: 'processing',
    fail: 'failed',
    cancel: 'cancelled',
    pause: 'paused',
    lose: 'paused',
    revert: 'completed',
  },
  processing: {
    complete: 'completed',
    fail: 'failed',
    cancel: 'cancelled',
    pause: 'paused',
    lose: 'paused',
    yield: 'pending',
    revert: 'completed',
  },
  paused: { resume: 'pending', cancel: 'cancelled' },
  failed: { resume: 'pending' },
  cancelled: { resume: 'pending' },
  completed: { retry: 'pending', refresh: 'pending' },
};

/** Whether something can happen to a job in a state. */
export const can = (event: JobEvent, status: JobStatus): boolean => TRANSITIONS[status][event] !== undefined;

/** @throws for what cannot happen in that state, which is a bug */
export function after(event: JobEvent, status: JobStatus): JobStatus {
  const next = TRANSITIONS[status][event];
  if (next === undefined) throw new Error(`A job that is ${status} cannot ${event}.`);
  return next;
}
