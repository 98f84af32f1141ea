import * as l10n from '@vscode/l10n';
import type { Job } from '../../protocol/job.ts';
import type { Report } from '../../report/report.ts';
import type { Formatter } from '../format.ts';
import { said } from '../said.ts';

/** A state that needs a sentence, and what to do next. */
export interface Notice {
  readonly text: string;
  /** The first one is what is meant for most. */
  readonly actions?: readonly { readonly label: string; readonly does: 'runAgain' | 'cancel' | 'resume' }[];
  /** Whether something went wrong. */
  readonly failed?: boolean;
}

const again = () => ({ label: l10n.t('Run again'), does: 'runAgain' }) as const;
const resume = () => ({ label: l10n.t('Resume'), does: 'resume' }) as const;
const cancel = () => ({ label: l10n.t('Cancel'), does: 'cancel' }) as const;

/** What is to be said about a job besides its results; `undefined` for one that runs or has found something. */
export function noticeFor(job: Job, report: Report | undefined, format: Formatter): Notice | undefined {
  switch (job.status) {
    case 'pending':
      // It runs again, and what it found before is in view.
      if (report) return undefined;
      return {
        text: l10n.t('This analysis waits for an earlier one to finish and then starts by itself.'),
        actions: [cancel()],
      };
    case 'processing':
      return undefined;
    case 'failed':
      return {
        text: job.error === undefined ? l10n.t('The analysis failed.') : said({ ...job, message: job.error }),
        actions: [resume(), again()],
        failed: true,
      };
    case 'cancelled':
      return {
        text: `${l10n.t('The analysis was cancelled before it was done.')} ${kept(job, format)}`,
        actions: [resume(), again()],
      };
    case 'paused':
      return {
        text: `${job.interrupted ? l10n.t('The analysis was interrupted: its window was closed, or VS Code came to its end.') : l10n.t('The analysis is paused.')} ${kept(job, format)}`,
        actions: [resume(), cancel()],
      };
    case 'completed':
      break;
  }
  if (!report) return undefined;
  if (report.documents.length === 0)
    return {
      text: l10n.t('No documents were found in {0}. Add some texts to it and run the analysis again.', job.source.name),
      actions: [again()],
    };
  if (report.summary.analyzed === 0)
    return {
      text: l10n.t(
        'No document could be read; the table gives the reason for each. Change them and run the analysis again.',
      ),
      actions: [again()],
    };
  if (report.summary.analyzed === 1)
    return {
      text: l10n.t(
        'One document alone cannot be compared. Add further texts beside it to find groups and near-copies.',
      ),
    };
  return undefined;
}

const kept = ({ reached }: Job, format: Formatter) =>
  reached && reached.done > 0
    ? l10n.t('{0} of {1} documents are done; that is kept.', format.count(reached.done), format.count(reached.total))
    : l10n.t('What was done is kept.');
