import * as vscode from 'vscode';
import type { EngineStore } from '../../jobs/engine-ports.ts';
import type { JobStore } from '../../jobs/job-store.ts';
import type { Job } from '../../protocol/job.ts';
import { toldBy } from '../../report/notice.ts';
import { said } from '../said.ts';

/** The records of jobs as a window has them: what it works on it has claimed from the other windows. */
export class ClaimedJobs implements EngineStore {
  /**
   * @param forget deletes what a job has besides its folder
   * @param tellProblem gets words for people
   */
  constructor(
    private readonly store: JobStore,
    private readonly forget: (jobFolder: string) => Promise<void>,
    private readonly tellProblem: (job: Job, problem: string) => void,
  ) {}

  async take(known: Job): Promise<Job | undefined> {
    const { id } = known;
    // What keeps it from being tried is no other window, and is told.
    const claimed = await this.store.claim(id).catch((error: unknown) => {
      this.tellProblem(known, vscode.l10n.t('It cannot be taken by this window: {0}', said(toldBy(error))));
      return false;
    });
    if (!claimed) return undefined;
    // Another window may have changed it until it was ours.
    const stored = await this.store.read(id).catch((error: unknown) => {
      this.tellProblem(known, said(toldBy(error)));
      return undefined;
    });
    if (stored && !stored.later) return stored.job;
    await this.release(id);
    return undefined;
  }

  async release(id: string): Promise<void> {
    // A lock that cannot be deleted is held until this process ends, and no longer.
    await this.store.release(id).catch(() => undefined);
  }

  save(job: Job): Promise<void> {
    return this.store.save(job);
  }

  async remove(id: string): Promise<void> {
    await this.forget(this.store.folder(id));
    await this.store.remove(id);
  }
}
