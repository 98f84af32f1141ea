import type * as vscode from 'vscode';
import type { Job } from '../../protocol/job.ts';
import { LARGE_FROM } from '../../protocol/large-report.ts';
import { messageOf } from '../../protocol/message-of.ts';
import type { DocumentIdentity } from '../../report/match-documents.ts';
import type { Report } from '../../report/report.ts';
import type { DocumentAnnotations } from './annotations.ts';

/** What is needed of the jobs. */
export interface JobsInPlace {
  readonly onDidChange: (listener: (job: Job | undefined) => void) => { dispose(): unknown };
  readonly list: () => readonly Job[];
  readonly reports: { whole(id: string): Promise<Report> };
}

/**
 * Keeps annotations with their documents whenever a job is analysed again in its place, for whatever reason: its folder is watched, or skipped documents are tried again. Their ids go by
 * the order of paths, which may be another one then. A run that ended while no window was there to see it is followed now.
 */
export function followReruns(
  jobs: JobsInPlace,
  annotations: Pick<DocumentAnnotations, 'begin' | 'follow' | 'of'>,
  log: Pick<vscode.LogOutputChannel, 'error'>,
): { dispose(): unknown } {
  const steps = new Map<string, Promise<void>>();
  /** One step of a job after the other. */
  const next = (id: string, step: () => Promise<void>) => {
    const failed = (error: unknown) =>
      log.error(`${id}: tags and notes could not be moved with their documents: ${messageOf(error)}`);
    steps.set(id, (steps.get(id) ?? Promise.resolve()).then(step).catch(failed));
  };
  const identities = async (id: string) => (await jobs.reports.whole(id)).documents.map(identityOf);
  const begin = async ({ id, summary }: Job) => {
    // A large report is shown in parts while its job runs again, so that nothing can be written then: without annotations, it is not worth reading.
    if ((summary?.documents ?? 0) >= LARGE_FROM && Object.keys(await annotations.of(id)).length === 0) return;
    await annotations.begin(id, await identities(id));
  };
  const follow = ({ id }: Job) => annotations.follow(id, () => identities(id));
  for (const job of jobs.list()) if (job.status === 'completed') next(job.id, () => follow(job));
  return jobs.onDidChange((job) => {
    // A waiting job that has found something before: now, for the report is replaced in the end.
    if (job?.status === 'pending' && job.summary) next(job.id, () => begin(job));
    else if (job?.status === 'completed') next(job.id, () => follow(job));
  });
}

/** Without the rest: a large report is not held for as long as a job runs. */
const identityOf = ({ id, path, sha256 }: DocumentIdentity): DocumentIdentity => ({
  id,
  path,
  ...(sha256 !== undefined && { sha256 }),
});
