import type { Job, Progress } from '../protocol/job.ts';
import type { BatchView } from '../protocol/service.ts';

/** A batch as clients see it. */
export function batchView(job: Job, progress?: Progress): BatchView {
  const { source, ...rest } = job;
  return { ...rest, source: { kind: source.kind, name: source.name }, ...(progress && { progress }) };
}
