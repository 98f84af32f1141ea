import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import * as z from 'zod/mini';
import type { Job } from '../protocol/job.ts';
import { messageOf } from '../protocol/message-of.ts';
import { NoticeSchema } from '../protocol/notice-schema.ts';
import { ReadingOptionsSchema } from '../protocol/reading-options.ts';
import { LEFT_OUT_KINDS } from '../report/left-out.ts';
import { isAbsent, isPassing, unreadableBecause } from '../storage/absent.ts';
import { parseJson } from '../storage/read-json.ts';

/** The file in a job's folder that says what it is and how far it is. */
export const STATE_FILE = 'job.json';

/** Version of `job.json`. One without a number is of the first; what that lacks may be absent. */
export const JOB_VERSION = 1;

const Count = z.int().check(z.minimum(0));
/** What an analysis found, in figures. */
export const SummarySchema = z.object({
  documents: Count,
  analyzed: Count,
  skipped: Count,
  clusters: Count,
  duplicateGroups: Count,
  outliers: z.exactOptional(Count),
  meanAiProbability: z.nullable(z.number()),
  highConfidence: Count,
  confidence: z.object({ high: Count, medium: Count, low: Count, unknown: Count }),
  copiedPairs: z.exactOptional(z.object({ identical: Count, 'near-duplicate': Count, 'partly-copied': Count })),
  sharedPassages: z.exactOptional(Count),
  hiddenText: z.exactOptional(z.object({ documents: Count, words: Count })),
  disguisedText: z.exactOptional(z.object({ documents: Count, words: Count })),
  leftOut: z.exactOptional(z.partialRecord(z.enum(LEFT_OUT_KINDS), z.object({ documents: Count, words: Count }))),
});
/** How long its stages took. */
export const TimesSchema = z.array(
  z.object({
    stage: z.enum(['reading', 'documents', 'corpus', 'report']),
    seconds: z.number(),
    processorSeconds: z.number(),
  }),
);

/** A job as it stands in `job.json`. */
export const JobSchema = z.object({
  id: z.uuid(),
  source: z.object({
    kind: z.enum(['folder', 'zip', 'files']),
    name: z.string(),
    paths: z.array(z.string()).check(z.minLength(1)),
  }),
  options: z.object({
    granularity: z.enum(['sentence', 'paragraph']),
    clusters: z.union([z.literal('auto'), z.number()]),
    threshold: z.number(),
    seed: z.number(),
    prior: z.exactOptional(z.number().check(z.gt(0), z.lt(1))),
    encoder: z.exactOptional(z.enum(['auto', 'full', 'fast'])),
    baseline: z.exactOptional(z.string()),
    machineSamples: z.exactOptional(z.string()),
    leaveOut: z.exactOptional(z.array(z.enum(LEFT_OUT_KINDS))),
    acrossGroups: z.exactOptional(z.boolean()),
    reading: z.exactOptional(ReadingOptionsSchema),
  }),
  status: z.enum(['pending', 'processing', 'paused', 'completed', 'failed', 'cancelled']),
  createdAt: z.iso.datetime(),
  startedAt: z.exactOptional(z.iso.datetime()),
  finishedAt: z.exactOptional(z.iso.datetime()),
  summary: z.exactOptional(SummarySchema),
  reused: z.exactOptional(Count),
  times: z.exactOptional(TimesSchema),
  reached: z.exactOptional(z.object({ done: Count, total: Count })),
  interrupted: z.exactOptional(z.boolean()),
  watched: z.exactOptional(z.boolean()),
  error: z.exactOptional(z.string()),
  notice: z.exactOptional(NoticeSchema),
  memory: z.exactOptional(
    z.object({
      needed: z.number(),
      available: z.number(),
      fast: z.boolean(),
      threads: z.exactOptional(Count),
      documents: z.exactOptional(Count),
    }),
  ),
  anyMemory: z.exactOptional(z.boolean()),
}) satisfies z.ZodMiniType<Job>;

/** What is left to say of a job that a later version of the extension wrote. */
const LaterJob = z.object({
  id: z.uuid(),
  version: z.number().check(z.gt(JOB_VERSION)),
  createdAt: z.iso.datetime(),
  source: JobSchema.shape.source,
});

/** What keeps a folder among those of jobs from being taken for one. It is left as it is: what was not recognised may be all that is left of somebody's work. */
export class UnreadableJob extends Error {
  /**
   * @param job the folder's name
   * @param why `foreign`: its name is none of a job · `no-state`: it has no `job.json` · `damaged`: that is none · `refused`: the system does not let it be read
   * @param message a sentence for people
   * @param passing whether it may be otherwise in a while
   */
  constructor(
    readonly job: string,
    readonly why: 'foreign' | 'no-state' | 'damaged' | 'refused',
    message: string,
    readonly passing = false,
  ) {
    super(message);
    this.name = 'UnreadableJob';
  }
}

/** Whether a name is one that a folder of a job has. */
export const isJobName = (name: string): boolean => JobSchema.shape.id.safeParse(name).success;

/** How often, and with what pauses, a file is tried again that the system does not let be read at the moment. */
const TRIES = 6;
const PAUSE_MS = 50;

/**
 * Reads `job.json` in a folder of jobs.
 *
 * @param root absolute path of the folder of the jobs' folders
 * @param id name of the job's folder
 * @returns the job, and whether a later version wrote it
 * @throws {@link UnreadableJob}
 */
export async function readJobFile(root: string, id: string): Promise<{ readonly job: Job; readonly later: boolean }> {
  const file = path.join(root, id, STATE_FILE);
  if (!isJobName(id))
    throw new UnreadableJob(id, 'foreign', `${path.join(root, id)} is none of an analysis's folders.`);
  let bytes: Buffer;
  try {
    bytes = await readPatiently(file);
  } catch (error) {
    if (isAbsent(error)) throw new UnreadableJob(id, 'no-state', `${path.join(root, id)} has no ${STATE_FILE}.`);
    throw new UnreadableJob(
      id,
      (error as NodeJS.ErrnoException).code === 'EISDIR' ? 'damaged' : 'refused',
      `${file} is there, and ${unreadableBecause(error)}.`,
      isPassing(error),
    );
  }
  let given: unknown;
  try {
    given = parseJson(bytes);
  } catch (error) {
    throw new UnreadableJob(id, 'damaged', `${file} is damaged: ${messageOf(error)}.`);
  }
  const later = laterJob(given);
  const { data, error } = later ? { data: later, error: undefined } : JobSchema.safeParse(given);
  if (!data)
    throw new UnreadableJob(
      id,
      'damaged',
      `${file} is damaged: ${error.issues[0]?.path.join('.') || 'its content'} is not what it should be.`,
    );
  if (data.id !== id) throw new UnreadableJob(id, 'damaged', `${file} is that of another analysis (${data.id}).`);
  return { job: data, later: later !== undefined };
}

/** Too many open files, for one, are too many for a moment. */
async function readPatiently(file: string): Promise<Buffer> {
  for (let tried = 1; ; tried++) {
    try {
      return await readFile(file);
    } catch (error) {
      if (tried === TRIES || !isPassing(error)) throw error;
      await delay(PAUSE_MS * tried);
    }
  }
}

function laterJob(file: unknown): Job | undefined {
  const { data } = LaterJob.safeParse(file);
  if (!data) return undefined;
  const { id, source, createdAt } = data;
  return {
    id,
    source,
    createdAt,
    status: 'failed',
    options: { granularity: 'sentence', clusters: 'auto', threshold: 0.85, seed: 1 },
    error:
      'This analysis was made by a later version of the extension. Update the extension to see it, or run it again.',
  };
}
