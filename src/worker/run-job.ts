import { writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { analyzeCorpus } from '../analysis/corpus/analyze-corpus.ts';
import { encodeVectors } from '../analysis/corpus/vector-index.ts';
import { RowProducts } from '../analysis/corpus/row-products.ts';
import { buildReport, documentId, documentResult, type MappedDocument } from '../analysis/build-report.ts';
import type { Problem } from '../analysis/sources/document-location.ts';
import { listDocuments } from '../analysis/sources/list-documents.ts';
import { takeTemplates } from '../analysis/sources/templates.ts';
import { exportJson } from '../exports/json.ts';
import { writeAtomically } from '../exports/write-file.ts';
import type { AnalyzeRequest, AnalyzeResponse } from '../protocol/analyzer.ts';
import type { DocumentResult, Progress } from '../protocol/job.ts';
import { overviewOf } from '../report/overview.ts';
import { DEFAULT_READING } from '../report/reading-options.ts';
import type { AnalysisOptions } from '../report/report.ts';
import { scoreBaseline } from './baseline.ts';
import { throwIfCancelled } from './cancellation.ts';
import { chooseEncoder } from './choose-encoder.ts';
import { ProgressEstimate } from './estimate.ts';
import { ParserThread } from './parser-thread.ts';
import { VECTORS_FILE } from './search.ts';
import { mapDocuments } from './thread-pool.ts';
import { beyondTotal, withinTotal } from './total-size.ts';

declare const ENGINE_VERSION: string;

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
  onProgress(estimate.enter('reading'));
  const parser = new ParserThread(parserPath);
  const found = await listDocuments(request.source, reading, parser.parse);
  const { documents: listed, template, warnings } = await takeTemplates(found.documents, request.source, reading, parser.parse);
  const { baseline, warnings: baselineWarnings } = await scoreBaseline(request.options.baseline, modelsFolder, reading, parser.parse, signal).finally(() => parser.close());
  const scale = { prior: request.options.prior ?? 0.5, ...(baseline && { baseline }) };
  throwIfCancelled(signal);

  const threads = request.threads ?? availableParallelism();
  const encoder = chooseEncoder(request.options.encoder, listed, reading);
  estimate.encoder(encoder.tier);
  onProgress(estimate.enter('documents', listed.length));
  const mapped: MappedDocument[] = [];
  const bytes: number[] = [];
  let done = 0;
  const models = await mapDocuments({
    threadPath,
    parserPath,
    modelsFolder,
    granularity: request.options.granularity,
    encoder: encoder.tier,
    reading,
    ...(template && { template }),
    threads,
    documents: listed,
    signal,
    onOutcome: (i, outcome) => {
      bytes[i] = outcome.bytes;
      mapped[i] = { id: documentId(i, listed.length), listed: listed[i]!, outcome };
      onDocument(documentResult(mapped[i], scale));
      onProgress(estimate.finished(++done));
    },
  });

  onProgress(estimate.enter('corpus'));
  const { totalBytes } = reading.limits;
  for (const [i, within] of withinTotal(bytes, totalBytes).entries()) if (!within) mapped[i] = { ...mapped[i]!, outcome: { skipped: beyondTotal(totalBytes) } };
  const analyzed = mapped.filter((m) => 'analysis' in m.outcome);
  const products = await RowProducts.load(modelsFolder, Math.min(threads, availableParallelism()));
  const corpus = await analyzeCorpus(analyzed.flatMap((m) => ('analysis' in m.outcome ? [m.outcome.analysis] : [])), request.options, products).finally(() => products.release());
  throwIfCancelled(signal);

  onProgress(estimate.enter('report'));
  const job = { id: request.jobId, source: request.source, status: 'completed', createdAt: request.createdAt, startedAt, finishedAt: new Date().toISOString(), options: { ...request.options, reading }, engine: { version: ENGINE_VERSION, encoder: encoder.tier, models }, ...(baseline && { baseline: baseline.description }) } as const;
  const report = buildReport(job, mapped, analyzed, corpus, scale, [...found.warnings, ...warnings, ...baselineWarnings, ...encoder.warnings, ...clustersReduced(request.options.clusters, corpus.clusters.length)]);
  const reportPath = path.join(request.jobFolder, 'report.json');
  const placeOf = new Map(mapped.map((m, place) => [m.id, place]));
  const vectors = analyzed.flatMap(({ id, outcome }) => ('analysis' in outcome ? [{ place: placeOf.get(id)!, vector: outcome.analysis.vector }] : []));
  // Before the report: where that is, they are whole.
  await writeFile(path.join(request.jobFolder, VECTORS_FILE), encodeVectors(encoder.tier, vectors));
  await writeAtomically(reportPath, exportJson(report));
  await writeAtomically(path.join(request.jobFolder, 'overview.json'), [JSON.stringify(overviewOf(report))]);
  onProgress(estimate.completed());
  return { reportPath, summary: report.summary };
}

function clustersReduced(wanted: AnalysisOptions['clusters'], found: number): Problem[] {
  if (wanted === 'auto' || found >= wanted || found === 0) return [];
  return [{ code: 'clusters-reduced', message: `${wanted} clusters were asked for and ${found} made: there are not enough different documents for more.` }];
}
