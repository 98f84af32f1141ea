/** What goes over HTTP, as schemas: requests are checked against them, answers are written by them, and the OpenAPI description is made of them. */
import * as z from 'zod';
import { globalRegistry, omit, partial } from 'zod/mini';
import { JobSchema } from '../jobs/job-file.ts';
import { NoticeSchema } from '../protocol/notice-schema.ts';
import { ReadingOptionsSchema } from '../protocol/reading-options.ts';
import type { BatchPage, BatchView } from '../protocol/service.ts';
import { ALL_EXPORT_FORMATS } from '../report/export-formats.ts';
import { LEFT_OUT_KINDS } from '../report/left-out.ts';

// It holds itself: the description needs a name for it.
globalRegistry.add(NoticeSchema, { id: 'Notice' });

export const ProgressSchema = z
  .object({
    stage: z.enum(['reading', 'documents', 'corpus', 'report']),
    fraction: z.number().min(0).max(1).meta({ description: 'Share of the whole batch that is done.' }),
    done: z.number().int().min(0).meta({ description: 'Documents that were analysed.' }),
    total: z.number().int().min(0).meta({ description: 'All documents; 0 while they are being listed.' }),
    secondsLeft: z
      .number()
      .nullable()
      .meta({ description: 'Estimated time to the end; null while it is too early to say.' }),
  })
  .meta({ id: 'Progress' });

export const BatchSchema: z.ZodType<BatchView> = z
  .object({
    ...JobSchema.shape,
    source: z.object({ kind: z.enum(['folder', 'zip', 'files']), name: z.string() }),
    progress: ProgressSchema.exactOptional().meta({ description: 'While it waits or runs.' }),
  })
  .meta({ id: 'Batch' });

export const BatchPageSchema: z.ZodType<BatchPage> = z
  .object({
    batches: z.array(BatchSchema),
    total: z.number().int().min(0),
    next: z.number().int().min(1).nullable().meta({ description: 'The `offset` of the next page; null on the last.' }),
  })
  .meta({ id: 'BatchPage' });

export const ProblemSchema = z
  .object({
    statusCode: z.number().int(),
    code: z.string(),
    message: z.string().meta({ description: 'What happened and what to do next, for people.' }),
  })
  .meta({ id: 'Problem' });

/** Options of an analysis that a client may choose; what is absent is as on the command line. */
export const UploadOptionsSchema = z
  .strictObject({
    granularity: z.enum(['sentence', 'paragraph']).default('sentence'),
    clusters: z
      .union([z.literal('auto'), z.number().int().min(1)], 'it takes "auto" or a whole number from 1')
      .default('auto'),
    threshold: z.number().min(0).max(1).default(0.85),
    prior: z.number().min(0.01).max(0.99).default(0.5),
    encoder: z.enum(['auto', 'full', 'fast']).default('auto'),
    seed: z.number().int().min(0).default(1),
    leaveOut: z
      .array(z.enum(LEFT_OUT_KINDS))
      .default([...LEFT_OUT_KINDS])
      .meta({ description: 'What of the texts counts for no copy.' }),
    acrossGroups: z.boolean().default(false).meta({
      description:
        'Keep pairs within one group out of lists and counts: what `reading.groupBy` says, and folders where it says nothing.',
    }),
    reading: z
      .strictObject({
        ...partial(omit(ReadingOptionsSchema, { limits: true })).shape,
        limits: z.optional(partial(ReadingOptionsSchema.shape.limits)),
      })
      .default({}),
  })
  .meta({ id: 'UploadOptions' });

export const IdParams = z.object({ id: z.uuid().meta({ description: "A batch's id." }) });
export const DocumentParams = IdParams.extend({
  doc: z.string().max(64).meta({ description: "A document's id, as the report has it." }),
});
export const RowsParams = IdParams.extend({ name: z.enum(['vectors', 'similarity']) });
export const PageQuery = z.object({
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
/** A switch in an address. Other words for yes and no are taken as well; the description names one pair. */
const flag = (description: string) =>
  z
    .stringbool()
    .meta({ enum: ['true', 'false'] })
    .default(false)
    .meta({ description });
export const ExportQuery = z.object({
  format: z.enum(ALL_EXPORT_FORMATS),
  anonymise: flag('Pseudonyms in place of names and paths.'),
  excerpts: flag('HTML: the passages that the findings rest on; no texts are in it otherwise.'),
  names: flag('Pages: name the other documents that share passages.'),
  bom: flag('Begin a CSV with a byte order mark, as Excel wants it.'),
});
export const DocumentQuery = z.object({
  text: flag('Whether its text comes along, as it was analysed: positions count in it.'),
});
