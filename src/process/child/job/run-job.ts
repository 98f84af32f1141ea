import { availableParallelism } from 'node:os';
import path from 'node:path';
import { analyzeCorpus, type CorpusAnalysis } from '../../../analysis/corpus/analyze-corpus.ts';
import { RowProducts } from '../../../analysis/corpus/row-products.ts';
import { buildReport, documentId, documentResult, type MappedDocument } from '../../../analysis/build-report.ts';
import { Detector } from '../../../analysis/document/detector.ts';
import { Template } from '../../../analysis/document/template.ts';
import { type Problem, problem } from '../../../analysis/sources/problem.ts';
import { exportJson } from '../../../exports/json.ts';
import type {
  AnalyzeRequest,
  AnalyzeResponse,
  CompareElsewhereRequest,
  CompareElsewhereResponse,
} from '../../../protocol/analyzer.ts';
import type { DocumentResult, Progress, Stage } from '../../../protocol/job.ts';
import { LARGE_FROM } from '../../../protocol/large-report.ts';
import { OVERVIEW_FILE, overviewOf } from '../../../report/overview.ts';
import { DEFAULT_READING } from '../../../report/reading-options.ts';
import type { AnalysisOptions } from '../../../report/report.ts';
import { REPORT_FILE, SIMILARITY_FILE } from '../../../report/report-file.ts';
import { encodeVectors, VECTORS_FILE } from '../../../report/vectors-file.ts';
import { sealed, writeJson } from '../../../storage/sealed-json.ts';
import { removeUnfinished, writeAtomically } from '../../../storage/write-file.ts';
import { notice } from '../../../report/notice.ts';
import { scoreBaseline } from './baseline.ts';
import { throwIfCancelled } from '../../../analysis/cancellation.ts';
import { mapWithCheckpoint } from './checkpoint.ts';
import { collectGarbage } from '../collect-garbage.ts';
import { compareElsewhere } from './compare-elsewhere.ts';
import { earlierClusters } from './earlier-clusters.ts';
import { availableMemory } from '../estimate/available-memory.ts';
import { ProgressEstimate } from '../estimate/estimate.ts';
import { placingIn } from '../../threads/layout-thread.ts';
import { compareWithSamples, readSamples, withoutSamples } from './machine-samples.ts';
import { findGiven, judgeWithoutGiven } from './without-given.ts';
import { MapCost } from '../estimate/map-cost.ts';
import { checkMemory } from '../estimate/memory-need.ts';
import { PackedFeatures } from '../../threads/packed-features.ts';
import { ParserThread } from '../../threads/parser-thread.ts';
import { prepareMap } from './prepare-map.ts';
import { StageTimes } from './stage-times.ts';
import { stored } from '../stored.ts';
import { beyondTotal, withinTotal } from '../../../analysis/sources/total-size.ts';
import { writeForPanel } from './write-for-panel.ts';

export interface JobEnvironment {
  readonly modelsFolder: string;
  /** Absolute paths of the bundled `thread.js`, `parser.js` and `layout.js`. */
  readonly threadPath: string;
  readonly parserPath: string;
  readonly layoutPath: string;
  readonly onProgress: (progress: Progress) => void;
  readonly onDocument: (document: DocumentResult) => void;
  readonly onCompareElsewhere: (request: CompareElsewhereRequest) => Promise<CompareElsewhereResponse>;
  readonly signal: AbortSignal;
}

/** How often progress is told while nothing is finished. */
const TELL_EVERY_MS = 1000;

/** Runs one job from its source to `report.json` in the job's folder. The only place that knows the order of the steps. */
export async function runJob(
  request: AnalyzeRequest,
  {
    modelsFolder,
    threadPath,
    parserPath,
    layoutPath,
    onProgress,
    onDocument,
    onCompareElsewhere,
    signal,
  }: JobEnvironment,
): Promise<AnalyzeResponse> {
  const reading = request.options.reading ?? DEFAULT_READING;
  const startedAt = new Date().toISOString();
  const estimate = new ProgressEstimate();
  const times = new StageTimes();
  const enter = (stage: Stage) => {
    times.enter(stage);
    onProgress(estimate.enter(stage));
  };
  enter('reading');
  await removeUnfinished(request.jobFolder);
  const parser = new ParserThread(parserPath);
  const samplesFolder = request.options.machineSamples;
  const {
    listed: found,
    template,
    encoder,
    engine,
    context,
    warnings,
  } = await prepareMap(request, reading, parser.parse, modelsFolder, path.dirname(threadPath));
  let detector: Detector | undefined;
  const judging = {
    detector: () => (detector ??= Detector.load(modelsFolder)),
    reading,
    parse: parser.parse,
    ...(template && { template: new Template(template) }),
    signal,
  };
  const { baseline, people, warnings: baselineWarnings } = await scoreBaseline(request.options.baseline, judging);
  const { samples, warnings: sampleWarnings } = await readSamples(samplesFolder, people, judging);
  if (samples.length === 0) parser.close();
  const scale = { prior: request.options.prior ?? 0.5, ...(baseline && { baseline }) };
  const { listed, warnings: insideWarnings } = withoutSamples(found, samplesFolder);
  throwIfCancelled(signal);

  const threads = request.threads ?? availableParallelism();
  const cost = new MapCost(listed, reading, encoder.tier);
  checkMemory(
    { documents: listed.length, characters: cost.characters, tier: encoder.tier, threads },
    availableMemory(),
    request.memoryLimit,
  );
  estimate.planned({
    documents: listed.length,
    threads,
    samples: samples.length > 0,
    length: cost.characters / listed.length,
    costOf: (i) => cost.of(i),
  });
  enter('documents');
  const mapped: MappedDocument[] = [];
  const packed = new PackedFeatures();
  const bytes: number[] = [];
  const mapWith = {
    threadPath,
    parserPath,
    modelsFolder,
    granularity: request.options.granularity,
    encoder: encoder.tier,
    reading,
    ...(template && { template }),
    threads,
    signal,
  };
  const { reused, notes } = await stored(request.jobFolder, () =>
    mapWithCheckpoint(request, listed, context, {
      mapWith,
      onOutcome: (i, outcome, kept) => {
        bytes[i] = outcome.bytes;
        mapped[i] = {
          id: documentId(i, listed.length),
          listed: listed[i]!,
          outcome: 'analysis' in outcome ? { analysis: packed.taken(i, outcome.analysis) } : outcome,
        };
        onDocument(documentResult(mapped[i], scale));
        onProgress(estimate.finished(i, kept));
      },
    }),
  );

  enter('corpus');
  const { totalBytes } = reading.limits;
  for (const [i, within] of withinTotal(bytes, totalBytes).entries())
    if (!within) mapped[i] = { ...mapped[i]!, outcome: { skipped: beyondTotal(totalBytes) } };
  // A step may take a minute: it is told how far it is by the clock.
  const toldByClock = <T>(work: Promise<T>): Promise<T> => {
    const clock = setInterval(() => onProgress(estimate.current()), TELL_EVERY_MS);
    return work.finally(() => clearInterval(clock));
  };
  const places = [...mapped.keys()].filter((place) => 'analysis' in mapped[place]!.outcome);
  const { left, stretches } = findGiven(mapped, places, packed, request.options.leaveOut);
  if (stretches.size > 0) {
    onProgress(estimate.again([...stretches.keys()]));
    notes.push(
      ...(await toldByClock(
        stored(request.jobFolder, () => judgeWithoutGiven(request, context, mapped, stretches, packed, mapWith)),
      )),
    );
  }
  if (samples.length > 0) onProgress(estimate.enterStep('samples'));
  const compared =
    samples.length > 0
      ? await toldByClock(compareWithSamples(samplesFolder!, samples, people, baseline, mapped, judging))
      : undefined;
  for (const [place, judgement] of compared?.judgements ?? [])
    mapped[place] = { ...mapped[place]!, samples: judgement };
  parser.close();
  const analyzed = places.map((place) => mapped[place]!);
  const vectors = encodeVectors(
    encoder.tier,
    places.map((place) => ({ place, vector: packed.of(place).vector })),
  );
  const products = await RowProducts.load(modelsFolder, Math.min(threads, availableParallelism()));
  const { earlier, warnings: earlierWarnings } = await earlierClusters(request.like);
  const collectIfLarge = () => {
    if (analyzed.length >= LARGE_FROM) collectGarbage();
  };
  const corpus = await toldByClock(
    analyzeCorpus(
      places.map((place) => packed.of(place)),
      request.options,
      products,
      earlier,
      {
        groups: analyzed.map(({ listed: { group } }) => group),
        left,
        placing: placingIn(layoutPath),
        onTaken: () => packed.releaseVectorsAndTerms(),
        ...(request.compareElsewhere === true && { compared: compareElsewhere(request.jobFolder, onCompareElsewhere) }),
        onStep: (step) => {
          collectIfLarge();
          onProgress(estimate.enterStep(step));
        },
      },
    ),
  ).finally(() => products.release());
  packed.release();
  collectIfLarge();
  throwIfCancelled(signal);

  enter('report');
  const job = {
    id: request.jobId,
    source: request.source,
    status: 'completed',
    createdAt: request.createdAt,
    startedAt,
    finishedAt: new Date().toISOString(),
    options: { ...request.options, reading },
    engine,
    ...(baseline && { baseline: baseline.description }),
    ...(compared?.description && { machineSamples: compared.description }),
  } as const;
  const report = buildReport(job, mapped, analyzed, corpus, scale, [
    ...warnings,
    ...baselineWarnings,
    ...sampleWarnings,
    ...insideWarnings,
    ...(compared?.warnings ?? []),
    ...encoder.warnings,
    ...earlierWarnings,
    ...clustersReduced(request.options.clusters, corpus.clusters.length),
    ...copiedPairsCut(corpus),
    ...commonRunsTold(corpus),
    ...topicsByLettersTold(corpus),
  ]);
  const reportPath = path.join(request.jobFolder, REPORT_FILE);
  await stored(request.jobFolder, async () => {
    // Before the report: where that is, they are whole.
    await writeAtomically(path.join(request.jobFolder, VECTORS_FILE), [vectors]);
    if (corpus.similarityRows)
      await writeAtomically(path.join(request.jobFolder, SIMILARITY_FILE), [corpus.similarityRows]);
    await writeJson(path.join(request.jobFolder, OVERVIEW_FILE), overviewOf(report));
    if (report.documents.length >= LARGE_FROM) await writeForPanel(request.jobFolder, report);
    await writeAtomically(reportPath, sealed(exportJson(report)));
  });
  onProgress(estimate.completed());
  return { reportPath, summary: report.summary, reused, notes, times: times.end() };
}

function copiedPairsCut({ allCopies }: CorpusAnalysis): Problem[] {
  if (allCopies) return [];
  return [problem('copied-pairs-cut', notice('copied-pairs-cut'))];
}

function commonRunsTold({ common: { documents, words, heldBy } }: CorpusAnalysis): Problem[] {
  if (documents === 0) return [];
  return [problem('common-runs', notice('common-runs', { words, documents, heldBy }), words)];
}

function topicsByLettersTold({ lettered }: CorpusAnalysis): Problem[] {
  if (lettered === 0) return [];
  return [problem('topics-by-letters', notice('topics-by-letters', { count: lettered }))];
}

function clustersReduced(wanted: AnalysisOptions['clusters'], found: number): Problem[] {
  if (wanted === 'auto' || found >= wanted || found === 0) return [];
  return [problem('clusters-reduced', notice('clusters-reduced', { wanted, found }))];
}
