import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod/mini';
import type { Job } from '../protocol/job.ts';
import { COLUMNS_FILE, DETAILS_FILE, type DocumentDetails } from '../protocol/large-report.ts';
import { ReadingOptionsSchema } from '../protocol/reading-options.ts';
import { OVERVIEW_FILE, type ReportOverview } from '../report/overview.ts';
import type { Report } from '../report/report.ts';
import { REPORT_FILE } from '../report/report-file.ts';
import { readOwnReport, RESULTS_DAMAGED } from '../exports/read-own-report.ts';
import { isOwned, OwnerLock } from '../storage/owner-lock.ts';
import { readPart } from '../storage/parts-file.ts';
import { writeAtomically } from '../storage/write-file.ts';
import { newestFirst } from './newest-first.ts';

/** Version of `job.json`. One without a number is of the first; what that lacks may be absent. */
const JOB_VERSION = 1;

const Count = z.int().check(z.minimum(0));
/** A job as it stands in `job.json`. */
export const JobSchema = z.object({
  id: z.uuid(),
  source: z.object({ kind: z.enum(['folder', 'zip', 'files']), name: z.string(), paths: z.array(z.string()).check(z.minLength(1)) }),
  options: z.object({
    granularity: z.enum(['sentence', 'paragraph']),
    clusters: z.union([z.literal('auto'), z.number()]),
    threshold: z.number(),
    seed: z.number(),
    prior: z.exactOptional(z.number().check(z.gt(0), z.lt(1))),
    encoder: z.exactOptional(z.enum(['auto', 'full', 'fast'])),
    baseline: z.exactOptional(z.string()),
    reading: z.exactOptional(ReadingOptionsSchema),
  }),
  status: z.enum(['pending', 'processing', 'paused', 'completed', 'failed', 'cancelled']),
  createdAt: z.iso.datetime(),
  startedAt: z.exactOptional(z.iso.datetime()),
  finishedAt: z.exactOptional(z.iso.datetime()),
  summary: z.exactOptional(
    z.object({
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
    }),
  ),
  reused: z.exactOptional(Count),
  times: z.exactOptional(z.array(z.object({ stage: z.enum(['reading', 'documents', 'corpus', 'report']), seconds: z.number(), processorSeconds: z.number() }))),
  reached: z.exactOptional(z.object({ done: Count, total: Count })),
  interrupted: z.exactOptional(z.boolean()),
  watched: z.exactOptional(z.boolean()),
  error: z.exactOptional(z.string()),
  memory: z.exactOptional(z.object({ needed: z.number(), available: z.number(), fast: z.boolean(), threads: z.exactOptional(Count), documents: z.exactOptional(Count) })),
  anyMemory: z.exactOptional(z.boolean()),
}) satisfies z.ZodMiniType<Job>;

/** What is left to say of a job that a later version of the extension wrote. */
const LaterJob = z.object({ id: z.uuid(), version: z.number().check(z.gt(JOB_VERSION)), createdAt: z.iso.datetime(), source: JobSchema.shape.source });

/** A job as it was found on disk. */
export interface StoredJob {
  readonly job: Job;
  /** Whether a process that is alive runs it. */
  readonly owned: boolean;
  /** Whether a later version of the extension wrote it: it can be listed and deleted, and nothing else. */
  readonly later: boolean;
}

/** Jobs on disk: a folder each with `job.json`, what it has kept of its documents, and `report.json` once it is completed. */
export class JobStore {
  private readonly locks = new Map<string, OwnerLock>();

  /** @param root absolute path of the folder that holds the jobs' folders; made when the first job is saved */
  constructor(readonly root: string) {}

  /** Absolute path of a job's own folder. */
  folder(id: string): string {
    return path.join(this.root, id);
  }

  /** All jobs, newest first. Folders without a readable `job.json` are left alone. */
  async list(): Promise<StoredJob[]> {
    const names = await readdir(this.root).catch(() => []);
    const jobs = await Promise.all(names.map((name) => this.read(name)));
    return jobs.filter((stored) => stored !== undefined).sort(({ job: a }, { job: b }) => newestFirst(a, b));
  }

  /** A job as it stands on disk now. */
  async read(id: string): Promise<StoredJob | undefined> {
    try {
      const file: unknown = JSON.parse(await readFile(path.join(this.folder(id), 'job.json'), 'utf8'));
      const later = laterJob(file);
      const job = later ?? JobSchema.safeParse(file).data;
      return job?.id === id ? { job, owned: await isOwned(this.folder(id)), later: later !== undefined } : undefined;
    } catch {
      return undefined;
    }
  }

  /** Takes a job for this window; false where another one has it. */
  async claim(id: string): Promise<boolean> {
    await mkdir(this.folder(id), { recursive: true });
    const lock = await OwnerLock.acquire(this.folder(id));
    if (lock) this.locks.set(id, lock);
    return lock !== undefined;
  }

  async release(id: string): Promise<void> {
    await this.locks.get(id)?.release();
    this.locks.delete(id);
  }

  /** Absolute path of a completed job's report. */
  reportPath(id: string): string {
    return path.join(this.folder(id), REPORT_FILE);
  }

  /** Whether a job was completed, now or before it was tried again. */
  async hasReport(id: string): Promise<boolean> {
    return stat(this.reportPath(id)).then(() => true, () => false);
  }

  async save(job: Job): Promise<void> {
    await mkdir(this.folder(job.id), { recursive: true });
    await writeAtomically(path.join(this.folder(job.id), 'job.json'), [`${JSON.stringify({ version: JOB_VERSION, ...job }, undefined, 2)}\n`]);
  }

  /**
   * Reads the report of a completed job.
   *
   * @throws with a message for people when it is missing or damaged
   */
  async report(id: string): Promise<Report> {
    const report = await this.readReport(id, REPORT_FILE);
    if (report) return report;
    throw new Error(RESULTS_DAMAGED);
  }

  /** The overview of a completed job; `undefined` where there is none, as of earlier versions. It is checked for its shape no more than the report is: both are the analysis's own. */
  async overview(id: string): Promise<ReportOverview | undefined> {
    try {
      return JSON.parse(await readFile(path.join(this.folder(id), OVERVIEW_FILE), 'utf8')) as ReportOverview;
    } catch {
      return undefined;
    }
  }

  /** The report of a large completed job as a `LargeReport` in JSON; `undefined` where there is none: of small batches, and of earlier versions. */
  async columns(id: string): Promise<Buffer | undefined> {
    return readFile(path.join(this.folder(id), COLUMNS_FILE)).catch(() => undefined);
  }

  /**
   * What {@link columns} leave out of one document.
   *
   * @param place of the document in the report, from 0
   * @throws with a message for people when it is missing or damaged
   */
  async details(id: string, place: number): Promise<DocumentDetails> {
    try {
      return JSON.parse(await readPart(path.join(this.folder(id), DETAILS_FILE), place)) as DocumentDetails;
    } catch {
      throw new Error(RESULTS_DAMAGED);
    }
  }

  /** Keeps the report as it is for a comparison, unless an earlier one is kept already: what changed adds up until somebody has seen it. */
  async keepReport(id: string): Promise<void> {
    if (await this.keptReport(id)) return;
    await writeAtomically(path.join(this.folder(id), KEPT_REPORT_FILE), [await readFile(this.reportPath(id))]);
  }

  /** The report that was kept for a comparison. */
  async keptReport(id: string): Promise<Report | undefined> {
    return this.readReport(id, KEPT_REPORT_FILE);
  }

  /** Somebody has seen what changed since the report that was kept. */
  async forgetKeptReport(id: string): Promise<void> {
    await rm(path.join(this.folder(id), KEPT_REPORT_FILE), { force: true });
  }

  private async readReport(id: string, name: string): Promise<Report | undefined> {
    return readOwnReport(path.join(this.folder(id), name));
  }

  /** Bytes that a job takes on disk. */
  async bytes(id: string): Promise<number> {
    const names = await readdir(this.folder(id)).catch(() => []);
    const sizes = await Promise.all(names.map((name) => stat(path.join(this.folder(id), name)).then(({ size }) => size, () => 0)));
    return sizes.reduce((a, b) => a + b, 0);
  }

  /** Deletes a job with everything that was kept of its documents. */
  async remove(id: string): Promise<void> {
    await rm(this.folder(id), { recursive: true, force: true, maxRetries: 3, retryDelay: 50 });
  }

  /** Deletes whatever lies in the folder of the jobs, readable or not, but for the jobs that a process runs. */
  async removeAll(): Promise<void> {
    for (const name of await readdir(this.root).catch(() => [])) if (!(await isOwned(this.folder(name)))) await this.remove(name);
  }
}

/** The results of before that those of a completed job are compared with. */
const KEPT_REPORT_FILE = 'report-before.json';

function laterJob(file: unknown): Job | undefined {
  const { data } = LaterJob.safeParse(file);
  if (!data) return undefined;
  const { id, source, createdAt } = data;
  return { id, source, createdAt, status: 'failed', options: { granularity: 'sentence', clusters: 'auto', threshold: 0.85, seed: 1 }, error: 'This analysis was made by a later version of the extension. Update the extension to see it, or run it again.' };
}
