import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { disk } from './disk.ts';

/**
 * A file of records that only grows: what was written whole stays, whatever happens to the process or the machine afterwards.
 *
 * A header of 16 bytes; then, a record: length of the value and CRC-32 of key and value (4 bytes each, little-endian), key of 32 bytes, value. A
 * record that is not whole, and all behind it, counts as not written.
 */
const HEADER = Buffer.from('ghostwriter-log1');
export const KEY_BYTES = 32;
const FRAME = 8 + KEY_BYTES;

/** No record is as large: a length beyond this is no length. */
const MOST_BYTES = 1 << 30;

/** How long written records may wait to be on the disk: what a machine that goes down may cost. */
const SYNC_EVERY_MS = 1000;

/** Where a record's value lies in its log. */
export interface RecordPlace {
  readonly offset: number;
  readonly length: number;
}

/** The records of a log by their keys (32 bytes, as latin-1); of several with one key the last one. */
export interface LogIndex {
  readonly records: ReadonlyMap<string, RecordPlace>;
  /** Where the last whole record ends; 0 where there is not even a header. */
  readonly end: number;
}

/** A key as maps have it. */
export const keyText = (key: Uint8Array): string => Buffer.from(key.buffer, key.byteOffset, key.byteLength).toString('latin1');

/** A log that is open for reading; others may write behind its end meanwhile. */
export class LogReader {
  private constructor(
    readonly file: string,
    private readonly descriptor: number,
  ) {}

  /** @returns `undefined` for what is no log: another file, or one of another version */
  static open(file: string): LogReader | undefined {
    const descriptor = openSync(file, 'r');
    // One that was begun just now may be shorter than its header.
    const header = Buffer.alloc(HEADER.length);
    const length = readSync(descriptor, header, 0, header.length, 0);
    if (header.subarray(0, length).equals(HEADER.subarray(0, length))) return new LogReader(file, descriptor);
    closeSync(descriptor);
    return undefined;
  }

  /** @param checked whether each value is read and held against its checksum, instead of when it is asked for */
  index(checked = false): LogIndex {
    const size = fstatSync(this.descriptor).size;
    const records = new Map<string, RecordPlace>();
    if (size < HEADER.length) return { records, end: 0 };
    let end = HEADER.length;
    for (;;) {
      const frame = end + FRAME <= size ? read(this.descriptor, end, FRAME) : undefined;
      const length = frame?.readUInt32LE(0);
      if (!frame || length === undefined || length === 0 || length > MOST_BYTES || end + FRAME + length > size) break;
      const place = { offset: end + FRAME, length };
      if (checked && !this.value(place)) break;
      records.set(frame.toString('latin1', 8), place);
      end += FRAME + length;
    }
    return { records, end };
  }

  /** A record's value; `undefined` where it is not what was written. */
  value({ offset, length }: RecordPlace): Buffer | undefined {
    const record = read(this.descriptor, offset - FRAME, FRAME + length);
    if (record?.readUInt32LE(0) !== length || record.readUInt32LE(4) !== crc32(record.subarray(8))) return undefined;
    return record.subarray(FRAME);
  }

  close(): void {
    closeSync(this.descriptor);
  }
}

/** Writes a log, which one process does at a time. */
export class LogWriter {
  private syncing = false;
  private syncedAt = performance.now();
  private failure: Error | undefined;

  private constructor(
    private readonly descriptor: number,
    private end: number,
  ) {}

  /**
   * Opens a log to go on behind its last whole record, or a new one.
   *
   * @param end where that record ends; 0 for a new log
   * @throws the file system's error, as all of this class
   */
  static open(file: string, end: number): LogWriter {
    const descriptor = disk.openSync(file, end === 0 ? 'w' : 'r+');
    const writer = new LogWriter(descriptor, end);
    try {
      if (end === 0) writer.write(HEADER);
      else disk.ftruncateSync(descriptor, end);
    } catch (error) {
      disk.closeSync(descriptor);
      throw error;
    }
    return writer;
  }

  /** Appends a record: written whole, or not at all. */
  append(key: Uint8Array, value: Uint8Array): void {
    if (this.failure) throw this.failure;
    const record = Buffer.allocUnsafe(FRAME + value.length);
    record.writeUInt32LE(value.length, 0);
    record.set(key, 8);
    record.set(value, FRAME);
    record.writeUInt32LE(crc32(record.subarray(8)), 4);
    this.write(record);
    this.syncSoon();
  }

  /** Waits until all of it is on the disk, and closes. */
  close(): void {
    try {
      disk.fsyncSync(this.descriptor);
    } finally {
      // The descriptor must not go while another thread of the system still syncs it; it goes with the process then.
      if (!this.syncing) disk.closeSync(this.descriptor);
    }
  }

  private write(bytes: Buffer): void {
    try {
      for (let done = 0; done < bytes.length; ) done += disk.writeSync(this.descriptor, bytes, done, bytes.length - done, this.end + done);
    } catch (error) {
      // Half a record takes room where there may be none left.
      try {
        disk.ftruncateSync(this.descriptor, this.end);
      } catch {
        // It does not count anyway.
      }
      throw error;
    }
    this.end += bytes.length;
  }

  private syncSoon(): void {
    if (this.syncing || performance.now() - this.syncedAt < SYNC_EVERY_MS) return;
    this.syncing = true;
    disk.fdatasync(this.descriptor, (error) => {
      this.syncing = false;
      this.syncedAt = performance.now();
      if (error) this.failure = error;
    });
  }
}

/** So many bytes of a file; `undefined` where it is shorter. */
function read(descriptor: number, position: number, length: number): Buffer | undefined {
  const bytes = Buffer.allocUnsafeSlow(length);
  let done = 0;
  while (done < length) {
    const count = readSync(descriptor, bytes, done, length - done, position + done);
    if (count === 0) return undefined;
    done += count;
  }
  return bytes;
}
