import * as vscode from 'vscode';
import type { Job } from '../../protocol/job.ts';
import { plainMessage } from '../plain-message.ts';
import type { Jobs } from './jobs.ts';

/**
 * Offers to let the jobs go on whose window was closed, or went down, while they ran.
 *
 * @param goesOn whether a job went on meanwhile, on a server: it is followed without a question
 */
export async function offerInterrupted(
  jobs: Jobs,
  resume: (jobId: string, show: boolean) => Promise<unknown>,
  goesOn: (jobFolder: string) => Promise<boolean>,
): Promise<void> {
  const interrupted: Job[] = [];
  for (const job of jobs.list().filter(({ interrupted: lost, status }) => lost && status === 'paused')) {
    if (await goesOn(jobs.folder(job.id))) void resume(job.id, false);
    else interrupted.push(job);
  }
  const [first] = interrupted;
  if (!first) return;
  const what =
    interrupted.length === 1
      ? vscode.l10n.t('The analysis of {0} was interrupted.', first.source.name)
      : vscode.l10n.t('{0} analyses were interrupted.', interrupted.length);
  const resumeAll = vscode.l10n.t('Resume');
  const answer = await vscode.window.showInformationMessage(
    plainMessage(`${what} ${vscode.l10n.t('What was done is kept.')}`),
    resumeAll,
    vscode.l10n.t('Later'),
  );
  // The oldest first, as they were queued.
  if (answer === resumeAll) await Promise.all(interrupted.reverse().map(({ id }) => resume(id, true)));
}
