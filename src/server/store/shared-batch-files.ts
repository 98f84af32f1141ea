import { lstat, mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { STATE_FILE } from '../../jobs/job-file.ts';
import { TENANT } from '../../protocol/service.ts';
import { REPORT_FILE } from '../../report/report-file.ts';
import { ANALYSES_FILE } from '../../storage/analysis-logs.ts';
import { absent, unreadableBecause } from '../../storage/absent.ts';
import {
  type BatchFiles,
  type BatchName,
  BATCHES,
  leavingId,
  leavingName,
  SHARDS_FOLDER,
  type StrangeThing,
  UPLOAD_MARK,
} from './batch-files.ts';
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
    if (!(await stat(log).catch(absent))) return;
    const kept = path.join(this.folder(batch), SHARDS_FOLDER, `earlier-${run}`);
    await mkdir(kept, { recursive: true });
    await rename(log, path.join(kept, ANALYSES_FILE));
  }

  async publish(batch: BatchName, from: string): Promise<void> {
    const folder = this.folder(batch);
    if (from === folder) return;
    // The report comes last: where it is, the others are.
    for (const name of (await readdir(from)).sort((a, b) => Number(a === REPORT_FILE) - Number(b === REPORT_FILE)))
      await rename(path.join(from, name), path.join(folder, name));
  }

  async tidy(batch: BatchName): Promise<void> {
    const folder = this.folder(batch);
    if (((await readdir(folder).catch(absent)) ?? []).includes(REPORT_FILE))
      await rm(path.join(folder, SHARDS_FOLDER), { recursive: true, force: true, maxRetries: 3, retryDelay: 50 });
  }

  /** Its folder gets another name first: whatever ends this in the middle, no half of a batch is taken for one, and the rest goes at the next start. */
  async remove(batch: BatchName): Promise<void> {
    const leaving = path.join(this.root, batch.tenant, leavingName(batch.id));
    await deleteFolder(leaving);
    await rename(this.folder(batch), leaving).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    });
    await deleteFolder(leaving);
  }

  async beginUpload(batch: BatchName): Promise<void> {
    await mkdir(this.folder(batch), { recursive: true, mode: 0o700 });
    await writeFile(path.join(this.folder(batch), UPLOAD_MARK), '{}\n');
  }

  async endUpload(batch: BatchName): Promise<void> {
    await rm(path.join(this.folder(batch), UPLOAD_MARK), { force: true });
  }

  keepState(): Promise<void> {
    return Promise.resolve();
  }

  async open(): Promise<readonly StrangeThing[]> {
    await mkdir(this.root, { recursive: true, mode: 0o700 });
    const strange: StrangeThing[] = [];
    for (const tenant of await readdir(this.root, { withFileTypes: true })) {
      const at = path.join(this.root, tenant.name);
      if (!TENANT.test(tenant.name) || !tenant.isDirectory()) {
        strange.push({ at, message: `${at} is no tenant's folder.` });
        continue;
      }
      try {
        for (const name of await readdir(at)) {
          const half = await halfOf(path.join(at, name));
          if (leavingId(name) !== undefined || half === 'half') await deleteFolder(path.join(at, name));
          else if (half === 'marked') await this.endUpload({ tenant: tenant.name, id: name });
        }
      } catch (error) {
        strange.push({
          at,
          message: `${at} is there, and ${unreadableBecause(error)}. The batches of this tenant are left out.`,
        });
      }
    }
    return strange;
  }

  sweep(): Promise<void> {
    return Promise.resolve();
  }
}

/** `half`: what an upload left that never came to its end, for it says so itself and has no state; `marked`: it says so, and is whole. */
async function halfOf(folder: string): Promise<'half' | 'marked' | undefined> {
  const there = async (name: string) => (await lstat(path.join(folder, name)).catch(absent)) !== undefined;
  try {
    if (!(await there(UPLOAD_MARK))) return undefined;
    return (await there(STATE_FILE)) ? 'marked' : 'half';
  } catch {
    // Not known: then it is not deleted.
    return undefined;
  }
}

const deleteFolder = (folder: string) => rm(folder, { recursive: true, force: true, maxRetries: 3, retryDelay: 50 });

async function bytesBelow(paths: readonly string[]): Promise<number> {
  let bytes = 0;
  for (const at of paths) {
    const stats = await stat(at);
    bytes += stats.isDirectory()
      ? await bytesBelow((await readdir(at)).map((name) => path.join(at, name)))
      : stats.size;
  }
  return bytes;
}
