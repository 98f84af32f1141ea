import type { ByteSource } from './byte-source.ts';
import { FLAGS, type ZipEntry } from './zip-directory.ts';
import { readExtra } from './zip-extra.ts';
import { LONGEST_NAME } from './zip-name.ts';

const LOCAL = Buffer.from('PK\x03\x04', 'latin1');
const DESCRIPTOR = Buffer.from('PK\x07\x08', 'latin1');
const CENTRAL = Buffer.from('PK\x01\x02', 'latin1');
const LOCAL_BYTES = 30;
const DESCRIPTOR_BYTES = { short: 16, zip64: 24 };
const BLOCK = 1 << 20;

/**
 * Finds entries by their local headers (APPNOTE 4.3.7), for an archive whose directory is lost. It goes through the source once, from entry to
 * entry.
 *
 * @param most no more entries than these are looked for
 */
export function searchEntries(source: ByteSource, most: number): ZipEntry[] {
  const entries: ZipEntry[] = [];
  const marks = new Marks(source);
  let candidates = most * CANDIDATES;
  for (let at = marks.next(0, LOCAL); at !== undefined && entries.length < most && candidates-- > 0;) {
    const header = source.read(at, LOCAL_BYTES);
    if (header.length < LOCAL_BYTES) break;
    const found = isPlausible(header) ? entryAt(source, marks, at, header) : undefined;
    if (found) entries.push(found.entry);
    at = marks.next(found?.end ?? at + LOCAL.length, LOCAL);
  }
  return entries;
}

/** Signatures that are looked at for each entry that is wanted: a source of nothing but signatures is no archive. */
const CANDIDATES = 4;

/** Four bytes may look like a signature anywhere: what follows must look like a header too (versions and methods of APPNOTE 4.4.3 and 4.4.5, and a name). */
function isPlausible(header: Buffer): boolean {
  const nameLength = header.readUInt16LE(26);
  return header.readUInt16LE(4) <= 0xff && header.readUInt16LE(8) <= 99 && nameLength > 0 && nameLength <= LONGEST_NAME;
}

function entryAt(
  source: ByteSource,
  marks: Marks,
  at: number,
  header: Buffer,
): { entry: ZipEntry; end: number } | undefined {
  const nameLength = header.readUInt16LE(26);
  const bytes = source.read(at + LOCAL_BYTES, nameLength);
  // Headers that lie in each other's names would unpack a small file into a large one: 180 KB gave half a gigabyte of names.
  if (bytes.includes(LOCAL)) return undefined;
  const extra = source.read(at + LOCAL_BYTES + nameLength, header.readUInt16LE(28));
  const { zip64, unicodePath } = readExtra(extra, bytes);
  const flags = header.readUInt16LE(6);
  const start = at + LOCAL_BYTES + nameLength + header.readUInt16LE(28);
  const declared = {
    crc32: header.readUInt32LE(14),
    size: header.readUInt32LE(18) === 0xffffffff ? (zip64[1] ?? NaN) : header.readUInt32LE(18),
  };
  const behind = (flags & FLAGS.sizesBehind) !== 0 && declared.size === 0;
  const data = behind
    ? descriptorOf(source, marks, start)
    : start + declared.size <= source.size
      ? { ...declared, end: start + declared.size }
      : undefined;
  const entry: ZipEntry = {
    name: { bytes, utf8: (flags & FLAGS.utf8) !== 0, ...(unicodePath !== undefined && { unicodePath }) },
    isLink: false,
    encrypted: (flags & FLAGS.encrypted) !== 0,
    method: header.readUInt16LE(8),
    crc32: data?.crc32 ?? 0,
    compressedSize: data?.size ?? 0,
    headerOffset: at,
    disk: 0,
    ...(data === undefined && { cut: true }),
  };
  // Behind an entry whose end is unknown the next may begin anywhere.
  return { entry, end: data?.end ?? at + LOCAL.length };
}

/** The data descriptor that fits data beginning at `start`: sought up to the next header, so that the whole search goes through the source once. */
function descriptorOf(
  source: ByteSource,
  marks: Marks,
  start: number,
): { crc32: number; size: number; end: number } | undefined {
  const limit = Math.min(marks.next(start, LOCAL) ?? source.size, marks.next(start, CENTRAL) ?? source.size);
  for (let at = marks.next(start, DESCRIPTOR); at !== undefined && at < limit; at = marks.next(at + 1, DESCRIPTOR)) {
    const record = source.read(at, DESCRIPTOR_BYTES.zip64);
    if (record.length < DESCRIPTOR_BYTES.short) break;
    const size = at - start;
    if (record.readUInt32LE(8) === size)
      return { crc32: record.readUInt32LE(4), size, end: at + DESCRIPTOR_BYTES.short };
  }
  // The signature is optional (APPNOTE 4.3.9.3): then the record ends where the next header begins.
  const record = source.read(limit - 12, 12);
  const size = limit - 12 - start;
  return record.length === 12 && size >= 0 && record.readUInt32LE(4) === size
    ? { crc32: record.readUInt32LE(0), size, end: limit }
    : undefined;
}

/** Places of signatures in a source, found block by block. Each signature remembers how far it was sought, so that asking again costs nothing. */
class Marks {
  private readonly known = new Map<Buffer, { readonly from: number; readonly at: number | undefined }>();

  private block: Buffer = Buffer.alloc(0);
  private blockAt = 0;

  constructor(private readonly source: ByteSource) {}

  next(from: number, mark: Buffer): number | undefined {
    const known = this.known.get(mark);
    if (known && known.from <= from && (known.at === undefined || known.at >= from)) return known.at;
    const at = this.find(from, mark);
    this.known.set(mark, { from, at });
    return at;
  }

  private find(from: number, mark: Buffer): number | undefined {
    for (let start = from; start < this.source.size;) {
      // The next header is mostly near: what was read last is looked at again before anything is read.
      if (start < this.blockAt || start + mark.length > this.blockAt + this.block.length) {
        this.block = this.source.read(start, BLOCK);
        this.blockAt = start;
        if (this.block.length < mark.length) return undefined;
      }
      const found = this.block.indexOf(mark, start - this.blockAt);
      if (found >= 0) return this.blockAt + found;
      // A signature may lie across two blocks.
      start = this.blockAt + this.block.length - mark.length + 1;
    }
    return undefined;
  }
}
