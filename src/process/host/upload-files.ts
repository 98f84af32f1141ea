import path from 'node:path';
import { listFiles, listFolder } from '../../analysis/sources/folder.ts';
import { DEFAULT_READING, type ReadingOptions } from '../../report/reading-options.ts';
import type { SourceDescription, Warning } from '../../report/report.ts';

/** Which files an analysis of a source reads. */
export interface SourceFiles {
  readonly files: readonly {
    /** Path inside the source, as reports have it. */ readonly path: string;
    /** Absolute. */ readonly file: string;
  }[];
  /** What was left out, and why. */
  readonly warnings: readonly Warning[];
}

/**
 * The files that an analysis would read: an archive is one, and of a folder those that globs, `.gitignore` files and formats leave.
 *
 * @throws {@link AnalysisFailure} when a glob cannot be matched in bounded time; the file system's error when the source cannot be listed
 */
export async function sourceFiles(
  { kind, paths }: SourceDescription,
  reading: ReadingOptions = DEFAULT_READING,
): Promise<SourceFiles> {
  const [first = ''] = paths;
  if (kind === 'zip') return { files: [{ path: path.basename(first), file: first }], warnings: [] };
  const { documents, warnings } =
    kind === 'folder' ? await listFolder(first, reading) : await listFiles(paths, reading);
  return {
    files: documents.flatMap(({ path: inside, location }) =>
      location.kind === 'file' ? [{ path: inside, file: location.file }] : [],
    ),
    warnings,
  };
}
