import type { AnalyzeRequest, AnalyzeResponse } from '../../../protocol/analyzer.ts';
import { removeUnfinished } from '../../../storage/write-file.ts';
import { freezeJob } from './freeze-stage.ts';
import type { JobEnvironment } from './job-environment.ts';
import { JobProgress } from './job-progress.ts';
import { listJob } from './list-stage.ts';
import { mapJob } from './map-stage.ts';
import { reduceJob } from './reduce-stage.ts';

/** Runs one job from its source to `report.json` in the job's folder: list, map, reduce, freeze. */
export async function runJob(request: AnalyzeRequest, environment: JobEnvironment): Promise<AnalyzeResponse> {
  const startedAt = new Date().toISOString();
  const progress = new JobProgress(environment.onProgress);
  progress.enter('reading');
  await removeUnfinished(request.jobFolder);
  const listed = await listJob(request, environment);
  const mapped = await mapJob(request, environment, progress, listed);
  progress.enter('corpus');
  const reduced = await reduceJob(request, environment, progress, listed, mapped);
  progress.enter('report');
  const { report, reportPath } = await freezeJob(request, startedAt, listed, reduced);
  const times = progress.complete();
  const notes = [...mapped.notes, ...reduced.notes];
  return { reportPath, summary: report.summary, reused: mapped.reused, notes, times };
}
