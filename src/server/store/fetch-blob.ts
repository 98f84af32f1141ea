import { writeStreamAtomically } from '../../storage/write-file.ts';
import type { BlobStore } from './blob-store.ts';

/**
 * Lays a blob on this machine's disk.
 *
 * @param to absolute path of the file
 * @throws where there is none
 */
export async function fetchBlob(store: BlobStore, key: string, to: string): Promise<void> {
  const blob = await store.get(key);
  if (!blob) throw new Error(`${key} is gone from the store.`);
  await writeStreamAtomically(to, blob.stream);
}
