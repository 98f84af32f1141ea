import { createReadStream } from 'node:fs';
import type { Report } from '../report/report.ts';
import { ownReport } from '../report/report-file.ts';
import { isAbsent } from '../storage/absent.ts';

/** What is said of results that cannot be read. */
export const RESULTS_DAMAGED = 'The results of this analysis are missing or damaged. Run the analysis again.';

/** Bytes that are read at a time: some milliseconds of work. */
const PIECE = 256 * 1024;

/** What is said of results that the system did not let be read: they may be whole. */
export function resultsProblem(error: unknown): string {
  const { code = 'unknown', syscall } = error as NodeJS.ErrnoException;
  if (isAbsent(error) || syscall === undefined || code === 'EISDIR') return RESULTS_DAMAGED;
  return `The results of this analysis are there, and cannot be read now (${code}). Check who may read them and whether too many files are open, and open them again.`;
}

/**
 * The report that an analysis left in a file; `undefined` where it is missing, damaged, or a later version's.
 *
 * @throws with a message for people where the system does not let it be read
 */
export async function readOwnReport(file: string): Promise<Report | undefined> {
  try {
    return await ownReport(createReadStream(file, { highWaterMark: PIECE }));
  } catch (error) {
    const message = resultsProblem(error);
    if (message === RESULTS_DAMAGED) return undefined;
    throw new Error(message, { cause: error });
  }
}
