import { existsSync, readdirSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { ANALYSES_FILE } from '../storage/analysis-logs.ts';
import { keyText, LogReader, LogWriter, type RecordPlace, valueOf } from '../storage/record-log.ts';
import type { DocumentOutcome } from './thread-protocol.ts';

/** Logs that a job looks into: each is an open file, of which systems allow some hundreds. */
const MOST_LOGS = 200;

interface Kept extends RecordPlace {
  readonly log: LogReader;
}

/**
 * What the map stage found out, kept on disk as it comes: in the job's own log, which a later run of the job goes on with, and in those of other
 * jobs, whose analyses of the same content are copied over when they are used. So each log alone is enough for its job, what was used lately is in
 * the latest logs, and nothing else points into a folder that is deleted. Logs of other jobs are only read, and several processes may do so at once.
 */
export class KeptAnalyses {
  private readonly own = new Map<string, Kept>();
  private readonly others = new Map<string, Kept>();
  private readonly logs: LogReader[] = [];
  private readonly damaged = new Set<string>();

  private constructor(
    private readonly file: string,
    private readonly writer: LogWriter,
  ) {}

  /**
   * @param jobFolder absolute path of the job's own folder
   * @param cacheFolder absolute path of the folder that the jobs' folders are in; without it there is nothing but the job's own log
   * @throws the file system's error when the job's log cannot be written
   */
  static open(jobFolder: string, cacheFolder?: string): KeptAnalyses {
    const file = path.join(jobFolder, ANALYSES_FILE);
    const aside = existsSync(file) && !isLog(file);
    if (aside) setAside(file);
    const log = existsSync(file) ? LogReader.open(file) : undefined;
    const index = log?.index(true);
    const kept = new KeptAnalyses(file, LogWriter.open(file, index?.end ?? 0));
    if (aside) kept.damaged.add(file);
    if (log && index) kept.take(log, index.records, kept.own);
    for (const other of cacheFolder === undefined ? [] : latestLogs(cacheFolder)) if (other !== file) kept.takeOther(other);
    return kept;
  }

  /** Whether there is nothing to look for. */
  get empty(): boolean {
    return this.own.size + this.others.size === 0;
  }

  /** Whether the job itself has kept anything before. */
  get resumes(): boolean {
    return this.own.size > 0;
  }

  /** What is kept under a key; `undefined` for nothing, and for what is damaged. */
  recall(key: Uint8Array): DocumentOutcome | undefined {
    const name = keyText(key);
    const own = this.own.get(name);
    const kept = own ?? this.others.get(name);
    if (!kept) return undefined;
    const record = kept.log.record(kept);
    if (!record) {
      this.damaged.add(kept.log.file);
      (own ? this.own : this.others).delete(name);
      return undefined;
    }
    if (!own) this.writer.copy(record);
    return deserialize(valueOf(record)) as DocumentOutcome;
  }

  /**
   * Keeps an outcome.
   *
   * @throws the file system's error
   */
  keep(key: Uint8Array, outcome: DocumentOutcome): void {
    this.writer.append(key, serialize(outcome));
  }

  /**
   * Waits until all is on the disk, and sets logs aside that turned out to be damaged.
   *
   * @returns a sentence for people where there was any
   */
  close(): string | undefined {
    for (const log of this.logs) log.close();
    this.writer.close();
    if (this.damaged.size === 0) return undefined;
    for (const file of this.damaged) if (file !== this.file) setAside(file);
    return 'A part of the analysis cache was damaged. It was set aside, and its documents were analysed again.';
  }

  private takeOther(file: string): void {
    try {
      const log = LogReader.open(file);
      if (log) this.take(log, log.index().records, this.others);
      else this.damaged.add(file);
    } catch {
      // Another window is deleting it, or it may not be read: the job goes on without it.
    }
  }

  private take(log: LogReader, records: ReadonlyMap<string, RecordPlace>, into: Map<string, Kept>): void {
    this.logs.push(log);
    for (const [key, place] of records) into.set(key, { ...place, log });
  }
}

/** Logs in the folders below a folder, oldest first. */
function latestLogs(cacheFolder: string): string[] {
  const logs = (existsSync(cacheFolder) ? readdirSync(cacheFolder) : []).flatMap((name) => {
    const file = path.join(cacheFolder, name, ANALYSES_FILE);
    const stats = statSync(file, { throwIfNoEntry: false });
    return stats?.isFile() ? [{ file, at: stats.mtimeMs }] : [];
  });
  return logs.sort((a, b) => a.at - b.at).slice(-MOST_LOGS).map(({ file }) => file);
}

function isLog(file: string): boolean {
  const log = LogReader.open(file);
  log?.close();
  return log !== undefined;
}

function setAside(file: string): void {
  try {
    renameSync(file, `${file}.damaged`);
  } catch {
    // Read-only, or gone: it is left out of the next run as well.
  }
}
