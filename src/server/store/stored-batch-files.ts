import { createReadStream } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import * as z from 'zod';
import { STATE_FILE } from '../../jobs/job-file.ts';
import { messageOf } from '../../protocol/message-of.ts';
import { TENANT } from '../../protocol/service.ts';
import { REPORT_FILE } from '../../report/report-file.ts';
import { ANALYSES_FILE } from '../../storage/analysis-logs.ts';
import { absent } from '../../storage/absent.ts';
import { storageNotice } from '../../protocol/storage-notice.ts';
import { NoticeError } from '../../report/notice.ts';
import { writeJson } from '../../storage/sealed-json.ts';
import { isUnfinished, temporaryBeside, writeStreamAtomically } from '../../storage/write-file.ts';
import {
  type BatchFiles,
  batchKey,
  type BatchName,
  type BatchPart,
  BATCHES,
  DELETION_MARK,
  SHARDS_FOLDER,
  SOURCE_FOLDER,
  type StrangeThing,
  UPLOAD_MARK,
} from './batch-files.ts';
import { stateForStore, stateOfMachine } from './batch-state.ts';
import type { BlobStore } from './blob-store.ts';
import { fileDigest } from './file-digest.ts';
import { inParallel } from '../../storage/in-parallel.ts';
import { StoreFailure } from './store-failure.ts';
import { packedBytes, packSource, unpackSource } from './source-pack.ts';

const BLOBS_AT_ONCE = 8;

/** In a batch's folder of the store: logs of analyses, by the part that they are of and by their SHA-256; and the log of the whole batch. */
const ANALYSES = 'analyses';
const WHOLE = 'whole';

/** What lies in a folder where an analysis has written its results, and is none of them. */
const NO_RESULT = /^(\.|job\.json$|lock-|analyses\.log)/;

/**
 * Batches in a store that is no folder. Each machine has a folder of its own, where it lays what it needs of them: texts, and logs of analyses, are fetched once. It is a copy, and may be deleted while
 * nothing runs.
 */
export class StoredBatchFiles implements BatchFiles {
  readonly root: string;
  private readonly fetching = new Map<string, Promise<void>>();

  /** @param data absolute path of this machine's own data folder */
  constructor(
    readonly store: BlobStore,
    private readonly data: string,
  ) {
    this.root = path.join(data, BATCHES);
  }

  folder({ tenant, id }: BatchName): string {
    return path.join(this.root, tenant, id);
  }

  keepSource(batch: BatchName): Promise<void> {
    return packSource(this.store, batchKey(batch), this.sourceOf(batch));
  }

  async needSource(batch: BatchName): Promise<void> {
    // It gets its name once it is whole.
    if (await isThere(this.sourceOf(batch))) return;
    const key = batchKey(batch);
    let fetching = this.fetching.get(key);
    if (!fetching) {
      fetching = mkdir(this.folder(batch), { recursive: true, mode: 0o700 })
        .then(() => unpackSource(this.store, key, this.sourceOf(batch)))
        .catch((error: unknown) => this.fail(error))
        .finally(() => this.fetching.delete(key));
      this.fetching.set(key, fetching);
    }
    return fetching;
  }

  async sourceBytes(batch: BatchName): Promise<number> {
    return (await packedBytes(this.store, batchKey(batch))) ?? 0;
  }

  /** A part gets the logs of its earlier tries and that of an earlier run; the whole gets all. */
  async openAnalyses(batch: BatchName, part?: BatchPart): Promise<string> {
    const shards = path.join(this.folder(batch), SHARDS_FOLDER);
    await mkdir(shards, { recursive: true });
    for (const below of part ? [groupOf(part), WHOLE] : ['']) {
      const folder = `${batchKey(batch)}/${ANALYSES}${below && `/${below}`}`;
      await inParallel(BLOBS_AT_ONCE, this.store.list(folder), ({ key }) => this.fetchLog(key, shards)).catch(
        (error: unknown) => this.fail(error),
      );
    }
    return shards;
  }

  async keepAnalyses(batch: BatchName, part: BatchPart, from: string): Promise<void> {
    await this.keepLog(batch, groupOf(part), from);
    await this.withdraw(batch);
  }

  /** The log of a run that was not cut into parts lies here: it becomes that of the whole. */
  async keepEarlier(batch: BatchName): Promise<void> {
    await this.keepLog(batch, WHOLE, this.folder(batch));
  }

  async publish(batch: BatchName, from: string): Promise<void> {
    const key = batchKey(batch);
    const log = await this.keepLog(batch, WHOLE, from);
    const names = (await readdir(from, { withFileTypes: true })).flatMap((entry) =>
      entry.isFile() && !NO_RESULT.test(entry.name) ? [entry.name] : [],
    );
    // The report comes last: where it is, the others are.
    for (const name of names.sort((a, b) => Number(a === REPORT_FILE) - Number(b === REPORT_FILE)))
      await this.store.put(`${key}/${name}`, createReadStream(path.join(from, name)));
    // All that the parts have found stands in the log of the whole.
    if (log !== undefined)
      await inParallel(BLOBS_AT_ONCE, this.store.list(`${key}/${ANALYSES}`), (blob) =>
        blob.key === log ? Promise.resolve() : this.store.delete(blob.key),
      );
    for (const name of names) await rm(path.join(from, name), { force: true });
    await this.withdraw(batch, names);
  }

  tidy(): Promise<void> {
    return Promise.resolve();
  }

  /** A mark comes first and goes last: whatever ends this in the middle, the rest goes at the next start. The state goes before the others, so that workers leave the batch. */
  async remove(batch: BatchName): Promise<void> {
    await this.store.put(deletionOf(batch), '{}');
    await this.store.delete(stateOf(batch));
    await inParallel(BLOBS_AT_ONCE, this.store.list(batchKey(batch)), ({ key }) =>
      key === deletionOf(batch) ? Promise.resolve() : this.store.delete(key),
    );
    await this.store.delete(deletionOf(batch));
    await this.release(batch);
  }

  async beginUpload(batch: BatchName): Promise<void> {
    await this.store.put(uploadOf(batch), '{}');
  }

  async endUpload(batch: BatchName): Promise<void> {
    await this.store.delete(uploadOf(batch));
  }

  async keepState(batch: BatchName): Promise<void> {
    const local = await readFile(path.join(this.folder(batch), STATE_FILE));
    await this.store.put(stateOf(batch), stateForStore(local, this.data));
  }

  async open(): Promise<readonly StrangeThing[]> {
    await mkdir(this.root, { recursive: true, mode: 0o700 });
    const strange: StrangeThing[] = [];
    const found = new Map<string, { readonly batch: BatchName; state: boolean; upload: boolean; deletion: boolean }>();
    for await (const { key } of this.store.list(BATCHES)) {
      const [, tenant = '', id = ''] = key.split('/');
      const batch = { tenant, id };
      if (!TENANT.test(tenant) || !z.uuid().safeParse(id).success) {
        strange.push({ at: key, message: `${key} in the store is none of a batch's.` });
        continue;
      }
      const known = found.get(`${tenant}/${id}`) ?? { batch, state: false, upload: false, deletion: false };
      found.set(`${tenant}/${id}`, {
        batch,
        state: known.state || key === stateOf(batch),
        upload: known.upload || key === uploadOf(batch),
        deletion: known.deletion || key === deletionOf(batch),
      });
    }
    await inParallel(BLOBS_AT_ONCE, found.values(), async ({ batch, state, upload, deletion }) => {
      if (deletion || (upload && !state)) await this.remove(batch);
      else if (!state)
        strange.push({ at: batchKey(batch), batch, message: `${batchKey(batch)} in the store has no job.json.` });
      else {
        if (upload) await this.endUpload(batch);
        await this.restoreState(batch).catch((error: unknown) => {
          if (error instanceof StoreFailure) throw error;
          strange.push({
            at: stateOf(batch),
            batch,
            message: `${stateOf(batch)} in the store is damaged: ${messageOf(error)}`,
          });
        });
      }
    });
    for (const batch of await this.local()) {
      if (found.has(`${batch.tenant}/${batch.id}`)) continue;
      const folder = this.folder(batch);
      const why = await this.whyNoCopy(batch);
      if (why === undefined) await this.release(batch);
      else strange.push({ at: folder, message: `${folder} ${why}` });
    }
    return strange;
  }

  /** What keeps a folder here from being taken for a copy of a batch that is deleted in the store. */
  private async whyNoCopy({ tenant, id }: BatchName): Promise<string | undefined> {
    if (isUnfinished(id)) return undefined;
    if (!TENANT.test(tenant) || !z.uuid().safeParse(id).success) return "is none of a batch's.";
    const names = (await readdir(this.folder({ tenant, id })).catch(absent)) ?? [];
    return names.every((name) => LOCAL_NAME.test(name)) ? undefined : 'holds what is no copy of a batch.';
  }

  async sweep(isNeeded: (batch: BatchName) => Promise<boolean>): Promise<void> {
    for (const batch of await this.local())
      if ((await this.whyNoCopy(batch)) === undefined && !(await isNeeded(batch))) await this.release(batch);
  }

  private async restoreState(batch: BatchName): Promise<void> {
    const state = await this.store.get(stateOf(batch));
    if (!state) return;
    const job = stateOfMachine(await buffer(state.stream), this.data);
    await mkdir(this.folder(batch), { recursive: true, mode: 0o700 });
    await writeJson(path.join(this.folder(batch), STATE_FILE), job, 2);
  }

  private async fetchLog(key: string, shards: string): Promise<void> {
    const [sha256 = '', group = ''] = key.split('/').reverse();
    const target = path.join(shards, `${group}-${sha256}`);
    if (await isThere(target)) return;
    const unfinished = temporaryBeside(target);
    try {
      await mkdir(unfinished);
      const blob = await this.store.get(key);
      if (!blob) return;
      await writeStreamAtomically(path.join(unfinished, ANALYSES_FILE), blob.stream);
      // It is a cache: what is damaged is analysed again.
      if ((await fileDigest(path.join(unfinished, ANALYSES_FILE))) === sha256)
        await rename(unfinished, target).catch(() => undefined);
    } finally {
      await rm(unfinished, { recursive: true, force: true });
    }
  }

  /** @returns its key; `undefined` where there is no log */
  private async keepLog(batch: BatchName, group: string, from: string): Promise<string | undefined> {
    const file = path.join(from, ANALYSES_FILE);
    if (!(await isThere(file))) return undefined;
    const key = `${batchKey(batch)}/${ANALYSES}/${group}/${await fileDigest(file)}`;
    await this.store.put(key, createReadStream(file));
    return key;
  }

  /** A batch that was deleted meanwhile leaves nothing of what was just kept; and nothing else goes for its state not being there. */
  private async withdraw(batch: BatchName, names: readonly string[] = []): Promise<void> {
    if (await this.store.get(stateOf(batch), { start: 0, end: 0 })) return;
    await this.store.deleteAll(`${batchKey(batch)}/${ANALYSES}`);
    for (const name of names) await this.store.delete(`${batchKey(batch)}/${name}`);
  }

  /** A disk that is full, for one, is told in words. */
  private fail(error: unknown): never {
    throw (error as NodeJS.ErrnoException).syscall === undefined
      ? error
      : new NoticeError(storageNotice(error, this.data));
  }

  private async release(batch: BatchName): Promise<void> {
    const folder = this.folder(batch);
    const leaving = temporaryBeside(folder);
    // Whoever comes meanwhile sees all of it or nothing.
    await rename(folder, leaving).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    });
    await rm(leaving, { recursive: true, force: true, maxRetries: 3, retryDelay: 50 });
  }

  /** Batches of which something lies on this machine. */
  private async local(): Promise<BatchName[]> {
    const batches: BatchName[] = [];
    for (const tenant of (await readdir(this.root).catch(absent)) ?? [])
      for (const id of (await readdir(path.join(this.root, tenant)).catch(absent)) ?? []) batches.push({ tenant, id });
    return batches;
  }

  private sourceOf(batch: BatchName): string {
    return path.join(this.folder(batch), SOURCE_FOLDER);
  }
}

/** What lies in the folder of a batch on a machine that works on it: copies, and what is not finished. */
const LOCAL_NAME = /^(source|shards|attempts|job\.json|lock-\d+|\..*|.*\.(json|bin|log)(\.damaged(-\d+)?)?)$/;

const groupOf = ({ index, of }: BatchPart) => `${index}-of-${of}`;

const stateOf = (batch: BatchName) => `${batchKey(batch)}/${STATE_FILE}`;
const uploadOf = (batch: BatchName) => `${batchKey(batch)}/${UPLOAD_MARK}`;
const deletionOf = (batch: BatchName) => `${batchKey(batch)}/${DELETION_MARK}`;

const isThere = async (file: string) => (await stat(file).catch(absent)) !== undefined;
