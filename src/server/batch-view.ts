import path from 'node:path';
import type { Job, Progress } from '../protocol/job.ts';
import type { BatchView } from '../protocol/service.ts';
import { outsideMessage, outsideNotice } from './outside-error.ts';

/** A batch as clients see it. */
export function batchView(job: Job, progress?: Progress): BatchView {
  const { source, error, notice, ...rest } = job;
  const folders = source.paths.map((file) => path.dirname(file));
  // It is in the words of the process that failed, which knows where things lie.
  return {
    ...rest,
    ...(error !== undefined && { error: outsideMessage(error, folders) }),
    ...(notice && { notice: outsideNotice(notice, folders) }),
    source: { kind: source.kind, name: source.name },
    ...(progress && { progress }),
  };
}
