import { crc32 } from 'node:zlib';

const ZIP64 = 0x0001;
const UNICODE_PATH = 0x7075;

/** What the extra field of a header says (APPNOTE 4.5); a damaged one is read as far as it can be. */
export interface ExtraField {
  /** Values of the ZIP64 field, in the order of the header's fields that are too large for 32 bits. */
  readonly zip64: readonly number[];
  /** Name in UTF-8 beside one in another encoding (Info-ZIP), where it belongs to this very name. */
  readonly unicodePath?: string;
}

export function readExtra(extra: Buffer, name: Buffer): ExtraField {
  const zip64: number[] = [];
  let unicodePath: string | undefined;
  for (let at = 0; at + 4 <= extra.length;) {
    const id = extra.readUInt16LE(at);
    const value = extra.subarray(at + 4, at + 4 + extra.readUInt16LE(at + 2));
    at += 4 + extra.readUInt16LE(at + 2);
    if (id === ZIP64)
      for (let i = 0; i + 8 <= value.length && zip64.length < 3; i += 8) zip64.push(Number(value.readBigUInt64LE(i)));
    // A program that knows nothing of the field may have renamed the entry: the checksum tells.
    if (id === UNICODE_PATH && value.length > 5 && value[0] === 1 && value.readUInt32LE(1) === crc32(name))
      unicodePath = value.toString('utf8', 5);
  }
  return { zip64, ...(unicodePath !== undefined && { unicodePath }) };
}
