import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { absent } from './absent.ts';
import { disk } from './disk.ts';
import { isSetAside } from './set-aside.ts';

/** The log in a job's folder: its checkpoint while it runs, and a part of the cache afterwards. */
export const ANALYSES_FILE = 'analyses.log';

/** Whether a name is that of a log, or of one that was set aside. */
const isAnalyses = (name: string) =>
  name === ANALYSES_FILE || (name.startsWith(`${ANALYSES_FILE}.`) && isSetAside(name));

interface AnalysisLog {
  /** The job's folder, as a name. */
  readonly job: string;
  readonly files: readonly string[];
  readonly bytes: number;
  /** When it was last written, in milliseconds. */
  readonly at: number;
}

/** The logs below a folder, those that were set aside with them; latest first. */
async function analysisLogs(folder: string): Promise<AnalysisLog[]> {
  const logs: AnalysisLog[] = [];
  for (const job of (await readdir(folder).catch(absent)) ?? []) {
    const files: string[] = [];
    let bytes = 0;
    let at = 0;
    // What cannot be looked at is not deleted either.
    const names = await readdir(path.join(folder, job)).catch((): string[] => []);
    for (const file of names.filter(isAnalyses).map((name) => path.join(folder, job, name))) {
      const stats = await stat(file).catch(() => undefined);
      if (!stats?.isFile()) continue;
      files.push(file);
      bytes += stats.size;
      at = Math.max(at, stats.mtimeMs);
    }
    if (files.length > 0) logs.push({ job, files, bytes, at });
  }
  return logs.sort((a, b) => b.at - a.at);
}

/** Bytes that the kept analyses take. */
export async function analysisLogBytes(folder: string): Promise<number> {
  return (await analysisLogs(folder)).reduce((sum, log) => sum + log.bytes, 0);
}

/**
 * Deletes logs until the others fit into a size; 0 deletes all. The latest stay: an analysis that a job uses is copied into that job's own log, so
 * that what goes is what was not used for longest.
 *
 * @param spared whether a job's log is in use
 * @returns bytes that became free
 */
export async function trimAnalysisLogs(
  folder: string,
  most: number,
  spared: (job: string) => boolean | Promise<boolean> = () => false,
): Promise<number> {
  let left = most;
  let freed = 0;
  for (const { job, files, bytes } of await analysisLogs(folder)) {
    left -= bytes;
    if (left >= 0 || (await spared(job))) continue;
    for (const file of files) await disk.rm(file, { force: true });
    freed += bytes;
  }
  return freed;
}
