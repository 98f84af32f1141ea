import type { Job } from '../protocol/job.ts';

/** The order of lists of jobs; those of the same moment stay in one order. */
export const newestFirst = (a: Job, b: Job): number =>
  a.createdAt < b.createdAt ? 1 : a.createdAt > b.createdAt ? -1 : a.id < b.id ? 1 : -1;
