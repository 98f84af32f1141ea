import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { isAbsent, unreadableBecause } from '../storage/absent.ts';
import { decodeVectors, type Vectors, VECTORS_FILE } from '../report/vectors-file.ts';

/** What is said of vectors that are there and are none. */
export const VECTORS_DAMAGED =
  'The vectors of this analysis are damaged, and a Parquet export would lack them. Run the analysis again, or export another format.';

/**
 * The vectors that an analysis left beside its report; `undefined` where there are none, as of earlier versions.
 *
 * @param folder absolute path of the analysis's own folder
 * @throws with a message for people where they are there and cannot be read: an export without them would lack columns in silence
 */
export async function readVectors(folder: string): Promise<Vectors | undefined> {
  const bytes = await readFile(path.join(folder, VECTORS_FILE)).catch((error: unknown) => {
    if (isAbsent(error)) return undefined;
    throw new Error(`The vectors of this analysis are there, and ${unreadableBecause(error)}. Then export it again.`);
  });
  if (!bytes) return undefined;
  try {
    return decodeVectors(bytes);
  } catch {
    throw new Error(VECTORS_DAMAGED);
  }
}
