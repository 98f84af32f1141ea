import type { BlobStore } from './blob-store.ts';

/** Which batch, of which tenant. */
export interface BatchName {
  readonly tenant: string;
  readonly id: string;
}

/** Which of the parts that a batch is cut into. */
export interface BatchPart {
  readonly index: number;
  readonly of: number;
}

/** Folder of the texts in a batch's own. */
export const SOURCE_FOLDER = 'source';
/** In a batch's folder: what its parts have kept, one folder for each time that one was tried. */
export const SHARDS_FOLDER = 'shards';
/** In a batch's folder: where workers put the report together, one folder for each time that it was tried. */
export const ATTEMPTS_FOLDER = 'attempts';

/** Folder of all batches in a store, with one a tenant. */
export const BATCHES = 'batches';

/** Folder of a batch in a store. */
export const batchKey = ({ tenant, id }: BatchName) => `${BATCHES}/${tenant}/${id}`;

/** In a batch's folder while it is uploaded. A folder with it and without `job.json` is half of a batch, which nobody was told of. */
export const UPLOAD_MARK = 'upload.json';

/** In a batch's folder of a bucket while it is deleted. */
export const DELETION_MARK = 'deleted.json';

/** Name of a batch's folder while it is deleted: what is found under it at the next start goes as well. */
export const leavingName = (id: string): string => `.deleting-${id}`;

/** The id in a name that {@link leavingName} gives. */
export const leavingId = (name: string): string | undefined => /^\.deleting-([\da-f-]{36})$/.exec(name)?.[1];

/** Something among the batches that is none, or none that can be read. It is left as it is. */
export interface StrangeThing {
  /** Where it lies: a path in the data folder, or a key of the bucket. */
  readonly at: string;
  /** Which batch it would be. */
  readonly batch?: BatchName;
  /** A sentence for people. */
  readonly message: string;
}

/**
 * The files of batches, for the server and for workers. An analysis reads and writes files of the machine that it runs on ({@link folder}); what others need of them lies in a store, where results are
 * read from and other parts of the service may put blobs of their own, below {@link batchKey}: they go when the batch goes.
 */
export interface BatchFiles {
  readonly store: BlobStore;
  /** Absolute path of the folder on this machine that has a folder a tenant. */
  readonly root: string;
  /** Absolute path of a batch's own folder on this machine, whether it is there or not. */
  folder(batch: BatchName): string;
  /** Keeps the texts of an upload, which lie in the batch's folder, where workers get at them. */
  keepSource(batch: BatchName): Promise<void>;
  /** Sees to it that the texts lie in the batch's folder. */
  needSource(batch: BatchName): Promise<void>;
  /**
   * Bytes of the texts.
   *
   * @param paths absolute paths of the source
   */
  sourceBytes(batch: BatchName, paths: readonly string[]): Promise<number>;
  /**
   * Makes what was kept of a batch's documents readable here, or of those of one part.
   *
   * @returns absolute path of a folder with a folder a log, a cache for an analysis
   */
  openAnalyses(batch: BatchName, part?: BatchPart): Promise<string>;
  /**
   * Keeps what a part has found.
   *
   * @param from absolute path of the folder with its log
   */
  keepAnalyses(batch: BatchName, part: BatchPart, from: string): Promise<void>;
  /** Takes care that the next run finds what an earlier one, which was not cut into parts, has kept. */
  keepEarlier(batch: BatchName, run: string): Promise<void>;
  /**
   * Makes an analysis's results those of the batch; the report comes last.
   *
   * @param from absolute path of the folder that it was written to
   */
  publish(batch: BatchName, from: string): Promise<void>;
  /** Deletes what nobody needs of a batch that has its report. */
  tidy(batch: BatchName): Promise<void>;
  /** Deletes a batch with all that is kept of it. */
  remove(batch: BatchName): Promise<void>;
  /** Takes care that what `job.json` in the batch's folder says survives this machine. */
  keepState(batch: BatchName): Promise<void>;
  /**
   * At the start of the server, before it reads what batches there are: lays their states here, and deletes what uploads and deletions that never came to their end have left. Nothing else is deleted.
   *
   * @returns what lies among the batches and is none that can be read, as sentences
   */
  open(): Promise<readonly StrangeThing[]>;
  /** Says that an upload begins: until its state is kept, what there is of the batch is half of one. */
  beginUpload(batch: BatchName): Promise<void>;
  /** The batch's state is kept: it is whole. */
  endUpload(batch: BatchName): Promise<void>;
  /** Deletes from this machine what is a copy for its work alone, of batches that it no longer works on. */
  sweep(isNeeded: (batch: BatchName) => Promise<boolean>): Promise<void>;
}
