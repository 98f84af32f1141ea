import type { ByteSource } from './byte-source.ts';

/** Where an archive's central directory is. */
export interface EndRecord {
  /** Entries that the record counts; only 16 bits of it in archives without ZIP64. */
  readonly records: number;
  /** Where the directory begins, and where it ends at the latest. */
  readonly start: number;
  readonly end: number;
  /** Bytes before the archive proper, such as a self-extractor: every offset inside the archive counts from behind them. */
  readonly prefix: number;
  readonly partOfSeveral: boolean;
}

const END = { signature: 0x06054b50, bytes: 22, longestComment: 0xffff };
const ZIP64_LOCATOR = { signature: 0x07064b50, bytes: 20 };
const ZIP64_END = { signature: 0x06064b50, bytes: 56 };
const CENTRAL_HEADER = 0x02014b50;

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
 * @returns `undefined` when there is none, or when the directory is not where it should be
 */
export function findEndRecord(source: ByteSource): EndRecord | undefined {
  const { size } = source;
  const from = Math.max(0, size - END.bytes - END.longestComment);
  const tail = source.read(from, size - from);
  for (const at of endSignatures(tail)) {
    const offset = from + at;
    const partOfSeveral = ![0, 0xffff].includes(tail.readUInt16LE(at + 4));
    if (partOfSeveral) return { records: 0, start: offset, end: offset, prefix: 0, partOfSeveral };
    const directory = directoryOf(source, offset, tail.subarray(at));
    const prefix = prefixOf(source, directory);
    if (prefix !== undefined)
      return {
        records: directory.records,
        start: prefix + directory.offset,
        end: directory.end,
        prefix,
        partOfSeveral,
      };
  }
  return undefined;
}

/** Places of the record's signature: first those whose comment ends with the file, then those with more behind it; the last of each first. */
function endSignatures(tail: Buffer): number[] {
  const places: number[] = [];
  const signature = Buffer.from([0x50, 0x4b, 0x05, 0x06]);
  for (let at = tail.lastIndexOf(signature); at >= 0; at = at === 0 ? -1 : tail.lastIndexOf(signature, at - 1))
    if (at + END.bytes <= tail.length) places.push(at);
  const endsWithFile = (at: number) => at + END.bytes + tail.readUInt16LE(at + 20) === tail.length;
  return [...places.filter(endsWithFile), ...places.filter((at) => !endsWithFile(at))];
}

function directoryOf(source: ByteSource, offset: number, record: Buffer): Directory {
  const short = {
    records: record.readUInt16LE(10),
    bytes: record.readUInt32LE(12),
    offset: record.readUInt32LE(16),
    end: offset,
  };
  if (record.readUInt16LE(4) !== 0xffff && short.records !== 0xffff && short.offset !== 0xffffffff) return short;
  const locator = source.read(offset - ZIP64_LOCATOR.bytes, ZIP64_LOCATOR.bytes);
  if (locator.length < ZIP64_LOCATOR.bytes || locator.readUInt32LE(0) !== ZIP64_LOCATOR.signature) return short;
  for (const at of [Number(locator.readBigUInt64LE(8)), offset - ZIP64_LOCATOR.bytes - ZIP64_END.bytes]) {
    const long = source.read(at, ZIP64_END.bytes);
    if (long.length < ZIP64_END.bytes || long.readUInt32LE(0) !== ZIP64_END.signature) continue;
    return {
      records: Number(long.readBigUInt64LE(32)),
      bytes: Number(long.readBigUInt64LE(40)),
      offset: Number(long.readBigUInt64LE(48)),
      end: at,
    };
  }
  return short;
}

/** How far behind its declared place the directory really begins; `undefined` when it is at neither. */
function prefixOf(source: ByteSource, { records, bytes, offset, end }: Directory): number | undefined {
  if (records === 0) return bytes === 0 ? 0 : undefined;
  for (const prefix of [0, end - bytes - offset]) {
    const header = source.read(prefix + offset, 4);
    if (header.length === 4 && header.readUInt32LE(0) === CENTRAL_HEADER) return prefix;
  }
  return undefined;
}
