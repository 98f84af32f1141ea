import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { Job } from '../../protocol/job.ts';
import { ReadingOptionsSchema } from '../../protocol/reading-options.ts';
import type { Report } from '../../report/report.ts';
import { isOwned, OwnerLock } from '../../storage/owner-lock.ts';
import { writeAtomically } from '../../storage/write-file.ts';

/** Version of `job.json`. One without a number is of the first; what that lacks may be absent. */
const JOB_VERSION = 1;

const Count = z.number().int().min(0);
const JobFile = z.object({
  id: z.uuid(),
  source: z.object({ kind: z.enum(['folder', 'zip', 'files']), name: z.string(), paths: z.array(z.string()).min(1) }),
  options: z.object({ granularity: z.enum(['sentence', 'paragraph']), clusters: z.union([z.literal('auto'), z.number()]), threshold: z.number(), seed: z.number(), prior: z.number().gt(0).lt(1).exactOptional(), baseline: z.string().exactOptional(), reading: ReadingOptionsSchema.exactOptional() }),
  status: z.enum(['pending', 'processing', 'paused', 'completed', 'failed', 'cancelled']),
  createdAt: z.iso.datetime(),
  startedAt: z.iso.datetime().exactOptional(),
  finishedAt: z.iso.datetime().exactOptional(),
  summary: z
    .object({
      documents: Count,
      analyzed: Count,
      skipped: Count,
      clusters: Count,
      duplicateGroups: Count,
      meanAiProbability: z.number().nullable(),
      highConfidence: Count,
      confidence: z.object({ high: Count, medium: Count, low: Count, unknown: Count }),
      copiedPairs: z.object({ identical: Count, 'near-duplicate': Count, 'partly-copied': Count }).exactOptional(),
    })
    .exactOptional(),
  reused: Count.exactOptional(),
  times: z.array(z.object({ stage: z.enum(['reading', 'documents', 'corpus', 'report']), seconds: z.number(), processorSeconds: z.number() })).exactOptional(),
  reached: z.object({ done: Count, total: Count }).exactOptional(),
  interrupted: z.boolean().exactOptional(),
  error: z.string().exactOptional(),
}) satisfies z.ZodType<Job>;

/** What is left to say of a job that a later version of the extension wrote. */
const LaterJob = z.object({ id: z.uuid(), version: z.number().gt(JOB_VERSION), createdAt: z.iso.datetime(), source: JobFile.shape.source });

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
    return jobs.filter((stored) => stored !== undefined).sort(({ job: a }, { job: b }) => (a.createdAt < b.createdAt ? 1 : a.createdAt > b.createdAt ? -1 : a.id < b.id ? 1 : -1));
  }

  /** A job as it stands on disk now. */
  async read(id: string): Promise<StoredJob | undefined> {
    try {
      const file: unknown = JSON.parse(await readFile(path.join(this.folder(id), 'job.json'), 'utf8'));
      const later = laterJob(file);
      const job = later ?? JobFile.safeParse(file).data;
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
    try {
      const report = JSON.parse(await readFile(path.join(this.folder(id), 'report.json'), 'utf8')) as Report;
      // A later version may have written it: typed as 1, but read from outside.
      if ((report.schemaVersion as number) === 1) return report;
    } catch {
      // Told below.
    }
    throw new Error('The results of this analysis are missing or damaged. Run the analysis again.');
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

function laterJob(file: unknown): Job | undefined {
  const { data } = LaterJob.safeParse(file);
  if (!data) return undefined;
  const { id, source, createdAt } = data;
  return { id, source, createdAt, status: 'failed', options: { granularity: 'sentence', clusters: 'auto', threshold: 0.85, seed: 1 }, error: 'This analysis was made by a later version of the extension. Update the extension to see it, or run it again.' };
}
