import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { writeAtomically } from '../../storage/write-file.ts';
import type { Job } from '../../protocol/job.ts';
import { ReadingOptionsSchema } from '../../protocol/reading-options.ts';
import type { Report } from '../../report/report.ts';

/** A job as it stands on disk. */
export interface StoredJob extends Job {
  /** Process id of the extension host that runs it; absent once it has ended. */
  readonly owner?: number;
}

const Count = z.number().int().min(0);
const JobFile = z.object({
  id: z.uuid(),
  source: z.object({ kind: z.enum(['folder', 'zip', 'files']), name: z.string(), paths: z.array(z.string()).min(1) }),
  options: z.object({ granularity: z.enum(['sentence', 'paragraph']), clusters: z.union([z.literal('auto'), z.number()]), threshold: z.number(), seed: z.number(), prior: z.number().gt(0).lt(1).exactOptional(), baseline: z.string().exactOptional(), reading: ReadingOptionsSchema.exactOptional() }),
  status: z.enum(['pending', 'processing', 'completed', 'failed', 'cancelled']),
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
  error: z.string().exactOptional(),
  owner: z.number().int().exactOptional(),
}) satisfies z.ZodType<StoredJob>;

/** Jobs on disk: a folder each with `job.json` and, once it is completed, `report.json`. */
export class JobStore {
  /** @param root absolute path of the folder that holds the jobs' folders; made when the first job is saved */
  constructor(private readonly root: string) {}

  /** Absolute path of a job's own folder. */
  folder(id: string): string {
    return path.join(this.root, id);
  }

  /** All jobs, newest first. Folders without a readable `job.json` are left alone. */
  async list(): Promise<StoredJob[]> {
    const names = await readdir(this.root).catch(() => []);
    const jobs = await Promise.all(names.map((name) => this.read(name)));
    return jobs.filter((job) => job !== undefined).sort((a, b) => (a.createdAt < b.createdAt ? 1 : a.createdAt > b.createdAt ? -1 : a.id < b.id ? 1 : -1));
  }

  private async read(name: string): Promise<StoredJob | undefined> {
    try {
      const job = JobFile.parse(JSON.parse(await readFile(path.join(this.root, name, 'job.json'), 'utf8')));
      return job.id === name ? job : undefined;
    } catch {
      return undefined;
    }
  }

  async save(job: StoredJob): Promise<void> {
    await mkdir(this.folder(job.id), { recursive: true });
    await writeAtomically(path.join(this.folder(job.id), 'job.json'), [`${JSON.stringify(job, undefined, 2)}\n`]);
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

  async remove(id: string): Promise<void> {
    await rm(this.folder(id), { recursive: true, force: true });
  }
}
