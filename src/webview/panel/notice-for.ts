import type { Job } from '../../protocol/job.ts';
import type { Report } from '../../report/report.ts';

/** A state that needs a sentence, and the one thing to do next. */
export interface Notice {
  readonly text: string;
  readonly action?: { readonly label: string; readonly event: 'run-again' | 'cancel-job' };
  /** Whether something went wrong. */
  readonly failed?: boolean;
}

const AGAIN = { label: 'Run again', event: 'run-again' } as const;

/**
 * What is to be said about a job besides its results; `undefined` for one that runs or has found something.
 *
 * @param detached whether there is nothing that could be run again
 */
export function noticeFor(job: Job, report: Report | undefined, detached = false): Notice | undefined {
  const notice = noticeOn(job, report);
  if (!notice || !detached) return notice;
  const { action: _, ...alone } = notice;
  return alone;
}

function noticeOn(job: Job, report: Report | undefined): Notice | undefined {
  switch (job.status) {
    case 'pending':
      return { text: 'This analysis waits for an earlier one to finish and then starts by itself.', action: { label: 'Cancel', event: 'cancel-job' } };
    case 'processing':
      return undefined;
    case 'failed':
      return { text: job.error ?? 'The analysis failed.', action: AGAIN, failed: true };
    case 'cancelled':
      return { text: 'The analysis was cancelled before it was done.', action: AGAIN };
    case 'completed':
      break;
  }
  if (!report) return undefined;
  if (report.documents.length === 0) return { text: `No documents were found in ${job.source.name}. Add some texts to it and run the analysis again.`, action: AGAIN };
  if (report.summary.analyzed === 0) return { text: 'No document could be read; the table gives the reason for each. Change them and run the analysis again.', action: AGAIN };
  if (report.summary.analyzed === 1) return { text: 'One document alone cannot be compared. Add further texts beside it to find groups and near-copies.' };
  return undefined;
}
