import type { Job } from '../../protocol/job.ts';
import type { SourceDescription } from '../../report/report.ts';
import { isSameSource } from './same-source.ts';

/** The job on a source that was completed last; `undefined` where none was. */
export function lastOfSource(wanted: SourceDescription, jobs: readonly Job[]): Job | undefined {
  const same = jobs.filter(
    ({ status, source }) => status === 'completed' && source.kind === wanted.kind && isSameSource(source, wanted),
  );
  return same.sort((a, b) => ((a.finishedAt ?? '') < (b.finishedAt ?? '') ? 1 : -1))[0];
}
