import { open, readFile } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import type { Piece } from './write-file.ts';

const OFFSET = 8;
const SUM = 4;

/**
 * A file of many texts, each of which is read without the others: all of them in UTF-8, then where each begins and where the last one ends (uint64), the CRC-32 of each (uint32), and how
 * many there are (uint64), little-endian.
 */
export function* partsOf(texts: Iterable<string>): Generator<Piece> {
  const offsets: bigint[] = [0n];
  const sums: number[] = [];
  let at = 0;
  for (const text of texts) {
    at += Buffer.byteLength(text);
    offsets.push(BigInt(at));
    sums.push(crc32(text));
    yield text;
  }
  yield new Uint8Array(new BigUint64Array(offsets).buffer);
  yield new Uint8Array(new Uint32Array(sums).buffer);
  yield new Uint8Array(new BigUint64Array([BigInt(sums.length)]).buffer);
}

/**
 * One text of such a file.
 *
 * @param place from 0
 * @throws when the file is missing, is something else, has no such text, or that was changed
 */
export async function readPart(file: string, place: number): Promise<string> {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    const bytes = async (from: number, length: number) => {
      if (from < 0 || from + length > size) throw new Error('This file of texts is damaged.');
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, from);
      if (bytesRead < length) throw new Error('This file of texts is damaged.');
      return buffer;
    };
    const count = Number((await bytes(size - OFFSET, OFFSET)).readBigUInt64LE());
    const sums = size - OFFSET - SUM * count;
    const table = sums - OFFSET * (count + 1);
    if (!(place >= 0 && place < count)) throw new Error(`This file has ${count} texts, and none in place ${place}.`);
    const entry = await bytes(table + OFFSET * place, 2 * OFFSET);
    const [from, to] = [Number(entry.readBigUInt64LE()), Number(entry.readBigUInt64LE(OFFSET))];
    if (from > to || to > table) throw new Error('This file of texts is damaged.');
    const text = await bytes(from, to - from);
    if (crc32(text) !== (await bytes(sums + SUM * place, SUM)).readUInt32LE())
      throw new Error('This file of texts is damaged.');
    return text.toString('utf8');
  } finally {
    await handle.close();
  }
}

/**
 * Whether each of a file's texts is as it was written.
 *
 * @throws the file system's error
 */
export async function arePartsWhole(file: string): Promise<boolean> {
  const content = await readFile(file);
  const count = content.length < 2 * OFFSET ? NaN : Number(content.readBigUInt64LE(content.length - OFFSET));
  const sums = content.length - OFFSET - SUM * count;
  const table = sums - OFFSET * (count + 1);
  if (
    !(table >= 0) ||
    Number(content.readBigUInt64LE(table)) !== 0 ||
    Number(content.readBigUInt64LE(table + OFFSET * count)) !== table
  )
    return false;
  for (let place = 0; place < count; place++) {
    const [from, to] = [0, 1].map((next) => Number(content.readBigUInt64LE(table + OFFSET * (place + next)))) as [
      number,
      number,
    ];
    if (from > to || to > table || crc32(content.subarray(from, to)) !== content.readUInt32LE(sums + SUM * place))
      return false;
  }
  return true;
}
