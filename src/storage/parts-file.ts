import { open } from 'node:fs/promises';
import type { Piece } from './write-file.ts';

const OFFSET = 8;

/**
 * A file of many texts, each of which is read without the others: all of them in UTF-8, then where each begins and where the last one ends (uint64), then how many there are (uint64), little-endian.
 */
export function* partsOf(texts: Iterable<string>): Generator<Piece> {
  const offsets: bigint[] = [0n];
  let at = 0;
  for (const text of texts) {
    at += Buffer.byteLength(text);
    offsets.push(BigInt(at));
    yield text;
  }
  yield new Uint8Array(new BigUint64Array([...offsets, BigInt(offsets.length - 1)]).buffer);
}

/**
 * One text of such a file.
 *
 * @param place from 0
 * @throws when the file is missing, is something else, or has no such text
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
    const table = size - OFFSET * (count + 2);
    if (!(place >= 0 && place < count)) throw new Error(`This file has ${count} texts, and none in place ${place}.`);
    const entry = await bytes(table + OFFSET * place, 2 * OFFSET);
    const [from, to] = [Number(entry.readBigUInt64LE()), Number(entry.readBigUInt64LE(OFFSET))];
    if (from > to || to > table) throw new Error('This file of texts is damaged.');
    return (await bytes(from, to - from)).toString('utf8');
  } finally {
    await handle.close();
  }
}
