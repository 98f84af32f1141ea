import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { SourceDescription } from '../report/report.ts';
import { RESULT_FILES } from './result-files.ts';
import { trimAnalysisLogs } from '../storage/analysis-logs.ts';
import { makeFolder } from '../storage/make-folder.ts';
import { OwnerLock } from '../storage/owner-lock.ts';
import { removeUnfinished } from '../storage/write-file.ts';

/** Bytes that a cache may take; what was not used for longest goes first. */
const MOST_BYTES = 1024 ** 3;

/** Where a run works, and what becomes of it at the end. */
export interface JobFolder {
  readonly folder: string;
  end(): Promise<void>;
}

/** A folder that goes with the run. */
export async function passingFolder(): Promise<JobFolder> {
  const folder = await mkdtemp(path.join(tmpdir(), 'ghostwriter-'));
  // The process may still be ending: what it writes at the last moment goes too.
  return { folder, end: () => rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 }) };
}

/**
 * The folder of a source in a cache: the same in every run, so that an interrupted one is gone on with. While another process runs the same source
 * there, a passing one.
 *
 * @throws the file system's error
 */
export async function keptFolder(cache: string, source: SourceDescription): Promise<JobFolder> {
  const name = createHash('sha256').update(source.paths.join('\n')).digest('hex').slice(0, 32);
  const folder = path.join(cache, name);
  await makeFolder(folder);
  const lock = await OwnerLock.acquire(folder);
  if (!lock) return passingFolder();
  return {
    folder,
    end: async () => {
      // What was found has been written where it belongs; what was analysed stays, and so does what is none of the program's.
      for (const name of RESULT_FILES) await rm(path.join(folder, name), { force: true }).catch(unlessFolder);
      await removeUnfinished(folder);
      await lock.release();
      await trimAnalysisLogs(cache, MOST_BYTES, (job) => job === name);
    },
  };
}

/** A folder in a result's place is none of the program's. */
function unlessFolder(error: unknown): void {
  if ((error as NodeJS.ErrnoException).code !== 'ERR_FS_EISDIR') throw error;
}
