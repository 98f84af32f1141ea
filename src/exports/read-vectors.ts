import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { decodeVectors, type Vectors, VECTORS_FILE } from '../report/vectors-file.ts';

/**
 * The vectors that an analysis left beside its report; `undefined` where they are missing or damaged, as of earlier versions.
 *
 * @param folder absolute path of the analysis's own folder
 */
export async function readVectors(folder: string): Promise<Vectors | undefined> {
  try {
    return decodeVectors(await readFile(path.join(folder, VECTORS_FILE)));
  } catch {
    return undefined;
  }
}
