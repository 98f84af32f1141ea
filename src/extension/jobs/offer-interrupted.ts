import * as vscode from 'vscode';
import { plainMessage } from '../plain-message.ts';
import type { Jobs } from './jobs.ts';

/** Offers to let the jobs go on whose window was closed, or went down, while they ran. */
export async function offerInterrupted(jobs: Jobs, resume: (jobId: string) => Promise<unknown>): Promise<void> {
  const interrupted = jobs.list().filter((job) => job.interrupted && job.status === 'paused');
  const [first] = interrupted;
  if (!first) return;
  const what = interrupted.length === 1 ? `The analysis of ${first.source.name} was interrupted` : `${interrupted.length} analyses were interrupted`;
  const answer = await vscode.window.showInformationMessage(plainMessage(`${what}. What was done is kept.`), 'Resume', 'Later');
  // The oldest first, as they were queued.
  if (answer === 'Resume') await Promise.all(interrupted.reverse().map(({ id }) => resume(id)));
}
