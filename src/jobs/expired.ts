import type { Job } from '../protocol/job.ts';

const DAY_MS = 86_400_000;

/**
 * Jobs whose end is longer ago than they are kept. One that ended in the future, by a clock that was set back since, is not.
 *
 * @param days 0 for ever
 * @param now milliseconds since 1970
 */
export function expired(jobs: readonly Job[], days: number, now: number): Job[] {
  if (days === 0) return [];
  return jobs.filter(
    ({ finishedAt, createdAt, status }) =>
      status !== 'pending' && status !== 'processing' && now - Date.parse(finishedAt ?? createdAt) > days * DAY_MS,
  );
}
