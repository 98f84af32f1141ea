import { mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { messageOf } from '../../protocol/message-of.ts';
import { absent } from '../../storage/absent.ts';
import { readJson } from '../../storage/read-json.ts';
import { writeJson } from '../../storage/sealed-json.ts';
import { BATCHES, type BatchFiles } from './batch-files.ts';
import type { BucketAddress } from './s3-store.ts';
import { SharedBatchFiles } from './shared-batch-files.ts';
import { StoreFailure } from './store-failure.ts';
import { StoredBatchFiles } from './stored-batch-files.ts';

/** In a data folder whose batches are in a bucket: which one. What lies in such a folder may be deleted, and so it is taken for none that holds batches itself. */
export const STORE_MARK = 'store.json';

export const StoreMark = z.object({ store: z.string() });

/**
 * The files of batches: in the data folder itself, or in a bucket.
 *
 * @param data absolute path of the data folder
 * @throws {@link StoreFailure} where the bucket cannot be worked with, or the folder has batches of another store
 */
export async function openBatchFiles(data: string, bucket: BucketAddress | undefined): Promise<BatchFiles> {
  const marked = await markOf(data);
  if (!bucket) {
    if (marked !== undefined)
      throw new StoreFailure(
        `The batches of ${data} are in ${marked}. Start with --store ${marked}, or choose another folder with --data.`,
        false,
      );
    return new SharedBatchFiles(data);
  }
  const address = addressOf(bucket);
  if (marked !== undefined && marked !== address)
    throw new StoreFailure(
      `The batches of ${data} are in ${marked}, and not in ${address}. Choose another folder with --data.`,
      false,
    );
  if (marked === undefined && ((await readdir(path.join(data, BATCHES)).catch(absent)) ?? []).length > 0)
    throw new StoreFailure(
      `${data} has batches of a server without --store. Choose another folder with --data.`,
      false,
    );
  // Loaded here: whoever has no bucket does not wait for its client.
  const { S3Store } = await import('./s3-store.ts');
  const store = new S3Store(bucket);
  await store.check();
  await mkdir(data, { recursive: true, mode: 0o700 });
  await writeJson(path.join(data, STORE_MARK), { store: address });
  return new StoredBatchFiles(store, data);
}

/** What a bucket is called for people. */
export const addressOf = ({ bucket, prefix }: BucketAddress) => `s3://${bucket}${prefix && `/${prefix}`}`;

async function markOf(data: string): Promise<string | undefined> {
  try {
    return (await readJson(path.join(data, STORE_MARK), (value) => StoreMark.safeParse(value).data))?.store;
  } catch (error) {
    // Without knowing it, a folder of copies could be taken for one that holds batches itself.
    throw new StoreFailure(
      `${messageOf(error)} It says which --store the batches of this folder are in: restore it, or move it away and start with that --store.`,
      false,
    );
  }
}
