import * as vscode from 'vscode';
import type { Job } from '../../protocol/job.ts';
import type { Jobs } from './jobs.ts';
import { momentText, statusText } from './words.ts';

/** Menus of an editor's title give the editor's address instead of a job. */
export const isJob = (clicked: Job | undefined): clicked is Job => typeof clicked?.id === 'string';

/** Runs something on the job that was clicked, or on one that the user chooses of those that fit. */
export async function withJob(
  jobs: Jobs,
  job: Job | undefined,
  verb: string,
  fits: (job: Job) => boolean,
  run: (jobId: string) => unknown,
): Promise<void> {
  const id = isJob(job) ? job.id : await chooseJob(jobs, verb, fits);
  if (id !== undefined) await run(id);
}

async function chooseJob(jobs: Jobs, verb: string, fits: (job: Job) => boolean): Promise<string | undefined> {
  const fitting = jobs.list().filter(fits);
  if (fitting.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('There is no such analysis. Run Ghost-Writer: Analyze Batch… first.'),
    );
    return undefined;
  }
  const only = fitting.length === 1 ? fitting[0]?.id : undefined;
  return (
    only ??
    (
      await vscode.window.showQuickPick(
        fitting.map((j) => ({
          label: j.source.name,
          description: `${statusText(j.status)} · ${momentText(j)}`,
          id: j.id,
        })),
        { title: `${verb} …` },
      )
    )?.id
  );
}
