import { createReadStream } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import * as z from 'zod';
import { TENANT } from '../../protocol/service.ts';
import { REPORT_FILE } from '../../report/report-file.ts';
import { ANALYSES_FILE } from '../../storage/analysis-logs.ts';
import { storageMessage } from '../../storage/storage-failure.ts';
import { temporaryBeside, writeAtomically, writeStreamAtomically } from '../../storage/write-file.ts';
import { type BatchFiles, batchKey, type BatchName, type BatchPart, BATCHES, SHARDS_FOLDER, SOURCE_FOLDER } from './batch-files.ts';
import type { BlobStore } from './blob-store.ts';
import { fileDigest } from './file-digest.ts';
import { inParallel } from './in-parallel.ts';
import { packedBytes, packSource, StoredPath, unpackSource } from './source-pack.ts';

const BLOBS_AT_ONCE = 8;

/** In a batch's folder of the store: logs of analyses, by the part that they are of and by their SHA-256; and the log of the whole batch. */
const ANALYSES = 'analyses';
const WHOLE = 'whole';

/** A batch's state in the store: paths are relative to the data folder, which is another one on each machine. */
const StateSchema = z.looseObject({ source: z.looseObject({ paths: z.array(StoredPath).min(1) }) });

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
      await inParallel(BLOBS_AT_ONCE, this.store.list(folder), ({ key }) => this.fetchLog(key, shards)).catch((error: unknown) => this.fail(error));
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
    const names = (await readdir(from, { withFileTypes: true })).flatMap((entry) => (entry.isFile() && !NO_RESULT.test(entry.name) ? [entry.name] : []));
    // The report comes last: where it is, the others are.
    for (const name of names.sort((a, b) => Number(a === REPORT_FILE) - Number(b === REPORT_FILE))) await this.store.put(`${key}/${name}`, createReadStream(path.join(from, name)));
    // All that the parts have found stands in the log of the whole.
    if (log !== undefined) await inParallel(BLOBS_AT_ONCE, this.store.list(`${key}/${ANALYSES}`), (blob) => (blob.key === log ? Promise.resolve() : this.store.delete(blob.key)));
    for (const name of names) await rm(path.join(from, name), { force: true });
    await this.withdraw(batch);
  }

  tidy(): Promise<void> {
    return Promise.resolve();
  }

  /** The state goes first: what has none is deleted at the next start. */
  async remove(batch: BatchName): Promise<void> {
    await this.store.delete(stateOf(batch));
    await this.store.deleteAll(batchKey(batch));
    await this.release(batch);
  }

  async keepState(batch: BatchName): Promise<void> {
    const job = JSON.parse(await readFile(path.join(this.folder(batch), 'job.json'), 'utf8')) as { readonly source: { readonly paths: readonly string[] } };
    const paths = job.source.paths.map((p) => path.relative(this.data, p).split(path.sep).join('/'));
    await this.store.put(stateOf(batch), JSON.stringify({ ...job, source: { ...job.source, paths } } satisfies z.input<typeof StateSchema>));
  }

  async open(): Promise<void> {
    await mkdir(this.root, { recursive: true, mode: 0o700 });
    const inStore = new Set<string>();
    const known = new Set<string>();
    for await (const { key } of this.store.list(BATCHES)) {
      const [, tenant = '', id = ''] = key.split('/');
      if (!TENANT.test(tenant) || !z.uuid().safeParse(id).success) continue;
      inStore.add(`${tenant}/${id}`);
      if (key === stateOf({ tenant, id })) known.add(`${tenant}/${id}`);
    }
    // Uploads that never came to their end, and batches that were being deleted.
    await inParallel(BLOBS_AT_ONCE, [...inStore].filter((name) => !known.has(name)), (name) => this.store.deleteAll(`${BATCHES}/${name}`));
    await inParallel(BLOBS_AT_ONCE, known, (name) => this.restoreState(named(name)));
    for (const batch of await this.local()) if (!known.has(`${batch.tenant}/${batch.id}`)) await this.release(batch);
  }

  async sweep(isNeeded: (batch: BatchName) => Promise<boolean>): Promise<void> {
    for (const batch of await this.local()) if (!(await isNeeded(batch))) await this.release(batch);
  }

  private async restoreState(batch: BatchName): Promise<void> {
    const state = await this.store.get(stateOf(batch));
    if (!state) return;
    const { source, ...job } = StateSchema.parse(JSON.parse(await text(state.stream)));
    await mkdir(this.folder(batch), { recursive: true, mode: 0o700 });
    await writeAtomically(path.join(this.folder(batch), 'job.json'), [JSON.stringify({ ...job, source: { ...source, paths: source.paths.map((p) => path.join(this.data, ...p.split('/'))) } }, undefined, 2)]);
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
      if ((await fileDigest(path.join(unfinished, ANALYSES_FILE))) === sha256) await rename(unfinished, target).catch(() => undefined);
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

  /** A batch that was deleted meanwhile leaves nothing of what was just kept. */
  private async withdraw(batch: BatchName): Promise<void> {
    const state = await this.store.get(stateOf(batch), { start: 0, end: 0 });
    if (!state) await this.store.deleteAll(batchKey(batch));
  }

  /** A disk that is full, for one, is told in words. */
  private fail(error: unknown): never {
    throw (error as NodeJS.ErrnoException).syscall === undefined ? error : new Error(storageMessage(error, this.data));
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
    for (const tenant of await readdir(this.root).catch((): string[] => [])) for (const id of await readdir(path.join(this.root, tenant)).catch((): string[] => [])) batches.push({ tenant, id });
    return batches;
  }

  private sourceOf(batch: BatchName): string {
    return path.join(this.folder(batch), SOURCE_FOLDER);
  }
}

const groupOf = ({ index, of }: BatchPart) => `${index}-of-${of}`;

const stateOf = (batch: BatchName) => `${batchKey(batch)}/job.json`;

function named(name: string): BatchName {
  const [tenant = '', id = ''] = name.split('/');
  return { tenant, id };
}

const isThere = (file: string) => stat(file).then(() => true, () => false);
