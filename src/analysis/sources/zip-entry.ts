import { crc32, inflateRawSync } from 'node:zlib';
import { notice } from '../../report/notice.ts';
import type { ReadingLimits } from '../../report/reading-options.ts';
import type { ByteSource } from './byte-source.ts';
import { type EntryLocation, UnreadableDocument } from './document-location.ts';
import { problem } from './problem.ts';
import { tooLarge } from './too-large.ts';

const LOCAL_HEADER = { signature: 0x04034b50, bytes: 30 };

/** Bytes that an entry may always unpack to, whatever it is packed into: small texts of one letter are no bombs. */
const RATIO_COUNTS_FROM = 1024 ** 2;

/** Room for name and extra field, so that most entries are read at once. */
const USUAL_NAMES = 512;

/**
 * Reads and unpacks one ZIP entry (APPNOTE 4.3.7). Whatever its header declares, no more is unpacked than the limits allow, and the checksum
 * must be right.
 *
 * @throws {@link UnreadableDocument} with the reason
 */
export function readEntry(source: ByteSource, entry: EntryLocation, limits: ReadingLimits): Buffer {
  const { method, crc32: expected } = entry;
  const packed = packedBytes(source, entry, limits);
  const bytes = method === 0 ? packed : inflate(packed, limits);
  if (crc32(bytes) !== expected)
    throw new UnreadableDocument(problem('wrong-checksum', notice('entry-checksum')), bytes.length);
  return bytes;
}

/** Where the data of an entry begin: its local header says it. */
export function dataStart(source: ByteSource, { headerOffset, compressedSize }: EntryLocation): number {
  return startBehind(source.read(headerOffset, LOCAL_HEADER.bytes), source, headerOffset, compressedSize);
}

function startBehind(header: Buffer, source: ByteSource, headerOffset: number, compressedSize: number): number {
  if (header.length < LOCAL_HEADER.bytes) throw cut();
  if (header.readUInt32LE(0) !== LOCAL_HEADER.signature)
    throw new UnreadableDocument(problem('damaged', notice('entry-header-missing')));
  const start = headerOffset + LOCAL_HEADER.bytes + header.readUInt16LE(26) + header.readUInt16LE(28);
  if (start + compressedSize > source.size) throw cut();
  return start;
}

function packedBytes(
  source: ByteSource,
  { headerOffset, compressedSize }: EntryLocation,
  { documentBytes }: ReadingLimits,
): Buffer {
  const all = source.read(headerOffset, LOCAL_HEADER.bytes + USUAL_NAMES + Math.min(compressedSize, documentBytes));
  const start = startBehind(all, source, headerOffset, compressedSize) - headerOffset;
  if (compressedSize > documentBytes) throw new UnreadableDocument(tooLarge(documentBytes));
  return start + compressedSize <= all.length
    ? all.subarray(start, start + compressedSize)
    : source.read(headerOffset + start, compressedSize);
}

function inflate(packed: Buffer, { documentBytes, ratio }: ReadingLimits): Buffer {
  const byRatio = Math.max(RATIO_COUNTS_FROM, Math.floor(packed.length * ratio));
  const most = Math.min(documentBytes, byRatio);
  try {
    // Each chunk is a buffer of its own: small texts, of which there may be many thousands, get small ones.
    const chunkSize = Math.min(1 << 18, Math.max(1 << 10, 4 * packed.length));
    return inflateRawSync(packed, { maxOutputLength: most, chunkSize });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_BUFFER_TOO_LARGE')
      throw new UnreadableDocument(problem('damaged', notice('entry-not-unpacked')));
    if (documentBytes <= byRatio) throw new UnreadableDocument(tooLarge(documentBytes), most);
    throw new UnreadableDocument(problem('ratio', notice('entry-ratio', { ratio })), most);
  }
}

const cut = () => new UnreadableDocument(problem('damaged', notice('entry-cut-data')));
