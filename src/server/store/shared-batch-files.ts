import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { REPORT_FILE } from '../../report/report-file.ts';
import { ANALYSES_FILE } from '../../storage/analysis-logs.ts';
import { type BatchFiles, batchKey, type BatchName, BATCHES, SHARDS_FOLDER } from './batch-files.ts';
import { FolderStore } from './folder-store.ts';

/** Batches in a folder that the server and its workers share: they work in it, and nothing is copied. */
export class SharedBatchFiles implements BatchFiles {
  readonly store: FolderStore;
  readonly root: string;

  /** @param data absolute path of the data folder, as it is seen from here */
  constructor(data: string) {
    this.store = new FolderStore(data);
    this.root = path.join(data, BATCHES);
  }

  folder({ tenant, id }: BatchName): string {
    return path.join(this.root, tenant, id);
  }

  keepSource(): Promise<void> {
    return Promise.resolve();
  }

  needSource(): Promise<void> {
    return Promise.resolve();
  }

  async sourceBytes(_: BatchName, paths: readonly string[]): Promise<number> {
    return bytesBelow(paths);
  }

  openAnalyses(batch: BatchName): Promise<string> {
    return Promise.resolve(path.join(this.folder(batch), SHARDS_FOLDER));
  }

  keepAnalyses(): Promise<void> {
    return Promise.resolve();
  }

  /** The log that an earlier run has left becomes one of the parts', where the next run looks. */
  async keepEarlier(batch: BatchName, run: string): Promise<void> {
    const log = path.join(this.folder(batch), ANALYSES_FILE);
    if (!(await stat(log).catch(() => undefined))) return;
    const kept = path.join(this.folder(batch), SHARDS_FOLDER, `earlier-${run}`);
    await mkdir(kept, { recursive: true });
    await rename(log, path.join(kept, ANALYSES_FILE));
  }

  async publish(batch: BatchName, from: string): Promise<void> {
    const folder = this.folder(batch);
    if (from === folder) return;
    // The report comes last: where it is, the others are.
    for (const name of (await readdir(from)).sort((a, b) => Number(a === REPORT_FILE) - Number(b === REPORT_FILE))) await rename(path.join(from, name), path.join(folder, name));
  }

  async tidy(batch: BatchName): Promise<void> {
    const folder = this.folder(batch);
    if ((await readdir(folder).catch((): string[] => [])).includes(REPORT_FILE)) await rm(path.join(folder, SHARDS_FOLDER), { recursive: true, force: true, maxRetries: 3, retryDelay: 50 });
  }

  remove(batch: BatchName): Promise<void> {
    return this.store.deleteAll(batchKey(batch));
  }

  keepState(): Promise<void> {
    return Promise.resolve();
  }

  open(): Promise<void> {
    return Promise.resolve();
  }

  sweep(): Promise<void> {
    return Promise.resolve();
  }
}

async function bytesBelow(paths: readonly string[]): Promise<number> {
  let bytes = 0;
  for (const at of paths) {
    const stats = await stat(at);
    bytes += stats.isDirectory() ? await bytesBelow((await readdir(at)).map((name) => path.join(at, name))) : stats.size;
  }
  return bytes;
}
