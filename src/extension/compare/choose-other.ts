import type { Job } from '../../protocol/job.ts';
import { isSameSource } from '../jobs/same-source.ts';

/** What an analysis can be compared with: those that are completed, of the same source first, newest first. */
export function othersOf(
  job: Job,
  jobs: readonly Job[],
): { readonly same: readonly Job[]; readonly different: readonly Job[] } {
  const others = jobs
    .filter(({ id, status }) => id !== job.id && status === 'completed')
    .sort((a, b) => Date.parse(momentOf(b)) - Date.parse(momentOf(a)));
  return {
    same: others.filter((other) => isSameSource(other.source, job.source)),
    different: others.filter((other) => !isSameSource(other.source, job.source)),
  };
}

/** Two analyses in the order in which their sources were read. */
export function inOrder(a: Job, b: Job): readonly [before: Job, after: Job] {
  return momentOf(a) <= momentOf(b) ? [a, b] : [b, a];
}

const momentOf = ({ startedAt, createdAt }: Job) => startedAt ?? createdAt;
