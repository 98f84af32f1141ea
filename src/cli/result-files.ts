import { COLUMNS_FILE, DETAILS_FILE } from '../protocol/large-report.ts';
import { OVERVIEW_FILE } from '../report/overview.ts';
import { REPORT_FILE, SIMILARITY_FILE } from '../report/report-file.ts';
import { VECTORS_FILE } from '../report/vectors-file.ts';

/** Files in an analysis's own folder that hold what it found. */
export const RESULT_FILES = [
  REPORT_FILE,
  VECTORS_FILE,
  SIMILARITY_FILE,
  OVERVIEW_FILE,
  COLUMNS_FILE,
  DETAILS_FILE,
] as const;
