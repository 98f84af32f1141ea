import type { AnalyzeRequest } from '../protocol/analyzer.ts';
import type { Job } from '../protocol/job.ts';

/** What an analysis is of, and how it is to be done. */
export type Analysis = Pick<Job, 'id' | 'source' | 'options' | 'createdAt' | 'anyMemory'>;

/** What the place has to say where an analysis is run. */
export interface AnalysisPlace extends Pick<AnalyzeRequest, 'jobFolder'> {
  /** Whose the options are. Those of the user of this machine may name templates and a baseline outside of the source; what somebody sent may not. */
  readonly optionsOf: 'user' | 'sender';
  readonly cacheFolder?: AnalyzeRequest['cacheFolder'] | undefined;
  readonly threads?: AnalyzeRequest['threads'] | undefined;
  readonly retry?: AnalyzeRequest['retry'] | undefined;
  readonly like?: AnalyzeRequest['like'] | undefined;
  readonly memoryLimit?: AnalyzeRequest['memoryLimit'] | undefined;
}

/** What the process that analyses is asked: the one place that makes it, for the editor, the command line, assistants, and the service with its workers. */
export function makeAnalyzeRequest(
  { id, source, options, createdAt, anyMemory }: Analysis,
  { optionsOf, jobFolder, cacheFolder, threads, retry, like, memoryLimit }: AnalysisPlace,
): AnalyzeRequest {
  const limit = anyMemory === true ? 'none' : memoryLimit;
  return {
    jobId: id,
    jobFolder,
    source,
    options,
    createdAt,
    ...(optionsOf === 'user' && { ownOptions: true }),
    ...(cacheFolder !== undefined && { cacheFolder }),
    ...(threads !== undefined && { threads }),
    ...(retry !== undefined && { retry }),
    ...(like !== undefined && { like }),
    ...(limit !== undefined && { memoryLimit: limit }),
  };
}
