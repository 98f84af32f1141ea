import type { ByteSource } from './byte-source.ts';
import type { EndRecord } from './zip-end-record.ts';
import { readExtra } from './zip-extra.ts';
import type { RawName } from './zip-name.ts';

/** An entry as a header describes it. Numbers are what the header says; no place in the archive is `NaN`. */
export interface ZipEntry {
  readonly name: RawName;
  readonly isLink: boolean;
  readonly encrypted: boolean;
  readonly method: number;
  readonly crc32: number;
  readonly compressedSize: number;
  /** Where its local header begins, from the start of the source. */
  readonly headerOffset: number;
  /** Number of the disk that it begins on; 0 in an archive of one piece. */
  readonly disk: number;
  /** Why nothing can be read of it, found when the archive was searched. */
  readonly cut?: boolean;
}

const HEADER = { signature: 0x02014b50, bytes: 46 };
/** The longest header there can be: its fixed part, name, extra field and comment. */
const LONGEST_HEADER = HEADER.bytes + 3 * 0xffff;
const BLOCK = 1 << 20;

export const FLAGS = { encrypted: 0x1, sizesBehind: 0x8, utf8: 0x800 };

/**
 * Reads the headers of the central directory (APPNOTE 4.3.12).
 *
 * @param most no more entries than these are read
 * @returns `undefined` when the directory is damaged
 */
export function readDirectory(
  source: ByteSource,
  { start, end, records, prefix }: EndRecord,
  most: number,
): ZipEntry[] | undefined {
  const entries: ZipEntry[] = [];
  let block = source.read(start, Math.min(BLOCK, end - start));
  let blockAt = start;
  for (let at = start; at < end && entries.length < most;) {
    if (at - blockAt + LONGEST_HEADER > block.length && blockAt + block.length < end) {
      block = source.read(at, Math.min(BLOCK, end - at));
      blockAt = at;
    }
    const header = block.subarray(at - blockAt);
    // Some writers leave bytes between the directory and its end record; the count tells whether anything is missing.
    if (header.length < HEADER.bytes || header.readUInt32LE(0) !== HEADER.signature) break;
    const length = HEADER.bytes + header.readUInt16LE(28) + header.readUInt16LE(30) + header.readUInt16LE(32);
    if (at + HEADER.bytes + header.readUInt16LE(28) > end) return undefined;
    entries.push(entryOf(header, prefix));
    at += length;
  }
  // Without ZIP64 only the lowest 16 bits of the number are known.
  const whole = entries.length === most || entries.length === records || entries.length % 0x10000 === records;
  return whole ? entries : undefined;
}

const UNIX = 3;
const LINK = 0o120000;

function entryOf(header: Buffer, prefix: number): ZipEntry {
  const nameEnd = HEADER.bytes + header.readUInt16LE(28);
  const bytes = Buffer.from(header.subarray(HEADER.bytes, nameEnd));
  const { zip64, unicodePath } = readExtra(header.subarray(nameEnd, nameEnd + header.readUInt16LE(30)), bytes);
  const flags = header.readUInt16LE(8);
  const long = [...zip64];
  const wide = (value: number) => (value === 0xffffffff ? (long.shift() ?? NaN) : value);
  // In the order in which the ZIP64 field has them.
  wide(header.readUInt32LE(24));
  const compressedSize = wide(header.readUInt32LE(20));
  const headerOffset = prefix + wide(header.readUInt32LE(42));
  const disk = header.readUInt16LE(34);
  return {
    name: { bytes, utf8: (flags & FLAGS.utf8) !== 0, ...(unicodePath !== undefined && { unicodePath }) },
    isLink: header.readUInt8(5) === UNIX && ((header.readUInt32LE(38) >>> 16) & 0o170000) === LINK,
    encrypted: (flags & FLAGS.encrypted) !== 0,
    method: header.readUInt16LE(10),
    crc32: header.readUInt32LE(16),
    compressedSize,
    headerOffset,
    disk: disk === 0xffff ? 0 : disk,
  };
}
