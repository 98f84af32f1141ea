import type { Readable } from 'node:stream';

/** The bytes of a blob on their way. Whoever asked for them reads the stream to its end or destroys it. */
export interface BlobContent {
  /** How many come. */
  readonly bytes: number;
  readonly stream: Readable;
}

/** A stretch of a blob: from `start` up to `end`, which is not part of it. What would lie beyond the blob's end is left out. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

export interface BlobEntry {
  readonly key: string;
  readonly bytes: number;
}

/**
 * Where the service keeps what its machines must all get at. A blob has a key, a relative path with `/` between, such as `batches/school/1f0c…/report.json`. Whoever reads sees a blob whole or not
 * at all, and after `put` has come back sees the new one, on any machine. There is no rename and no lock: what must become visible together is written in an order in which the last one counts.
 */
export interface BlobStore {
  readonly name: 'folder' | 's3';
  /**
   * Says whether it can be worked with.
   *
   * @throws with a message for people where it cannot
   */
  check(): Promise<void>;
  /** Keeps a blob in place of the one that may be there. A stream that fails leaves that one as it was. */
  put(key: string, content: Readable | Uint8Array | string): Promise<void>;
  /** @returns `undefined` where there is none */
  get(key: string, range?: ByteRange): Promise<BlobContent | undefined>;
  /** What lies below a folder, in any order; the folder `''` is everything. */
  list(folder: string): AsyncIterable<BlobEntry>;
  /** Deletes a blob. One that is not there is deleted already. */
  delete(key: string): Promise<void>;
  /** Deletes whatever lies below a folder. */
  deleteAll(folder: string): Promise<void>;
}

/**
 * A key as it may be used: it leads out of no folder, and is the same for every back end.
 *
 * @throws where it is none: keys are the program's own
 */
export function checkedKey(key: string): string {
  if (key.split('/').some((name) => name === '' || name === '.' || name === '..') || /[\\\0]/.test(key))
    throw new Error(`${JSON.stringify(key)} is no key of a blob.`);
  return key;
}
