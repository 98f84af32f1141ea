import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { examineJob } from '../../doctor/examine-job.ts';
import type { Examination, Finding } from '../../doctor/finding.ts';
import { isJobName, STATE_FILE } from '../../jobs/job-file.ts';
import { TENANT } from '../../protocol/service.ts';
import { absent } from '../../storage/absent.ts';
import { writeJson } from '../../storage/sealed-json.ts';
import { writeAtomically } from '../../storage/write-file.ts';
import { BATCHES, batchKey, type BatchName, DELETION_MARK, SOURCE_FOLDER, UPLOAD_MARK } from './batch-files.ts';
import { stateForStore, stateOfMachine } from './batch-state.ts';
import { type BlobStore, checkedKey } from './blob-store.ts';
import { fetchBlob } from './fetch-blob.ts';
import { fileDigest } from './file-digest.ts';
import { SOURCE_LIST, unpackSource } from './source-pack.ts';
import { StoreFailure } from './store-failure.ts';

/** Folder beside the batches for what is set aside. */
const ASIDE = 'set-aside';

/** A batch as it lies in the store. */
interface Listed {
  readonly batch: BatchName;
  /** Keys of its objects, without that of the batch. */
  readonly names: string[];
}

/**
 * Examines the batches of a bucket, and changes nothing: each is laid into a folder of its own for as long as it is looked at, where it is examined like one of a data folder.
 *
 * @param address what the store is called, such as `s3://bucket/folder`
 * @returns `undefined` where it holds no batch and nothing that could be one
 * @throws {@link StoreFailure}
 */
export async function examineStore(store: BlobStore, address: string): Promise<Examination | undefined> {
  await store.check();
  const findings: Finding[] = [];
  const batches = new Map<string, Listed>();
  for await (const { key } of store.list(BATCHES)) {
    const [, tenant = '', id = '', ...name] = key.split('/');
    if (!TENANT.test(tenant) || !isJobName(id) || name.length === 0 || !isKey(key)) {
      findings.push(strange(store, address, key));
      continue;
    }
    const known = batches.get(`${tenant}/${id}`) ?? { batch: { tenant, id }, names: [] };
    known.names.push(name.join('/'));
    batches.set(`${tenant}/${id}`, known);
  }
  for (const listed of batches.values())
    if (!isHalf(listed)) findings.push(...(await new BucketBatch(store, address, listed).examine()));
  if (findings.length + batches.size === 0) return undefined;
  return { kind: 'data', looked: batches.size, busy: 0, findings };
}

/** It is being uploaded or deleted, or the next start of the server deletes it. */
const isHalf = ({ names }: Listed) =>
  names.includes(DELETION_MARK) || (names.includes(UPLOAD_MARK) && !names.includes(STATE_FILE));

function isKey(key: string): boolean {
  try {
    return checkedKey(key) !== '';
  } catch {
    return false;
  }
}

function strange(store: BlobStore, address: string, key: string): Finding {
  const at = `${address}/${key}`;
  const problem = `${at} is none of a batch's.`;
  if (!isKey(key)) return { at, problem, advice: 'Look what it is, and move it yourself.' };
  return {
    at,
    problem,
    advice: 'With --repair it is set aside; or look what it is, and move it yourself.',
    repair: async () => `It was set aside as ${address}/${await moveAside(store, key)}.`,
  };
}

/** Nothing is overwritten and nothing is deleted before it lies elsewhere. */
async function moveAside(store: BlobStore, key: string): Promise<string> {
  for (let number = 1; ; number++) {
    const to = `${ASIDE}/${key}${number === 1 ? '' : `-${number}`}`;
    if (await isThere(store, to)) continue;
    const blob = await store.get(key);
    if (!blob) throw new Error(`${key} is gone from the store.`);
    await store.put(to, blob.stream);
    await store.delete(key);
    return to;
  }
}

async function isThere(store: BlobStore, key: string): Promise<boolean> {
  const blob = await store.get(key, { start: 0, end: 1 });
  blob?.stream.destroy();
  return blob !== undefined;
}

/** One batch of a bucket. */
class BucketBatch {
  private readonly key: string;
  private readonly at: string;

  constructor(
    private readonly store: BlobStore,
    private readonly address: string,
    private readonly listed: Listed,
  ) {
    this.key = batchKey(listed.batch);
    this.at = `${address}/${this.key}`;
  }

  async examine(): Promise<Finding[]> {
    const findings = await this.laidOut(async (data, texts) => {
      const found = await this.findings(data, texts);
      return found.map(({ repair, ...finding }) => ({
        at: this.said(finding.at, data),
        problem: this.said(finding.problem, data),
        advice: this.said(finding.advice, data),
        ...(repair && { repair: () => this.repair(this.said(finding.problem, data)) }),
      }));
    });
    return [...findings, ...(await this.damagedLogs())];
  }

  /** Does it again with a new copy: by then another repair may have changed it. */
  private repair(problem: string): Promise<string> {
    return this.laidOut(async (data, texts) => {
      const again = (await this.findings(data, texts)).find((finding) => this.said(finding.problem, data) === problem);
      if (!again?.repair) return 'It is right by now.';
      const before = await digestsIn(this.folder(data));
      const done = await again.repair();
      await this.keep(data, before);
      return this.said(done, data);
    });
  }

  private async findings(data: string, texts: string | undefined): Promise<readonly Finding[]> {
    const { tenant, id } = this.listed.batch;
    const found = await examineJob({
      root: path.join(data, BATCHES, tenant),
      name: id,
      aside: path.join(data, ASIDE, BATCHES, tenant),
      withTexts: true,
    });
    const source = path.join(this.folder(data), SOURCE_FOLDER);
    const others = found === 'busy' ? [] : found.filter(({ at }) => texts === undefined || !at.startsWith(source));
    if (texts === undefined) return others;
    const advice = 'Restore it from a backup or an older version of the object, or have the batch uploaded again.';
    return [...others, { at: source, problem: texts, advice }];
  }

  /**
   * Does something with the batch as it would lie in a data folder.
   *
   * @param act gets the data folder, and what is wrong with the texts
   */
  private async laidOut<T>(act: (data: string, texts: string | undefined) => Promise<T>): Promise<T> {
    const data = await mkdtemp(path.join(tmpdir(), 'ghostwriter-doctor-'));
    try {
      const folder = this.folder(data);
      await mkdir(folder, { recursive: true });
      for (const name of this.listed.names)
        if (!name.includes('/') && !OF_THE_STORE.has(name))
          await fetchBlob(this.store, `${this.key}/${name}`, path.join(folder, name));
      await this.layState(data);
      return await act(data, await this.layTexts(folder));
    } finally {
      await rm(data, { recursive: true, force: true, maxRetries: 3, retryDelay: 50 });
    }
  }

  /** One that cannot be read is laid there as it is: the doctor says why. */
  private async layState(data: string): Promise<void> {
    const state = await this.store.get(`${this.key}/${STATE_FILE}`);
    if (!state) return;
    const bytes = await buffer(state.stream);
    const file = path.join(this.folder(data), STATE_FILE);
    let job: object;
    try {
      job = stateOfMachine(bytes, data);
    } catch {
      return writeAtomically(file, [bytes]);
    }
    await writeJson(file, job, 2);
  }

  /** @returns what is wrong with them */
  private async layTexts(folder: string): Promise<string | undefined> {
    try {
      await unpackSource(this.store, this.key, path.join(folder, SOURCE_FOLDER));
      return undefined;
    } catch (error) {
      if (!(error instanceof StoreFailure) || error.passing) throw error;
      return `${this.at}/${SOURCE_FOLDER}: ${error.message}`;
    }
  }

  /** Brings into the bucket what a repair has made of the copy. What goes lies elsewhere by then. */
  private async keep(data: string, before: ReadonlyMap<string, string>): Promise<void> {
    const folder = this.folder(data);
    const names = await readdir(folder).catch(absent);
    if (names === undefined) {
      for (const name of this.listed.names) await moveAside(this.store, `${this.key}/${name}`);
      return;
    }
    const after = await digestsIn(folder);
    const isMoved = ([name, digest]: readonly [string, string]) =>
      !before.has(name) && [...before.values()].includes(digest);
    // What only has another name now is what lies in the store, byte for byte: it is kept before anything takes its place.
    for (const [name, digest] of [...after].filter(isMoved)) {
      const from = [...before].find(([, other]) => other === digest)![0];
      const blob = await this.store.get(`${this.key}/${from}`);
      if (blob) await this.store.put(`${this.key}/${name}`, blob.stream);
    }
    for (const [name, digest] of after) {
      if (before.get(name) === digest || isMoved([name, digest])) continue;
      const file = path.join(folder, name);
      await this.store.put(
        `${this.key}/${name}`,
        name === STATE_FILE ? stateForStore(await readFile(file), data) : createReadStream(file),
      );
    }
    for (const name of before.keys()) if (!after.has(name)) await this.store.delete(`${this.key}/${name}`);
  }

  /** Each is called by its digest; the server leaves one out that is another. */
  private async damagedLogs(): Promise<Finding[]> {
    const findings: Finding[] = [];
    for (const name of this.listed.names.filter((one) => one.startsWith('analyses/'))) {
      const key = `${this.key}/${name}`;
      const blob = await this.store.get(key);
      if (!blob) continue;
      const hash = createHash('sha256');
      await pipeline(blob.stream, hash);
      if (hash.digest('hex') === path.posix.basename(name)) continue;
      const without = 'What was done of its documents is done again when it runs.';
      findings.push({
        at: `${this.address}/${key}`,
        problem: `${this.address}/${key} is damaged: it is another one than its name says.`,
        advice: `With --repair it is set aside. ${without}`,
        repair: async () => `It was set aside as ${this.address}/${await moveAside(this.store, key)}. ${without}`,
      });
    }
    return findings;
  }

  private folder(data: string): string {
    return path.join(data, BATCHES, this.listed.batch.tenant, this.listed.batch.id);
  }

  /** What is said of the copy is said of the bucket. */
  private said(text: string, data: string): string {
    return text.replaceAll(data, this.address).replaceAll(path.sep, '/');
  }
}

/** What lies in a batch's folder of a store and not in one of a machine, or otherwise. */
const OF_THE_STORE: ReadonlySet<string> = new Set([STATE_FILE, SOURCE_LIST, UPLOAD_MARK, DELETION_MARK]);

/** The files in a folder by their names, with the SHA-256 of each; locks are none. */
async function digestsIn(folder: string): Promise<ReadonlyMap<string, string>> {
  const digests = new Map<string, string>();
  for (const entry of (await readdir(folder, { withFileTypes: true }).catch(absent)) ?? [])
    if (entry.isFile() && !/^(lock-|\.)/.test(entry.name))
      digests.set(entry.name, await fileDigest(path.join(folder, entry.name)));
  return digests;
}
