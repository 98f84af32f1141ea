import { createReadStream } from 'node:fs';
import type { Report } from '../report/report.ts';
import { ownReport } from '../report/report-file.ts';

/** What is said of results that cannot be read. */
export const RESULTS_DAMAGED = 'The results of this analysis are missing or damaged. Run the analysis again.';

/** Bytes that are read at a time: some milliseconds of work. */
const PIECE = 256 * 1024;

/** The report that an analysis left in a file; `undefined` where it is missing, damaged, or a later version's. */
export function readOwnReport(file: string): Promise<Report | undefined> {
  return ownReport(createReadStream(file, { highWaterMark: PIECE })).catch(() => undefined);
}
