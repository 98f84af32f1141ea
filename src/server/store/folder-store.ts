import { access, constants, mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { absent } from '../../storage/absent.ts';
import { isUnfinished, writeAtomically, writeStreamAtomically } from '../../storage/write-file.ts';
import { type BlobContent, type BlobEntry, type BlobStore, type ByteRange, checkedKey } from './blob-store.ts';

/** Blobs as files of a folder, which all machines see at the same time where there are several. */
export class FolderStore implements BlobStore {
  readonly name = 'folder';

  /** @param root absolute path */
  constructor(private readonly root: string) {}

  async check(): Promise<void> {
    await mkdir(this.root, { recursive: true, mode: 0o700 });
    await access(this.root, constants.R_OK | constants.W_OK);
  }

  async put(key: string, content: Readable | Uint8Array | string): Promise<void> {
    const file = this.fileOf(key);
    await mkdir(path.dirname(file), { recursive: true });
    await (content instanceof Readable ? writeStreamAtomically(file, content) : writeAtomically(file, [content]));
  }

  async get(key: string, range?: ByteRange): Promise<BlobContent | undefined> {
    const handle = await open(this.fileOf(key)).catch(absent);
    const stats = await handle?.stat();
    if (!handle || !stats?.isFile()) {
      await handle?.close();
      return undefined;
    }
    const { start, end } = { start: range?.start ?? 0, end: Math.min(range?.end ?? stats.size, stats.size) };
    if (start < end) return { bytes: end - start, stream: handle.createReadStream({ start, end: end - 1 }) };
    await handle.close();
    return { bytes: 0, stream: Readable.from([]) };
  }

  async *list(folder: string): AsyncGenerator<BlobEntry> {
    for (const entry of (await readdir(folder === '' ? this.root : this.fileOf(folder), { withFileTypes: true }).catch(
      absent,
    )) ?? []) {
      if (isUnfinished(entry.name)) continue;
      const key = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) yield* this.list(key);
      else if (entry.isFile()) {
        const stats = await stat(this.fileOf(key)).catch(absent);
        if (stats) yield { key, bytes: stats.size };
      }
    }
  }

  async delete(key: string): Promise<void> {
    await rm(this.fileOf(key), { force: true });
  }

  async deleteAll(folder: string): Promise<void> {
    await rm(this.fileOf(folder), { recursive: true, force: true, maxRetries: 3, retryDelay: 50 });
  }

  private fileOf(key: string): string {
    return path.join(this.root, ...checkedKey(key).split('/'));
  }
}
