import type * as vscode from 'vscode';
import type { Completion, Run, RunListeners, Runner, Work } from '../../jobs/engine-ports.ts';
import { makeAnalyzeRequest } from '../../jobs/analyze-request.ts';
import type { JobStore } from '../../jobs/job-store.ts';
import { AnalyzerError, type JobRunner } from '../../process/host/client.ts';
import type { Job } from '../../protocol/job.ts';

/** Runs each job in a process of its own, or on the server that it was sent to. */
export class JobProcesses implements Runner {
  /**
   * @param start starts what runs the job of a folder
   * @param likeOf absolute path of the report whose clusters keep their numbers and colours in a job's, where there is one
   */
  constructor(
    private readonly store: JobStore,
    private readonly start: (jobFolder: string) => JobRunner,
    private readonly likeOf: (job: Job) => Promise<string | undefined>,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  run(work: Work, listeners: RunListeners): Run {
    const { id, source } = work.job;
    const process = this.start(this.store.folder(id));
    this.log.info(`${id}: started in process ${process.pid ?? 'unknown'}`);
    this.log.debug(`${id} is ${source.paths.join(', ')}`);
    listeners.onStart();
    return {
      ended: this.analyse(process, work, listeners).finally(() => process.dispose()),
      stop: (why) => process.stop(why),
    };
  }

  private async analyse(
    process: JobRunner,
    { job, threads, retry }: Work,
    { onProgress, onDocuments }: RunListeners,
  ): Promise<Completion | 'stopped'> {
    const request = makeAnalyzeRequest(job, {
      optionsOf: 'user',
      jobFolder: this.store.folder(job.id),
      cacheFolder: this.store.root,
      threads,
      retry,
      like: await this.likeOf(job),
    });
    try {
      return await process.analyze(request, { onProgress, onDocuments });
    } catch (error) {
      if (error instanceof AnalyzerError && error.code === 'cancelled') return 'stopped';
      throw error;
    }
  }
}
