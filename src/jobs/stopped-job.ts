import type { Job, MemoryOffer, Progress } from '../protocol/job.ts';
import type { Told } from '../report/notice.ts';
import { after, type StopReason } from '../protocol/job-state.ts';

/**
 * A job that does not come to its end now. What an earlier run of it found stands.
 *
 * @param finishedAt ISO 8601, UTC
 */
export function stopped(
  job: Job,
  event: StopReason | 'fail',
  progress: Progress | undefined,
  finishedAt: string,
  failure?: Told,
  memory?: MemoryOffer,
): Job {
  const { reached: before, ...rest } = job;
  if (job.summary) return { ...rest, status: after('revert', job.status), finishedAt };
  const reached = progress && progress.total > 0 ? { done: progress.done, total: progress.total } : before;
  return {
    ...rest,
    status: after(event, job.status),
    finishedAt,
    ...(reached && { reached }),
    ...(event === 'lose' && { interrupted: true }),
    ...(failure && { error: failure.message, ...(failure.notice && { notice: failure.notice }) }),
    ...(memory && { memory }),
  };
}

/** A job that goes on, or that the user has decided about. */
export function withoutInterruption({ interrupted: _, ...job }: Job): Job {
  return job;
}
