import { crc32 } from 'node:zlib';
import { writeAtomically } from './write-file.ts';

/**
 * A file of JSON that says by itself whether it is as it was written: behind it stand a line end, 32 blanks and a line end. The blanks are the bits of the CRC-32 of all before, the highest first: a tab is 1, a
 * space is 0. To every reader of JSON they are nothing, so that earlier versions read such a file, and one that was written by them, or whose blanks somebody has removed, is taken as it is.
 */
const BITS = 32;
const SEAL = /^\n[ \t]{32}\n$/;
/** Bytes of a seal. */
const SEAL_BYTES = BITS + 2;

/** A file of JSON is another one than was written. */
export class BrokenSeal extends Error {
  constructor() {
    super(
      'it is another one than was written: its checksum, the blanks at its end, does not fit. If somebody changed it on purpose, remove those blanks',
    );
    this.name = 'BrokenSeal';
  }
}

/** Puts a seal behind JSON that comes in pieces. */
export function* sealed(pieces: Iterable<string>): Generator<string> {
  let sum = 0;
  for (const piece of pieces) {
    sum = crc32(piece, sum);
    yield piece;
  }
  yield sealOf(sum);
}

/** A value as JSON with its seal. */
export const sealedJson = (value: unknown, indent?: number): string =>
  [...sealed([JSON.stringify(value, undefined, indent)])].join('');

/** Writes a value as JSON with its seal, whole or not at all. */
export const writeJson = (file: string, value: unknown, indent?: number): Promise<void> =>
  writeAtomically(file, [sealedJson(value, indent)]);

/**
 * Passes the pieces of such a file on, and fails at its end where it is another one than was written.
 *
 * @throws {@link BrokenSeal}; what reading a piece throws
 */
export async function* checkedPieces(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let sum = 0;
  let last: Buffer = Buffer.alloc(0);
  for await (const piece of pieces) {
    const bytes = Buffer.concat([last, piece]);
    const end = Math.max(0, bytes.length - SEAL_BYTES);
    sum = crc32(bytes.subarray(0, end), sum);
    last = bytes.subarray(end);
    yield piece;
  }
  if (!fits(sum, last)) throw new BrokenSeal();
}

/**
 * The text of such a file.
 *
 * @throws {@link BrokenSeal}
 */
export function checkedText(bytes: Uint8Array): string {
  if (!isWholeJson(bytes)) throw new BrokenSeal();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}

/** Whether such a file is as it was written, as far as it says so. */
export function isWholeJson(bytes: Uint8Array): boolean {
  const end = Math.max(0, bytes.length - SEAL_BYTES);
  return fits(crc32(bytes.subarray(0, end)), Buffer.from(bytes.subarray(end)));
}

/** Whether the last bytes of a file are the seal of those before, or none at all. */
function fits(sum: number, last: Buffer): boolean {
  const text = last.toString('latin1');
  if (SEAL.test(text)) return text === sealOf(sum);
  // Blanks that are no seal are what is left of one.
  return !/[ \t]\s*$/.test(text);
}

const sealOf = (sum: number) =>
  `\n${Array.from({ length: BITS }, (_, bit) => ((sum >>> (BITS - 1 - bit)) & 1 ? '\t' : ' ')).join('')}\n`;
