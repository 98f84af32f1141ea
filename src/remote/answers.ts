/** What a server answers, as far as it is used here: read once, at the edge. */
import * as z from 'zod/mini';
import { JobSchema } from '../jobs/job-file.ts';
import type { DocumentResult, Progress } from '../protocol/job.ts';

const ProgressSchema = z.object({
  stage: z.enum(['reading', 'documents', 'corpus', 'report']),
  fraction: z.number().check(z.minimum(0), z.maximum(1)),
  done: z.number().check(z.minimum(0)),
  total: z.number().check(z.minimum(0)),
  secondsLeft: z.nullable(z.number()),
}) satisfies z.ZodMiniType<Progress>;

/** A batch as a server sees it. */
export const BatchAnswer = z.extend(
  z.pick(JobSchema, { id: true, status: true, summary: true, reused: true, times: true, error: true, notice: true }),
  { progress: z.exactOptional(ProgressSchema) },
);
export type BatchAnswer = z.infer<typeof BatchAnswer>;

/** Documents that are done. The panel draws them, and they are gone once the report is there: only what everything rests on is checked. */
export const DocumentsAnswer = z.array(
  z.custom<DocumentResult>(
    (d: unknown) =>
      typeof d === 'object' &&
      d !== null &&
      'id' in d &&
      typeof d.id === 'string' &&
      'path' in d &&
      typeof d.path === 'string',
  ),
);
