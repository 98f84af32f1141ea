/** Server ↔ workers, through Redis. */
import path from 'node:path';
import * as z from 'zod';
import { TENANT } from '../../protocol/service.ts';
import type { AnalysisOptions } from '../../report/report.ts';

/** Names in Redis: parts of batches, and batches whose parts are done. */
export const PREFIX = 'ghostwriter';
export const MAP_QUEUE = 'map';
export const REDUCE_QUEUE = 'reduce';
/** Stripes of a large batch's pairs, asked for by the worker that puts the batch together. */
export const PAIRS_QUEUE = 'pairs';

const inside = z.string().refine((p) => !path.posix.isAbsolute(p) && !p.split('/').includes('..'), 'a path inside the data folder');

/** What stands in Redis of a batch. It names no text and no path of a machine; whoever can write to Redis cannot lead a worker out of the data folder. */
export const BatchWorkSchema = z.object({
  tenant: z.string().regex(TENANT),
  id: z.uuid(),
  /** Which run of the batch this is: a run that was stopped has no lease any more. */
  run: z.string().regex(/^[\da-f]{16}$/),
  source: z.object({ kind: z.enum(['folder', 'zip', 'files']), name: z.string(), paths: z.array(inside).min(1) }),
  /** Checked by the analysis itself. */
  options: z.custom<AnalysisOptions>((value) => typeof value === 'object' && value !== null),
  createdAt: z.iso.datetime(),
  retry: z.boolean(),
  shards: z.number().int().min(1).max(64),
});
export type BatchWork = z.infer<typeof BatchWorkSchema>;

export const ShardWorkSchema = BatchWorkSchema.extend({ index: z.number().int().min(0) });

export const StripeWorkSchema = BatchWorkSchema.extend({ comparison: z.string().regex(/^[\da-f]{64}$/), stripe: z.number().int().min(0) });
export type StripeWork = z.infer<typeof StripeWorkSchema>;

export const workId = ({ id, run }: Pick<BatchWork, 'id' | 'run'>) => `${id}-${run}`;
export const shardId = (work: Pick<BatchWork, 'id' | 'run'>, index: number) => `${workId(work)}-${index}`;
