import type { SourceDescription } from '../../report/report.ts';

/** Whether two analyses are of the same folder, archive or files. */
export const isSameSource = (a: SourceDescription, b: SourceDescription): boolean =>
  a.paths.join('\n') === b.paths.join('\n');
