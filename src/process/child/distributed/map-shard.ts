import { availableParallelism } from 'node:os';
import path from 'node:path';
import type { MapShardRequest, MapShardResponse } from '../../../protocol/analyzer.ts';
import { DEFAULT_READING } from '../../../report/reading-options.ts';
import { mapWithCheckpoint } from '../job/checkpoint.ts';
import { ParserThread } from '../../threads/parser-thread.ts';
import { prepareMap } from '../job/prepare-map.ts';
import type { JobEnvironment } from '../job/job-environment.ts';
import { stored } from '../stored.ts';

/**
 * Takes a part of a job's documents through the map stage. The parts are interleaved: documents that lie together are often of one size, and so each part takes about as long.
 * What it finds is keyed by content: a part that is done twice is the same, and the job, with the parts' folders as its cache, takes it over.
 */
export async function mapShard(
  request: MapShardRequest,
  { modelsFolder, threadPath, parserPath, onProgress, signal }: JobEnvironment,
): Promise<MapShardResponse> {
  const { jobFolder, shard, options } = request;
  const reading = options.reading ?? DEFAULT_READING;
  onProgress({ stage: 'reading', fraction: 0, done: 0, total: 0, secondsLeft: null });
  const parser = new ParserThread(parserPath);
  const { listed, template, encoder, context } = await prepareMap(
    request,
    reading,
    parser.parse,
    modelsFolder,
    path.dirname(threadPath),
  ).finally(() => parser.close());
  const documents = listed.filter((_, i) => i % shard.of === shard.index);
  let done = 0;
  const { reused } = await stored(jobFolder, () =>
    mapWithCheckpoint(request, documents, context, {
      mapWith: {
        threadPath,
        parserPath,
        modelsFolder,
        granularity: options.granularity,
        encoder: encoder.tier,
        reading,
        ...(template && { template }),
        threads: request.threads ?? availableParallelism(),
        signal,
      },
      onOutcome: () =>
        onProgress({
          stage: 'documents',
          fraction: ++done / documents.length,
          done,
          total: documents.length,
          secondsLeft: null,
        }),
    }),
  );
  return { documents: documents.length, reused };
}
