import { stat } from 'node:fs/promises';
import path from 'node:path';
import { printableName } from '../../analysis/sources/printable-name.ts';
import type { SourceDescription } from '../../report/report.ts';

/**
 * What was chosen, as one source: a folder, a ZIP, or several files.
 *
 * @param chosen paths, at least one; relative ones count from the working folder
 * @throws an `ENOENT` error when a single path does not exist
 */
export async function describeSource(chosen: readonly string[]): Promise<SourceDescription> {
  const paths = chosen.map((p) => path.resolve(p));
  const [only, second] = paths;
  if (only !== undefined && second === undefined) {
    const name = printableName(path.basename(only));
    if ((await stat(only)).isDirectory()) return { kind: 'folder', name, paths };
    if (/\.zip$/i.test(only)) return { kind: 'zip', name, paths };
    return { kind: 'files', name, paths };
  }
  return { kind: 'files', name: `${paths.length} files`, paths };
}
