import { lstat, readdir } from 'node:fs/promises';
import path from 'node:path';
import { isJobName, JobSchema, readJobFile, STATE_FILE, UnreadableJob } from '../jobs/job-file.ts';
import { JobStore } from '../jobs/job-store.ts';
import { readOwnReport } from '../exports/read-own-report.ts';
import { messageOf } from '../protocol/message-of.ts';
import type { Job } from '../protocol/job.ts';
import { REPORT_FILE } from '../report/report-file.ts';
import type { SourceDescription } from '../report/report.ts';
import { absent, isAbsent, unreadableBecause } from '../storage/absent.ts';
import { isOwned, OwnerLock } from '../storage/owner-lock.ts';
import { setAside } from '../storage/set-aside.ts';
import { examineFiles } from './files-of-a-job.ts';
import type { Finding } from './finding.ts';

/** In a batch's folder. */
const SOURCE_FOLDER = 'source';
const UPLOAD_MARK = 'upload.json';

/** Where a job lies, and what may be done with it. */
export interface Place {
  /** Absolute path of the folder of the jobs' folders. */
  readonly root: string;
  /** Name of the job's own folder. */
  readonly name: string;
  /** Absolute path of a folder for what is set aside as a whole. */
  readonly aside: string;
  /** Whether texts lie beside it: it is a batch of a service. */
  readonly withTexts: boolean;
}

/**
 * Looks at a job's folder.
 *
 * @returns what is wrong; `busy` where a process works on it
 */
export async function examineJob(place: Place): Promise<readonly Finding[] | 'busy'> {
  const folder = path.join(place.root, place.name);
  try {
    if (isJobName(place.name) && (await isOwned(folder))) return 'busy';
    const { job, later } = await readJobFile(place.root, place.name);
    if (later) return [{ at: folder, problem: `${folder} was made by a later version.`, advice: 'Use that version.' }];
    return [
      ...(await examineResults(place, job)),
      ...(await examineTexts(place, job)),
      ...(await examineFiles(folder)),
    ];
  } catch (error) {
    if (error instanceof UnreadableJob) return examineUnreadable(place, error);
    return [
      { at: folder, problem: `${folder} is there, and ${unreadableBecause(error)}.`, advice: 'Then run this again.' },
    ];
  }
}

async function examineUnreadable(place: Place, { why, message }: UnreadableJob): Promise<readonly Finding[]> {
  const folder = path.join(place.root, place.name);
  const away = {
    advice: 'With --repair it is set aside as a whole; or look what it is, and move it yourself.',
    repair: async () => `It was set aside as ${await setAside(folder, place.aside)}.`,
  };
  if (why === 'refused') return [{ at: folder, problem: message, advice: 'Then run this again.' }];
  if (why === 'foreign') return [{ at: folder, problem: message, ...away }];
  try {
    const names = (await readdir(folder).catch(absent)) ?? [];
    // An empty folder holds nothing, and a marked one is half of an upload: the next start of the server deletes it.
    if (why === 'no-state' && (names.length === 0 || names.includes(UPLOAD_MARK))) return [];
    const rebuilt = await rebuild(place);
    if (!rebuilt) return [{ at: folder, problem: message, ...away }];
    const { job, from } = rebuilt;
    const repair = () =>
      underLock(folder, async () => {
        const file = path.join(folder, STATE_FILE);
        const aside = (await lstat(file).catch(absent)) ? ` The old one was set aside as ${await setAside(file)}.` : '';
        await new JobStore(place.root).save(job);
        return `${STATE_FILE} was made anew from ${from}.${aside}`;
      });
    return [
      {
        at: folder,
        problem: message,
        advice: `With --repair ${STATE_FILE} is made anew from ${from}, and the old one set aside.`,
        repair,
      },
      ...(await examineFiles(folder)),
    ];
  } catch (error) {
    return [
      {
        at: folder,
        problem: `${message} Besides, ${messageOf(error)}`,
        advice: 'Give the user that runs this the right to read and write there, then run this again.',
      },
    ];
  }
}

/** What `job.json` would say, from what lies beside it. */
async function rebuild({
  root,
  name,
  withTexts,
}: Place): Promise<{ readonly job: Job; readonly from: string } | undefined> {
  const folder = path.join(root, name);
  const report = await readOwnReport(path.join(folder, REPORT_FILE));
  const texts = withTexts ? await sourceIn(path.join(folder, SOURCE_FOLDER)) : undefined;
  if (report) {
    const { source, options, createdAt, startedAt, finishedAt } = report.job;
    const { data } = JobSchema.safeParse({
      id: name,
      // A report may have been made on another machine: where the texts lie here is seen here.
      source: texts ? { ...source, paths: texts.paths } : source,
      options,
      status: 'completed',
      createdAt,
      startedAt,
      finishedAt,
      summary: report.summary,
    });
    if (data) return { job: data, from: 'its report' };
  }
  if (!texts) return undefined;
  const { birthtime } = await lstat(folder);
  const error =
    'What was kept of this batch was damaged. It was made anew from its texts, with the standard options: try it again, or upload the texts again with others.';
  return {
    job: {
      id: name,
      source: texts,
      options: { granularity: 'sentence', clusters: 'auto', threshold: 0.85, seed: 1 },
      status: 'failed',
      createdAt: birthtime.toISOString(),
      finishedAt: new Date().toISOString(),
      error,
    },
    from: 'its texts, with the standard options',
  };
}

async function sourceIn(folder: string): Promise<SourceDescription | undefined> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(absent);
  const [first, second] = entries ?? [];
  if (!first) return undefined;
  const only = second === undefined;
  if (only && first.isFile() && /\.zip$/i.test(first.name))
    return { kind: 'zip', name: first.name, paths: [path.join(folder, first.name)] };
  return only && first.isDirectory()
    ? { kind: 'folder', name: first.name, paths: [path.join(folder, first.name)] }
    : { kind: 'folder', name: only ? first.name : `${entries?.length ?? 0} files`, paths: [folder] };
}

/** A completed job has a report. */
async function examineResults({ root, name }: Place, job: Job): Promise<Finding[]> {
  if (!job.summary) return [];
  const file = path.join(root, name, REPORT_FILE);
  try {
    if (await readOwnReport(file)) return [];
  } catch (error) {
    return [{ at: file, problem: messageOf(error), advice: 'Then run this again.' }];
  }
  const there = await lstat(file).catch(absent);
  const repair = () =>
    underLock(path.join(root, name), async () => {
      const aside = there ? ` The damaged report was set aside as ${await setAside(file)}, ` : ' ';
      // What it says of the results is nowhere else.
      const state = await setAside(path.join(root, name, STATE_FILE));
      const { summary: _, reused: __, times: ___, ...rest } = job;
      await new JobStore(root).save({
        ...rest,
        status: 'failed',
        error:
          'The results of this analysis were missing or damaged. Let it go on: what was done of its documents is kept.',
      });
      return `The analysis can be let go on again.${aside}${there ? 'and' : 'What it said of itself was set aside as'} ${there ? 'what it said of itself as ' : ''}${state}.`;
    });
  return [
    {
      at: file,
      problem: `${file} is ${there ? 'damaged' : 'missing'}, although the analysis was completed.`,
      advice: 'With --repair the analysis can be let go on again (Resume, or retry), which makes it anew.',
      repair,
    },
  ];
}

async function examineTexts({ root, name, withTexts }: Place, { source }: Job): Promise<Finding[]> {
  if (!withTexts) return [];
  const missing: Finding[] = [];
  for (const at of source.paths) {
    const inside = path.relative(path.join(root, name), at);
    if (inside.startsWith('..') || path.isAbsolute(inside))
      missing.push({
        at,
        problem: `${path.join(root, name, STATE_FILE)} names texts outside of its folder: the data folder was moved, or it is that of another one.`,
        advice: 'Move the data folder back to where it was.',
      });
    else if (!(await lstat(at).catch(absent)))
      missing.push({
        at,
        problem: `${at}, the texts of the batch, is missing.`,
        advice: 'Take it from a backup, or have the batch uploaded again.',
      });
  }
  return missing;
}

async function underLock<T>(folder: string, act: () => Promise<T>): Promise<T> {
  const lock = await OwnerLock.acquire(folder);
  if (!lock) throw new Error(`${folder} is worked on by another process.`);
  try {
    return await act();
  } finally {
    await lock.release().catch((error: unknown) => {
      if (!isAbsent(error)) throw error;
    });
  }
}
