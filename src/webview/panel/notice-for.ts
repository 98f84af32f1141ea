import type { Job } from '../../protocol/job.ts';
import type { Report } from '../../report/report.ts';
import type { Formatter } from '../format.ts';

/** A state that needs a sentence, and what to do next. */
export interface Notice {
  readonly text: string;
  /** The first one is what is meant for most. */
  readonly actions?: readonly { readonly label: string; readonly event: 'run-again' | 'cancel-job' | 'resume-job' }[];
  /** Whether something went wrong. */
  readonly failed?: boolean;
}

const AGAIN = { label: 'Run again', event: 'run-again' } as const;
const RESUME = { label: 'Resume', event: 'resume-job' } as const;

/** What is to be said about a job besides its results; `undefined` for one that runs or has found something. */
export function noticeFor(job: Job, report: Report | undefined, format: Formatter): Notice | undefined {
  switch (job.status) {
    case 'pending':
      return { text: 'This analysis waits for an earlier one to finish and then starts by itself.', actions: [{ label: 'Cancel', event: 'cancel-job' }] };
    case 'processing':
      return undefined;
    case 'failed':
      return { text: job.error ?? 'The analysis failed.', actions: [RESUME, AGAIN], failed: true };
    case 'cancelled':
      return { text: `The analysis was cancelled before it was done.${kept(job, format)}`, actions: [RESUME, AGAIN] };
    case 'paused':
      return { text: `${job.interrupted ? 'The analysis was interrupted: its window was closed, or VS Code came to its end.' : 'The analysis is paused.'}${kept(job, format)}`, actions: [RESUME, { label: 'Cancel', event: 'cancel-job' }] };
    case 'completed':
      break;
  }
  if (!report) return undefined;
  if (report.documents.length === 0) return { text: `No documents were found in ${job.source.name}. Add some texts to it and run the analysis again.`, actions: [AGAIN] };
  if (report.summary.analyzed === 0) return { text: 'No document could be read; the table gives the reason for each. Change them and run the analysis again.', actions: [AGAIN] };
  if (report.summary.analyzed === 1) return { text: 'One document alone cannot be compared. Add further texts beside it to find groups and near-copies.' };
  return undefined;
}

const kept = ({ reached }: Job, format: Formatter) => (reached && reached.done > 0 ? ` ${format.count(reached.done)} of ${format.count(reached.total)} documents are done; that is kept.` : ' What was done is kept.');
