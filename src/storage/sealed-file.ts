import { createReadStream } from 'node:fs';
import { crc32 } from 'node:zlib';

/** Bytes of a seal, at the end of a file. */
const SEAL_BYTES = 4;

/**
 * Whether a file is as it was sealed: ends with the CRC-32 of all before, little-endian. It is read piece by piece.
 *
 * @throws the file system's error
 */
export async function isSealedFile(file: string): Promise<boolean> {
  let sum = 0;
  let last: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
    const bytes = Buffer.concat([last, chunk]);
    const end = Math.max(0, bytes.length - SEAL_BYTES);
    sum = crc32(bytes.subarray(0, end), sum);
    last = bytes.subarray(end);
  }
  return last.length === SEAL_BYTES && last.readUInt32LE() === sum;
}
