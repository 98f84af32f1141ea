import path from 'node:path';
import { buildReport } from '../../../analysis/build-report.ts';
import type { CorpusAnalysis } from '../../../analysis/corpus/analyze-corpus.ts';
import { type Problem, problem } from '../../../analysis/sources/problem.ts';
import { exportJson } from '../../../exports/json.ts';
import type { AnalyzeRequest } from '../../../protocol/analyzer.ts';
import { LARGE_FROM } from '../../../protocol/large-report.ts';
import { notice } from '../../../report/notice.ts';
import { OVERVIEW_FILE, overviewOf } from '../../../report/overview.ts';
import type { AnalysisOptions, Report } from '../../../report/report.ts';
import { REPORT_FILE, SIMILARITY_FILE } from '../../../report/report-file.ts';
import { VECTORS_FILE } from '../../../report/vectors-file.ts';
import { sealed, writeJson } from '../../../storage/sealed-json.ts';
import { writeAtomically } from '../../../storage/write-file.ts';
import { stored } from '../stored.ts';
import type { ListedJob } from './list-stage.ts';
import type { ReducedJob } from './reduce-stage.ts';
import { writeForPanel } from './write-for-panel.ts';

/** A job's report, as it lies in the job's folder. */
export interface FrozenJob {
  readonly report: Report;
  /** Absolute path of `report.json`. */
  readonly reportPath: string;
}

/**
 * Writes a job's report, and what is kept beside it.
 *
 * @param startedAt ISO 8601, UTC
 */
export async function freezeJob(
  { jobId: id, jobFolder, source, createdAt, options }: AnalyzeRequest,
  startedAt: string,
  { reading, engine, encoder, scale, warnings }: ListedJob,
  { mapped, analyzed, corpus, vectors, machineSamples, warnings: found }: ReducedJob,
): Promise<FrozenJob> {
  const job = {
    id,
    source,
    status: 'completed',
    createdAt,
    startedAt,
    finishedAt: new Date().toISOString(),
    options: { ...options, reading },
    engine,
    ...(scale.baseline && { baseline: scale.baseline.description }),
    ...(machineSamples && { machineSamples }),
  } as const;
  const report = buildReport(job, mapped, analyzed, corpus, scale, [
    ...warnings,
    ...found.samples,
    ...encoder.warnings,
    ...found.earlier,
    ...clustersReduced(options.clusters, corpus.clusters.length),
    ...copiedPairsCut(corpus),
    ...commonRunsTold(corpus),
    ...topicsByLettersTold(corpus),
  ]);
  const reportPath = path.join(jobFolder, REPORT_FILE);
  await stored(jobFolder, async () => {
    // Before the report: where that is, they are whole.
    await writeAtomically(path.join(jobFolder, VECTORS_FILE), [vectors]);
    if (corpus.similarityRows) await writeAtomically(path.join(jobFolder, SIMILARITY_FILE), [corpus.similarityRows]);
    await writeJson(path.join(jobFolder, OVERVIEW_FILE), overviewOf(report));
    if (report.documents.length >= LARGE_FROM) await writeForPanel(jobFolder, report);
    await writeAtomically(reportPath, sealed(exportJson(report)));
  });
  return { report, reportPath };
}

function copiedPairsCut({ allCopies }: CorpusAnalysis): Problem[] {
  if (allCopies) return [];
  return [problem('copied-pairs-cut', notice('copied-pairs-cut'))];
}

function commonRunsTold({ common: { documents, words, heldBy } }: CorpusAnalysis): Problem[] {
  if (documents === 0) return [];
  return [problem('common-runs', notice('common-runs', { words, documents, heldBy }), words)];
}

function clustersReduced(wanted: AnalysisOptions['clusters'], found: number): Problem[] {
  if (wanted === 'auto' || found >= wanted || found === 0) return [];
  return [problem('clusters-reduced', notice('clusters-reduced', { wanted, found }))];
}

function topicsByLettersTold({ lettered }: CorpusAnalysis): Problem[] {
  if (lettered === 0) return [];
  return [problem('topics-by-letters', notice('topics-by-letters', { count: lettered }))];
}
