import type { Job } from '../../protocol/job.ts';

/** Whether the folder of a job can be watched: it is one, and there are results that can be kept up to date. */
export const canBeWatched = ({ source, status, watched }: Job): boolean =>
  source.kind === 'folder' && status === 'completed' && !watched;
