import type { Report } from './report.ts';

/** The file in an analysis's own folder that holds its report. It is written last: where it is, what lies beside it is whole. */
export const REPORT_FILE = 'report.json';

/** The file beside a report that holds what single similarities are made of; there where the report has no whole matrix. */
export const SIMILARITY_FILE = 'similarity.bin';

/** Reads the text of such a file; `undefined` where it is damaged, or a later version wrote it. It is checked for no more than that: it is the analysis's own. */
export function ownReport(json: string): Report | undefined {
  try {
    const report = JSON.parse(json) as Report;
    // Typed as 1, but read from outside.
    return (report.schemaVersion as number) === 1 ? report : undefined;
  } catch {
    return undefined;
  }
}
