import { type FileHandle, open } from 'node:fs/promises';

/** Where an archive's central directory is said to be. */
export interface EndRecord {
  /** Bytes of the archive, and where in it the end of central directory record begins. */
  readonly size: number;
  readonly offset: number;
  /** Bytes before the archive proper, such as a self-extractor: every offset inside the archive counts from behind them. */
  readonly prefix: number;
  readonly partOfSeveral: boolean;
}

const END = { signature: 0x06054b50, bytes: 22, longestComment: 0xffff };
const ZIP64_LOCATOR = { signature: 0x07064b50, bytes: 20 };
const ZIP64_END = { signature: 0x06064b50, bytes: 56 };
const CENTRAL_HEADER = { signature: 0x02014b50, bytes: 46 };

/** The central directory, as an end record describes it. */
interface Directory {
  readonly records: number;
  readonly bytes: number;
  readonly offset: number;
  /** Where the directory ends when nothing stands between it and the record. */
  readonly end: number;
}

/**
 * Finds the end of central directory record (APPNOTE 4.3.16, and 4.3.14 for ZIP64) from the back, so that neither an archive stored inside this
 * one nor a signature in its comment is taken for it.
 *
 * @returns `undefined` when the file is no ZIP archive or its directory is not where it should be
 */
export async function findEndRecord(archive: string): Promise<EndRecord | undefined> {
  const file = await open(archive, 'r');
  try {
    const stats = await file.stat();
    if (!stats.isFile()) return undefined;
    const { size } = stats;
    const from = Math.max(0, size - END.bytes - END.longestComment);
    const tail = await read(file, from, size - from);
    for (const at of endSignatures(tail)) {
      const offset = from + at;
      const partOfSeveral = ![0, 0xffff].includes(tail.readUInt16LE(at + 4));
      if (partOfSeveral) return { size, offset, prefix: 0, partOfSeveral };
      const prefix = await prefixOf(file, size, await directoryOf(file, offset, tail.subarray(at)));
      if (prefix !== undefined) return { size, offset, prefix, partOfSeveral };
    }
    return undefined;
  } finally {
    await file.close();
  }
}

/** Places of the record's signature: first those whose comment ends with the file, then those with more behind it; the last of each first. */
function endSignatures(tail: Buffer): number[] {
  const places: number[] = [];
  for (let at = tail.length - END.bytes; at >= 0; at--) if (tail.readUInt32LE(at) === END.signature) places.push(at);
  const endsWithFile = (at: number) => at + END.bytes + tail.readUInt16LE(at + 20) === tail.length;
  return [...places.filter(endsWithFile), ...places.filter((at) => !endsWithFile(at))];
}

async function directoryOf(file: FileHandle, offset: number, record: Buffer): Promise<Directory> {
  const short = { records: record.readUInt16LE(10), bytes: record.readUInt32LE(12), offset: record.readUInt32LE(16), end: offset };
  if (record.readUInt16LE(4) !== 0xffff && short.records !== 0xffff && short.offset !== 0xffffffff) return short;
  const locator = await read(file, offset - ZIP64_LOCATOR.bytes, ZIP64_LOCATOR.bytes);
  if (locator.length < ZIP64_LOCATOR.bytes || locator.readUInt32LE(0) !== ZIP64_LOCATOR.signature) return short;
  for (const at of [Number(locator.readBigUInt64LE(8)), offset - ZIP64_LOCATOR.bytes - ZIP64_END.bytes]) {
    const long = await read(file, at, ZIP64_END.bytes);
    if (long.length < ZIP64_END.bytes || long.readUInt32LE(0) !== ZIP64_END.signature) continue;
    return { records: Number(long.readBigUInt64LE(32)), bytes: Number(long.readBigUInt64LE(40)), offset: Number(long.readBigUInt64LE(48)), end: at };
  }
  return short;
}

/** How far behind its declared place the directory really begins; `undefined` when it is at neither. */
async function prefixOf(file: FileHandle, size: number, { records, bytes, offset, end }: Directory): Promise<number | undefined> {
  // No archive has more entries than headers fit into it: a larger number would only fill the memory.
  if (records * CENTRAL_HEADER.bytes > size) return undefined;
  if (records === 0) return 0;
  for (const prefix of [0, end - bytes - offset]) {
    const header = await read(file, prefix + offset, 4);
    if (header.length === 4 && header.readUInt32LE(0) === CENTRAL_HEADER.signature) return prefix;
  }
  return undefined;
}

/** The bytes there are of `length` from `position`; none where the position is outside the file. */
async function read(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  let done = 0;
  if (!Number.isSafeInteger(position) || position < 0) return buffer.subarray(0, 0);
  while (done < length) {
    const { bytesRead } = await file.read(buffer, done, length - done, position + done);
    if (bytesRead === 0) break;
    done += bytesRead;
  }
  return buffer.subarray(0, done);
}
