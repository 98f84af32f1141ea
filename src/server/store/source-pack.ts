import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import * as z from 'zod';
import { isInsidePath } from '../../storage/inside-source.ts';
import { parseJson } from '../../storage/read-json.ts';
import { sealedJson } from '../../storage/sealed-json.ts';
import { temporaryBeside } from '../../storage/write-file.ts';
import type { BlobStore } from './blob-store.ts';
import { StoreFailure } from './store-failure.ts';

/** A relative path with `/` between that leads out of no folder, on any system. */
export const StoredPath = z.string().refine(isInsidePath, 'a path inside');

const PackSchema = z.object({
  version: z.literal(1),
  pack: z.string(),
  files: z.array(
    z.object({ path: StoredPath, bytes: z.number().int().min(0), sha256: z.string().regex(/^[\da-f]{64}$/) }),
  ),
});
type Pack = z.infer<typeof PackSchema>;

/** The list of a batch's texts, in its folder of the store. */
export const SOURCE_LIST = 'source.json';
const listOf = (key: string) => `${key}/${SOURCE_LIST}`;

/**
 * Keeps the files of a folder as one blob, one after the other, and a list of them beside it. Ten thousand short texts would be as many requests on each worker. The blob is called by what the list
 * says of the files; the list comes last: where it is, the blob is whole.
 *
 * @param key of the batch
 * @param folder absolute path
 */
export async function packSource(store: BlobStore, key: string, folder: string): Promise<void> {
  const names = (await readdir(folder, { recursive: true, withFileTypes: true }))
    .flatMap((entry) => (entry.isFile() ? [path.relative(folder, path.join(entry.parentPath, entry.name))] : []))
    .sort();
  const files: Pack['files'] = [];
  for (const name of names) {
    const digest = createHash('sha256');
    let bytes = 0;
    for await (const chunk of createReadStream(path.join(folder, name)) as AsyncIterable<Buffer>) {
      digest.update(chunk);
      bytes += chunk.length;
    }
    files.push({ path: name.split(path.sep).join('/'), bytes, sha256: digest.digest('hex') });
  }
  const pack = `source/${createHash('sha256').update(JSON.stringify(files)).digest('hex')}`;
  await store.put(
    `${key}/${pack}`,
    Readable.from(contentsOf(names.map((name) => path.join(folder, name))), { objectMode: false }),
  );
  await store.put(listOf(key), sealedJson({ version: 1, pack, files } satisfies Pack));
}

/** Bytes of all files of a batch's source; `undefined` where the store has none. */
export async function packedBytes(store: BlobStore, key: string): Promise<number | undefined> {
  const pack = await packOf(store, key);
  return pack && bytesOf(pack);
}

const bytesOf = ({ files }: Pack) => files.reduce((sum, { bytes }) => sum + bytes, 0);

/**
 * Lays the files of a batch's source into a folder, which is there whole or not at all. Each is checked by its SHA-256.
 *
 * @param key of the batch
 * @param folder absolute path, is not there yet
 * @throws {@link StoreFailure} where they are gone or others than they were
 */
export async function unpackSource(store: BlobStore, key: string, folder: string): Promise<void> {
  const pack = await packOf(store, key);
  const blob = pack && (await store.get(`${key}/${pack.pack}`));
  if (!blob) throw new StoreFailure('The texts of this batch are not in the store any more. Upload them again.', false);
  const unfinished = temporaryBeside(folder);
  try {
    // What lacks something in the store lacks it for ever; what breaks off on its way comes again.
    if (blob.bytes !== bytesOf(pack))
      throw new StoreFailure(
        'The texts of this batch are others in the store than were uploaded. Upload the batch again.',
        false,
      );
    await mkdir(unfinished, { recursive: true });
    const bytes = new Bytes(blob.stream);
    for (const file of pack.files) {
      const target = path.join(unfinished, ...file.path.split('/'));
      await mkdir(path.dirname(target), { recursive: true });
      const handle = await open(target, 'wx');
      const digest = createHash('sha256');
      try {
        for await (const piece of bytes.next(file.bytes)) {
          digest.update(piece);
          await handle.writeFile(piece);
        }
      } finally {
        await handle.close();
      }
      if (digest.digest('hex') !== file.sha256)
        throw new StoreFailure(
          `The text ${file.path} is another one in the store than was uploaded. Upload the batch again.`,
          false,
        );
    }
    await rename(unfinished, folder);
  } finally {
    blob.stream.destroy();
    await rm(unfinished, { recursive: true, force: true, maxRetries: 3, retryDelay: 50 });
  }
}

async function packOf(store: BlobStore, key: string): Promise<Pack | undefined> {
  const list = await store.get(listOf(key));
  const bytes = list && (await buffer(list.stream));
  try {
    return bytes && PackSchema.parse(parseJson(bytes));
  } catch {
    throw new StoreFailure(
      "The list of the batch's texts in the store (source.json) is damaged. Upload the batch again.",
      false,
    );
  }
}

async function* contentsOf(files: readonly string[]): AsyncGenerator<Buffer> {
  for (const file of files) yield* createReadStream(file) as AsyncIterable<Buffer>;
}

/** The bytes of a stream, so many at a time as are asked for. */
class Bytes {
  private readonly chunks: AsyncIterator<Buffer>;
  private rest: Buffer = Buffer.alloc(0);

  constructor(stream: Readable) {
    this.chunks = (stream as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
  }

  async *next(count: number): AsyncGenerator<Buffer> {
    for (let left = count; left > 0;) {
      if (this.rest.length === 0) {
        const chunk = await this.chunks.next();
        if (chunk.done)
          throw new StoreFailure('The texts of this batch broke off on their way from the store. Try it again.', true);
        this.rest = chunk.value;
      }
      const piece = this.rest.subarray(0, left);
      this.rest = this.rest.subarray(piece.length);
      left -= piece.length;
      yield piece;
    }
  }
}
