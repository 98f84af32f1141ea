import { availableParallelism } from 'node:os';
import path from 'node:path';
import { analyzeCorpus } from '../analysis/corpus/analyze-corpus.ts';
import { RowProducts } from '../analysis/corpus/row-products.ts';
import { buildReport, documentId, documentResult, type MappedDocument } from '../analysis/build-report.ts';
import { AnalysisFailure } from '../analysis/failure.ts';
import type { Problem } from '../analysis/sources/document-location.ts';
import { listDocuments } from '../analysis/sources/list-documents.ts';
import { isSystemError } from '../analysis/sources/system-error.ts';
import { takeTemplates } from '../analysis/sources/templates.ts';
import { exportJson } from '../exports/json.ts';
import type { AnalyzeRequest, AnalyzeResponse } from '../protocol/analyzer.ts';
import type { DocumentResult, Progress, Stage } from '../protocol/job.ts';
import { DEFAULT_READING } from '../report/reading-options.ts';
import type { AnalysisOptions } from '../report/report.ts';
import { storageMessage } from '../storage/storage-failure.ts';
import { removeUnfinished, writeAtomically } from '../storage/write-file.ts';
import { scoreBaseline } from './baseline.ts';
import { throwIfCancelled } from './cancellation.ts';
import { mapWithCheckpoint } from './checkpoint.ts';
import { analysisContext } from './document-key.ts';
import { engineIdentity } from './engine.ts';
import { ProgressEstimate } from './estimate.ts';
import { ParserThread } from './parser-thread.ts';
import { StageTimes } from './stage-times.ts';
import { beyondTotal, withinTotal } from './total-size.ts';

export interface JobEnvironment {
  readonly modelsFolder: string;
  /** Absolute paths of the bundled `thread.js` and `parser.js`. */
  readonly threadPath: string;
  readonly parserPath: string;
  readonly onProgress: (progress: Progress) => void;
  readonly onDocument: (document: DocumentResult) => void;
  readonly signal: AbortSignal;
}

/** Runs one job from its source to `report.json` in the job's folder. The only place that knows the order of the steps. */
export async function runJob(request: AnalyzeRequest, { modelsFolder, threadPath, parserPath, onProgress, onDocument, signal }: JobEnvironment): Promise<AnalyzeResponse> {
  const reading = request.options.reading ?? DEFAULT_READING;
  const startedAt = new Date().toISOString();
  const estimate = new ProgressEstimate();
  const times = new StageTimes();
  const enter = (stage: Stage, total?: number) => {
    times.enter(stage);
    onProgress(estimate.enter(stage, total));
  };
  enter('reading');
  await removeUnfinished(request.jobFolder);
  const parser = new ParserThread(parserPath);
  const found = await listDocuments(request.source, reading, parser.parse);
  const { documents: listed, template, warnings } = await takeTemplates(found.documents, request.source, reading, parser.parse);
  const { baseline, warnings: baselineWarnings } = await scoreBaseline(request.options.baseline, modelsFolder, reading, parser.parse, signal).finally(() => parser.close());
  const scale = { prior: request.options.prior ?? 0.5, ...(baseline && { baseline }) };
  throwIfCancelled(signal);

  enter('documents', listed.length);
  const threads = request.threads ?? availableParallelism();
  const { engine, digest } = engineIdentity(modelsFolder, path.dirname(threadPath));
  const context = analysisContext(digest, request.options.granularity, reading, template);
  const mapped: MappedDocument[] = [];
  const bytes: number[] = [];
  let done = 0;
  const { reused, notes } = await stored(request.jobFolder, () =>
    mapWithCheckpoint(request, listed, context, {
      mapWith: { threadPath, parserPath, modelsFolder, granularity: request.options.granularity, reading, ...(template && { template }), threads, signal },
      onOutcome: (i, outcome) => {
        bytes[i] = outcome.bytes;
        mapped[i] = { id: documentId(i, listed.length), listed: listed[i]!, outcome };
        onDocument(documentResult(mapped[i], scale));
        onProgress(estimate.finished(++done));
      },
    }),
  );

  enter('corpus');
  const { totalBytes } = reading.limits;
  for (const [i, within] of withinTotal(bytes, totalBytes).entries()) if (!within) mapped[i] = { ...mapped[i]!, outcome: { skipped: beyondTotal(totalBytes) } };
  const analyzed = mapped.filter((m) => 'analysis' in m.outcome);
  const products = await RowProducts.load(modelsFolder, Math.min(threads, availableParallelism()));
  const corpus = await analyzeCorpus(analyzed.flatMap((m) => ('analysis' in m.outcome ? [m.outcome.analysis] : [])), request.options, products).finally(() => products.release());
  throwIfCancelled(signal);

  enter('report');
  const job = { id: request.jobId, source: request.source, status: 'completed', createdAt: request.createdAt, startedAt, finishedAt: new Date().toISOString(), options: { ...request.options, reading }, engine, ...(baseline && { baseline: baseline.description }) } as const;
  const report = buildReport(job, mapped, analyzed, corpus, scale, [...found.warnings, ...warnings, ...baselineWarnings, ...clustersReduced(request.options.clusters, corpus.clusters.length)]);
  const reportPath = path.join(request.jobFolder, 'report.json');
  await stored(request.jobFolder, () => writeAtomically(reportPath, exportJson(report)));
  onProgress(estimate.completed());
  return { reportPath, summary: report.summary, reused, notes, times: times.end() };
}

/**
 * Does something that writes into the job's folder.
 *
 * @throws {@link AnalysisFailure} `storage` where the file system refuses
 */
async function stored<T>(folder: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    throw isSystemError(error) ? new AnalysisFailure('storage', storageMessage(error, folder)) : error;
  }
}

function clustersReduced(wanted: AnalysisOptions['clusters'], found: number): Problem[] {
  if (wanted === 'auto' || found >= wanted || found === 0) return [];
  return [{ code: 'clusters-reduced', message: `${wanted} clusters were asked for and ${found} made: there are not enough different documents for more.` }];
}
