import { lstat, mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Job } from '../protocol/job.ts';
import { COLUMNS_FILE, DETAILS_FILE, detailsOf, type DocumentDetails } from '../protocol/large-report.ts';
import { OVERVIEW_FILE, type ReportOverview } from '../report/overview.ts';
import { NoticeError } from '../report/notice.ts';
import type { Report } from '../report/report.ts';
import { REPORT_FILE } from '../report/report-file.ts';
import { readOwnReport, RESULTS_DAMAGED, resultsProblem } from '../exports/read-own-report.ts';
import { absent, unreadableBecause } from '../storage/absent.ts';
import { inParallel } from '../storage/in-parallel.ts';
import { isOwned, OwnerLock } from '../storage/owner-lock.ts';
import { partsOf, readPart } from '../storage/parts-file.ts';
import { parseJson } from '../storage/read-json.ts';
import { isWholeJson, writeJson } from '../storage/sealed-json.ts';
import { setAside } from '../storage/set-aside.ts';
import { writeAtomically } from '../storage/write-file.ts';
import { newestFirst } from './newest-first.ts';
import { isJobName, JOB_VERSION, readJobFile, STATE_FILE, UnreadableJob } from './job-file.ts';

/** How many jobs are read at the same time. */
const READ_AT_ONCE = 16;

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

  /** The jobs that can be read, newest first; {@link survey} says which cannot. */
  async list(): Promise<StoredJob[]> {
    return (await this.survey()).jobs;
  }

  /**
   * What there is: jobs, newest first, and whatever else lies among them, with the reason why it is taken for none.
   *
   * @throws the file system's error where the folder of the jobs is there and cannot be read
   */
  async survey(): Promise<{ readonly jobs: StoredJob[]; readonly unreadable: UnreadableJob[] }> {
    const jobs: StoredJob[] = [];
    const unreadable: UnreadableJob[] = [];
    // Each is an open file, of which a process may have some hundreds.
    await inParallel(READ_AT_ONCE, (await readdir(this.root).catch(absent)) ?? [], async (name) => {
      try {
        const stored = await this.stored(name);
        if (stored) jobs.push(stored);
      } catch (error) {
        if (!(error instanceof UnreadableJob)) throw error;
        unreadable.push(error);
      }
    });
    return {
      jobs: jobs.sort(({ job: a }, { job: b }) => newestFirst(a, b)),
      unreadable: unreadable.sort((a, b) => (a.job < b.job ? -1 : 1)),
    };
  }

  /**
   * A job as it stands on disk now.
   *
   * @returns `undefined` where it is not there
   * @throws {@link UnreadableJob} where it is, and cannot be read
   */
  async read(id: string): Promise<StoredJob | undefined> {
    return this.stored(id);
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
    return (await stat(this.reportPath(id)).catch(absent)) !== undefined;
  }

  async save(job: Job): Promise<void> {
    await mkdir(this.folder(job.id), { recursive: true });
    await writeJson(path.join(this.folder(job.id), STATE_FILE), { version: JOB_VERSION, ...job }, 2);
  }

  /**
   * Reads the report of a completed job.
   *
   * @throws with a message for people when it is missing or damaged
   */
  async report(id: string): Promise<Report> {
    const report = await this.readReport(id, REPORT_FILE);
    if (report) return report;
    throw new NoticeError(RESULTS_DAMAGED);
  }

  /** The overview of a completed job; `undefined` where there is none, as of earlier versions. It is checked for its shape no more than the report is: both are the analysis's own. */
  async overview(id: string): Promise<ReportOverview | undefined> {
    try {
      return parseJson(await readFile(path.join(this.folder(id), OVERVIEW_FILE))) as ReportOverview;
    } catch {
      return undefined;
    }
  }

  /** The report of a large completed job as a `LargeReport` in JSON; `undefined` where there is none: of small batches, and of earlier versions; and where it is damaged. */
  async columns(id: string): Promise<Buffer | undefined> {
    const bytes = await readFile(path.join(this.folder(id), COLUMNS_FILE)).catch(absent);
    return bytes && isWholeJson(bytes) ? bytes : undefined;
  }

  /**
   * What {@link columns} leave out of one document.
   *
   * @param place of the document in the report, from 0
   * @throws with a message for people when it is missing or damaged
   */
  async details(id: string, place: number): Promise<DocumentDetails> {
    const file = path.join(this.folder(id), DETAILS_FILE);
    try {
      return JSON.parse(await readPart(file, place)) as DocumentDetails;
    } catch (error) {
      const problem = resultsProblem(error);
      const report = problem === RESULTS_DAMAGED ? await this.report(id).catch(() => undefined) : undefined;
      const document = report?.documents[place];
      if (!report || !document) throw new NoticeError(problem, { cause: error });
      await rebuildDetails(file, report);
      return detailsOf(document);
    }
  }

  /** Keeps the report as it is for a comparison, unless an earlier one is kept already: what changed adds up until somebody has seen it. */
  async keepReport(id: string): Promise<void> {
    if (await this.keptReport(id)) return;
    const file = path.join(this.folder(id), KEPT_REPORT_FILE);
    // It is damaged: it says nothing any more, and is not deleted for that.
    if (await lstat(file).catch(absent)) await setAside(file);
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

  private async stored(id: string): Promise<StoredJob | undefined> {
    try {
      const { job, later } = await readJobFile(this.root, id);
      return { job, owned: await isOwned(this.folder(id)), later };
    } catch (error) {
      if (!(error instanceof UnreadableJob))
        throw new UnreadableJob(id, 'refused', `${this.folder(id)} is there, and ${unreadableBecause(error)}.`, true);
      // It was deleted just now, or another window is making it.
      if (error.why === 'no-state' && (await this.holdsNothing(id))) return undefined;
      throw error;
    }
  }

  /** Whether a folder is not there, is empty, or is one whose job a process that is alive is about to save. */
  private async holdsNothing(id: string): Promise<boolean> {
    try {
      const names = await readdir(this.folder(id));
      return names.length === 0 || (await isOwned(this.folder(id)));
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'ENOENT';
    }
  }

  private async readReport(id: string, name: string): Promise<Report | undefined> {
    return readOwnReport(path.join(this.folder(id), name));
  }

  /** Bytes that a job takes on disk. */
  async bytes(id: string): Promise<number> {
    // A figure for people: what cannot be looked at does not count.
    const names = await readdir(this.folder(id)).catch(() => []);
    const sizes = await Promise.all(
      names.map((name) =>
        stat(path.join(this.folder(id), name)).then(
          ({ size }) => size,
          () => 0,
        ),
      ),
    );
    return sizes.reduce((a, b) => a + b, 0);
  }

  /** Deletes a job with everything that was kept of its documents. */
  async remove(id: string): Promise<void> {
    await rm(this.folder(id), { recursive: true, force: true, maxRetries: 3, retryDelay: 50 });
  }

  /**
   * Deletes the folders of all jobs, readable or not, but for those that a process runs. What has no name of a job is none of the product's and stays.
   *
   * @returns names of what stayed
   */
  async removeAll(): Promise<readonly string[]> {
    const left: string[] = [];
    for (const name of (await readdir(this.root).catch(absent)) ?? []) {
      if (!isJobName(name) || (await isOwned(this.folder(name)))) left.push(name);
      else await this.remove(name);
    }
    return left;
  }
}

/** What was damaged is set aside, and made anew of the report. Where that cannot be written, it is tried again with the next document. */
async function rebuildDetails(file: string, report: Report): Promise<void> {
  try {
    if (await lstat(file).catch(absent)) await setAside(file);
    await writeAtomically(file, partsOf(report.documents.map((document) => JSON.stringify(detailsOf(document)))));
  } catch {
    // The document itself is shown all the same.
  }
}

/** The results of before that those of a completed job are compared with. */
const KEPT_REPORT_FILE = 'report-before.json';
