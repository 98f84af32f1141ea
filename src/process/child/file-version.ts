import { stat } from 'node:fs/promises';

/** Changes when a file is replaced or written to, as when an analysis is run again in its place. A file that is not there has a version too. */
export async function fileVersion(file: string): Promise<string> {
  const stats = await stat(file).catch(() => undefined);
  return `${file} ${stats ? `${stats.ino} ${stats.size} ${stats.mtimeMs}` : ''}`;
}
