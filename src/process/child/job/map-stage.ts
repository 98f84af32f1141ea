import { availableParallelism } from 'node:os';
import { documentId, documentResult, type MappedDocument } from '../../../analysis/build-report.ts';
import { beyondTotal, withinTotal } from '../../../analysis/sources/total-size.ts';
import type { AnalyzeRequest } from '../../../protocol/analyzer.ts';
import type { Notice } from '../../../report/notice.ts';
import { PackedFeatures } from '../../threads/packed-features.ts';
import { availableMemory } from '../estimate/available-memory.ts';
import { MapCost } from '../estimate/map-cost.ts';
import { checkMemory } from '../estimate/memory-need.ts';
import { stored } from '../stored.ts';
import { mapWithCheckpoint, type MapWithCheckpoint } from './checkpoint.ts';
import type { JobProgress } from './job-progress.ts';
import type { ListedJob } from './list-stage.ts';
import type { JobEnvironment } from './job-environment.ts';

/** The documents of a job, each analysed by itself or skipped, in the order of the listing. */
export interface MappedJob {
  readonly mapped: MappedDocument[];
  /** Vectors, terms and hashes of those that were analysed, by their places. */
  readonly packed: PackedFeatures;
  /** What they were taken through it by. */
  readonly mapWith: MapWithCheckpoint['mapWith'];
  /** Documents whose analysis was kept from before. */
  readonly reused: number;
  readonly notes: readonly Notice[];
}

/** Takes each document of a job through the map stage; fails before that where the job would not fit into memory. */
export async function mapJob(
  request: AnalyzeRequest,
  { modelsFolder, threadPath, parserPath, onDocument, signal }: JobEnvironment,
  progress: JobProgress,
  { listed, template, encoder, context, reading, scale, samples }: ListedJob,
): Promise<MappedJob> {
  const threads = request.threads ?? availableParallelism();
  const cost = new MapCost(listed, reading, encoder.tier);
  checkMemory(
    { documents: listed.length, characters: cost.characters, tier: encoder.tier, threads },
    availableMemory(),
    request.memoryLimit,
  );
  progress.plan({
    documents: listed.length,
    threads,
    samples: samples.length > 0,
    length: cost.characters / listed.length,
    costOf: (i) => cost.of(i),
  });
  progress.enter('documents');
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
        progress.finish(i, kept);
      },
    }),
  );
  const { totalBytes } = reading.limits;
  for (const [i, within] of withinTotal(bytes, totalBytes).entries())
    if (!within) mapped[i] = { ...mapped[i]!, outcome: { skipped: beyondTotal(totalBytes) } };
  return { mapped, packed, mapWith, reused, notes };
}
