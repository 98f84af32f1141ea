import { createReadStream } from 'node:fs';
import { type Notice, notice, NoticeError } from '../report/notice.ts';
import type { Report } from '../report/report.ts';
import { ownReport } from '../report/report-file.ts';
import { isAbsent } from '../storage/absent.ts';
import { checkedPieces } from '../storage/sealed-json.ts';

/** What is said of results that cannot be read. */
export const RESULTS_DAMAGED = notice('results-damaged');

/** Bytes that are read at a time: some milliseconds of work. */
const PIECE = 256 * 1024;

/** What is said of results that the system did not let be read: they may be whole. */
export function resultsProblem(error: unknown): Notice {
  const { code = 'unknown', syscall } = error as NodeJS.ErrnoException;
  if (isAbsent(error) || syscall === undefined || code === 'EISDIR') return RESULTS_DAMAGED;
  return notice('results-unreadable', { error: code });
}

/**
 * The report that an analysis left in a file; `undefined` where it is missing, damaged, or a later version's.
 *
 * @throws with a message for people where the system does not let it be read
 */
export async function readOwnReport(file: string): Promise<Report | undefined> {
  try {
    return await ownReport(checkedPieces(createReadStream(file, { highWaterMark: PIECE })));
  } catch (error) {
    const said = resultsProblem(error);
    if (said === RESULTS_DAMAGED) return undefined;
    throw new NoticeError(said, { cause: error });
  }
}
