import { closeSync, fstatSync, fsyncSync, openSync, readSync } from 'node:fs';
import path from 'node:path';
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

/** How much is read and copied at once where it is many records: a call for each costs more than its bytes. */
const PIECE = 1 << 20;

/** How many bytes are looked through for records behind damage, at most: a fraction of a second. What is not found is set aside with the rest. */
const MOST_SEARCHED = 1 << 29;

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
export const keyText = (key: Uint8Array): string =>
  Buffer.from(key.buffer, key.byteOffset, key.byteLength).toString('latin1');

/** A log that is open for reading; others may write behind its end meanwhile. */
export class LogReader {
  private pieces: readonly { readonly start: number; readonly bytes: Buffer }[] = [];
  private readTo = HEADER.length;

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
    const frame = Buffer.alloc(FRAME);
    for (;;) {
      if (end + FRAME > size || read(this.descriptor, end, frame).length < FRAME) break;
      const length = frame.readUInt32LE(0);
      if (length === 0 || length > MOST_BYTES || end + FRAME + length > size) break;
      const place = { offset: end + FRAME, length };
      if (checked && !this.value(place)) break;
      records.set(frame.toString('latin1', 8), place);
      end += FRAME + length;
    }
    return { records, end };
  }

  /**
   * What lies behind the last record of {@link index}: nothing; the beginning of a record, as a process leaves that was ended while it wrote; or records, behind something that is none.
   *
   * @param end of the last record
   */
  behind(
    end: number,
  ):
    | { readonly kind: 'nothing' | 'torn' }
    | { readonly kind: 'damaged'; readonly records: ReadonlyMap<string, RecordPlace> } {
    const size = fstatSync(this.descriptor).size;
    if (end >= size) return { kind: 'nothing' };
    const frame = end + FRAME > size ? undefined : read(this.descriptor, end, Buffer.alloc(FRAME));
    // One that was begun is longer than what there is of it; where the machine went down, it may be zeros.
    const begun = frame === undefined || frame.readUInt32LE(0) === 0 || end + FRAME + frame.readUInt32LE(0) > size;
    const records = new Map<string, RecordPlace>();
    let work = MOST_SEARCHED;
    for (let at = end + 1; at + FRAME < size && work > 0;) {
      const bytes = this.stretch(at, Math.min(PIECE, size - at));
      if (!bytes) break;
      const last = bytes.length - FRAME;
      let found = 0;
      for (let i = 0; i <= last && found === 0 && work > 0; i++) {
        work--;
        const length = bytes.readUInt32LE(i);
        if (length === 0 || length > MOST_BYTES || at + i + FRAME + length > size) continue;
        work -= length;
        const place = { offset: at + i + FRAME, length };
        if (!this.value(place)) continue;
        records.set(bytes.toString('latin1', i + 8, i + FRAME), place);
        found = i + FRAME + length;
      }
      at += found > 0 ? found : last + 1;
    }
    return begun && records.size === 0 ? { kind: 'torn' } : { kind: 'damaged', records };
  }

  /** A record's value; `undefined` where it is not what was written. */
  value(place: RecordPlace): Buffer | undefined {
    const record = this.record(place);
    return record && valueOf(record);
  }

  /** A whole record, as {@link LogWriter.copy} takes it; `undefined` where it is not what was written. */
  record({ offset, length }: RecordPlace): Buffer | undefined {
    const record = this.stretch(offset - FRAME, FRAME + length);
    if (record?.readUInt32LE(0) !== length || record.readUInt32LE(4) !== crc32(record.subarray(8))) return undefined;
    return record;
  }

  close(): void {
    closeSync(this.descriptor);
  }

  /**
   * Bytes of the log; `undefined` where it is shorter. Where records are asked for about in the order in which they were written, as when the same documents are analysed again,
   * many are read at once.
   */
  private stretch(start: number, length: number): Buffer | undefined {
    const end = start + length;
    const piece = this.pieces.find((p) => p.start <= start && end <= p.start + p.bytes.length);
    if (piece) return piece.bytes.subarray(start - piece.start, end - piece.start);
    const inOrder = Math.abs(start - this.readTo) < PIECE;
    const bytes = read(this.descriptor, start, Buffer.allocUnsafeSlow(inOrder ? Math.max(PIECE, length) : length));
    this.readTo = start + bytes.length;
    // The one before as well: several threads wrote, and not quite in order.
    if (inOrder) this.pieces = [{ start, bytes }, ...this.pieces.slice(0, 1)];
    return bytes.length < length ? undefined : bytes.subarray(0, length);
  }
}

/** The value in a whole record. */
export const valueOf = (record: Buffer): Buffer => record.subarray(FRAME);

/** Writes a log, which one process does at a time. */
export class LogWriter {
  private syncing = false;
  private syncedAt = performance.now();
  private failure: Error | undefined;
  /** Copies that wait for their way to the disk. */
  private copies: Buffer | undefined;
  private copied = 0;

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
      if (end === 0) {
        writer.write(HEADER);
        syncFolderNow(path.dirname(file));
      } else disk.ftruncateSync(descriptor, end);
    } catch (error) {
      disk.closeSync(descriptor);
      throw error;
    }
    return writer;
  }

  /** Appends a record: written whole, or not at all. */
  append(key: Uint8Array, value: Uint8Array): void {
    this.writeCopies();
    const record = Buffer.allocUnsafe(FRAME + value.length);
    record.writeUInt32LE(value.length, 0);
    record.set(key, 8);
    record.set(value, FRAME);
    record.writeUInt32LE(crc32(record.subarray(8)), 4);
    this.write(record);
    this.syncSoon();
  }

  /** Appends a whole record of another log. It may wait for others, or for the log to be closed: until then that log has it. */
  copy(record: Buffer): void {
    if (this.copied + record.length > PIECE) this.writeCopies();
    if (record.length > PIECE) {
      this.write(record);
      this.syncSoon();
      return;
    }
    this.copies ??= Buffer.allocUnsafeSlow(PIECE);
    this.copied += record.copy(this.copies, this.copied);
  }

  /** Waits until all of it is on the disk, and closes. */
  close(): void {
    try {
      this.writeCopies();
      disk.fsyncSync(this.descriptor);
    } finally {
      // The descriptor must not go while another thread of the system still syncs it; it goes with the process then.
      if (!this.syncing) disk.closeSync(this.descriptor);
    }
  }

  private writeCopies(): void {
    if (this.failure) throw this.failure;
    if (!this.copies || this.copied === 0) return;
    const copies = this.copies.subarray(0, this.copied);
    this.copied = 0;
    this.write(copies);
    this.syncSoon();
  }

  private write(bytes: Buffer): void {
    try {
      for (let done = 0; done < bytes.length;)
        done += disk.writeSync(this.descriptor, bytes, done, bytes.length - done, this.end + done);
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

/** A new file's name is on the disk once its folder is: a log that is synced under a name which a power cut takes away is lost. */
function syncFolderNow(folder: string): void {
  try {
    const descriptor = openSync(folder, 'r');
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch {
    // Windows opens no folder, and needs none of this.
  }
}

/** Fills memory with bytes of a file: as many as there are. */
function read(descriptor: number, position: number, into: Buffer): Buffer {
  let done = 0;
  while (done < into.length) {
    const count = readSync(descriptor, into, done, into.length - done, position + done);
    if (count === 0) break;
    done += count;
  }
  return into.subarray(0, done);
}
