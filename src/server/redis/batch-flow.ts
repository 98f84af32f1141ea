/** Server ↔ workers, through Redis. */
import path from 'node:path';
import { UnrecoverableError } from 'bullmq';
import * as z from 'zod';
import { JobSchema, SummarySchema, TimesSchema } from '../../jobs/job-file.ts';
import { TENANT } from '../../protocol/service.ts';
import type { AnalysisOptions, SourceDescription } from '../../report/report.ts';
import { insidePath, insideSource } from '../../storage/inside-source.ts';
import { SOURCE_FOLDER } from '../store/batch-files.ts';
import { StoredPath } from '../store/source-pack.ts';

/** Names in Redis: parts of batches, and batches whose parts are done. */
export const PREFIX = 'ghostwriter';
export const MAP_QUEUE = 'map';
export const REDUCE_QUEUE = 'reduce';
/** Stripes of a large batch's pairs, asked for by the worker that puts the batch together. */
export const PAIRS_QUEUE = 'pairs';

/** Options as the service takes them from a client: they name nothing of this machine. */
const QueuedOptions = JobSchema.shape.options.check(
  z.refine(
    ({ baseline, machineSamples, reading }) =>
      baseline === undefined &&
      machineSamples === undefined &&
      (reading?.ignore ?? []).every((template) => insidePath(template) !== undefined),
    'options that name no path of this machine',
  ),
);

/**
 * What stands in Redis of a batch, which is input as an upload is. It names no text and no path of a machine; {@link sourceWithin} sees to it that its paths lead into the batch's own texts.
 */
export const BatchWorkSchema = z.object({
  tenant: z.string().regex(TENANT),
  id: z.uuid(),
  /** Which run of the batch this is: a run that was stopped has no lease any more. */
  run: z.string().regex(/^[\da-f]{16}$/),
  source: z.object({ kind: z.enum(['folder', 'zip', 'files']), name: z.string(), paths: z.array(StoredPath).min(1) }),
  options: z.custom<AnalysisOptions>(
    (value) => QueuedOptions.safeParse(value).success,
    'options that name no path of this machine',
  ),
  createdAt: z.iso.datetime(),
  retry: z.boolean(),
  shards: z.number().int().min(1).max(64),
  /** What this piece of work had of its turns; absent until it gave one up. */
  turns: z.object({ fruitless: z.number().int().min(0), done: z.number().int().min(0) }).optional(),
});
export type BatchWork = z.infer<typeof BatchWorkSchema>;

/** What a worker says of a batch that it has put together. */
export const BatchResultSchema = z.object({
  summary: SummarySchema,
  reused: z.number().int().min(0),
  times: TimesSchema,
});

export const ShardWorkSchema = BatchWorkSchema.extend({ index: z.number().int().min(0) });

export const StripeWorkSchema = BatchWorkSchema.extend({
  comparison: z.string().regex(/^[\da-f]{64}$/),
  stripe: z.number().int().min(0),
});
export type StripeWork = z.infer<typeof StripeWorkSchema>;

export const workId = ({ id, run }: Pick<BatchWork, 'id' | 'run'>) => `${id}-${run}`;
export const shardId = (work: Pick<BatchWork, 'id' | 'run'>, index: number) => `${workId(work)}-${index}`;

/**
 * The texts of a batch on this machine.
 *
 * @param data absolute path of the data folder, which the paths in Redis are relative to
 * @param folder absolute path of the batch's own folder
 * @throws where a path leads elsewhere
 */
export function sourceWithin({ source }: BatchWork, data: string, folder: string): SourceDescription {
  const texts = path.join(folder, SOURCE_FOLDER);
  const paths = source.paths.map((given) => {
    const at = insideSource(texts, path.join(data, ...given.split('/')), { absolute: true });
    if (at === undefined)
      throw new UnrecoverableError('The texts of this batch do not lie in its folder. Upload it again.');
    return at;
  });
  return { ...source, paths };
}
