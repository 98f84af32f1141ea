import { lstatSync, readdirSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { ANALYSES_FILE } from '../../../storage/analysis-logs.ts';
import { keyText, LogReader, LogWriter, type RecordPlace, valueOf } from '../../../storage/record-log.ts';
import type { DocumentOutcome } from '../../threads/thread-protocol.ts';
import { type Notice, notice } from '../../../report/notice.ts';

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
  private hasRun = false;

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
    const own = ownLog(file);
    const kept = new KeptAnalyses(file, LogWriter.open(file, own.end));
    if (own.damaged) kept.damaged.add(file);
    // Those of a log that was set aside are copied when they are used, as those of others are.
    if (own.log && own.records) kept.take(own.log, own.records, own.damaged ? kept.others : kept.own);
    kept.hasRun = own.records !== undefined && own.records.size > 0;
    for (const other of cacheFolder === undefined ? [] : latestLogs(cacheFolder))
      if (other !== file) kept.takeOther(other);
    return kept;
  }

  /** Whether there is nothing to look for. */
  get empty(): boolean {
    return this.own.size + this.others.size === 0;
  }

  /** Whether the job itself has kept anything before. */
  get resumes(): boolean {
    return this.hasRun;
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
   * @returns what is said of it where there was any
   */
  close(): Notice | undefined {
    for (const log of this.logs) log.close();
    this.writer.close();
    if (this.damaged.size === 0) return undefined;
    for (const file of this.damaged) if (file !== this.file) setOtherAside(file);
    return notice('cache-damaged');
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

/** Logs in the folders below a folder, oldest first. They are a cache: what cannot be looked at is done without. */
function latestLogs(cacheFolder: string): string[] {
  const logs = tried(() => readdirSync(cacheFolder), []).flatMap((name) => {
    const file = path.join(cacheFolder, name, ANALYSES_FILE);
    const stats = tried(() => statSync(file, { throwIfNoEntry: false }), undefined);
    return stats?.isFile() ? [{ file, at: stats.mtimeMs }] : [];
  });
  return logs
    .sort((a, b) => a.at - b.at)
    .slice(-MOST_LOGS)
    .map(({ file }) => file);
}

function tried<T, U>(look: () => T, otherwise: U): T | U {
  try {
    return look();
  } catch {
    return otherwise;
  }
}

/** A job's own log, as far as it can be gone on with; what is damaged gets another name first, with all that is in it. */
function ownLog(file: string): {
  readonly end: number;
  readonly damaged: boolean;
  readonly log?: LogReader;
  readonly records?: ReadonlyMap<string, RecordPlace>;
} {
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found) return { end: 0, damaged: false };
  const log = found.isFile() ? LogReader.open(file) : undefined;
  if (!log) {
    setAsideNow(file);
    return { end: 0, damaged: true };
  }
  const { records, end } = log.index(true);
  const behind = log.behind(end);
  if (behind.kind !== 'damaged') return { end, damaged: false, log, records };
  setAsideNow(file);
  return { end: 0, damaged: true, log, records: new Map([...records, ...behind.records]) };
}

/** @throws the file system's error: what cannot be set aside must not be written over */
function setAsideNow(file: string): void {
  for (let number = 1; ; number++) {
    const target = number === 1 ? `${file}.damaged` : `${file}.damaged-${number}`;
    if (lstatSync(target, { throwIfNoEntry: false })) continue;
    renameSync(file, target);
    return;
  }
}

/** A log of another job: where it cannot be set aside, it is left out of the next run as well. */
function setOtherAside(file: string): void {
  try {
    setAsideNow(file);
  } catch {
    // Read-only, or gone.
  }
}
