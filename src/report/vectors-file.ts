import { isSealed, SEAL_BYTES, seal } from './seal.ts';
import type { EncoderTier } from './report.ts';

/** The file beside a report that holds its documents' vectors. */
export const VECTORS_FILE = 'vectors.bin';

/** The first bytes of a file of vectors; the last one is the version of its layout. */
const MAGIC = Buffer.from('GWVEC\0\0\x02', 'latin1');
const HEADER = MAGIC.length + 12;
const TIERS: readonly EncoderTier[] = ['full', 'fast'];

/**
 * The embeddings of a batch as they lie beside its report: for each analysed document its place in the report (uint32), its factor
 * (float32) and its numbers (int8), column by column, little-endian; then a seal. 100,000 documents of the fast encoder are 26 MB.
 */
export interface Vectors {
  readonly tier: EncoderTier;
  /** Numbers in a vector. */
  readonly width: number;
  /** Places of the documents among all documents of the report. */
  readonly places: Uint32Array;
  /** What each document's numbers are to be multiplied by. */
  readonly factors: Float32Array;
  /** Row by row. */
  readonly numbers: Int8Array;
}

/**
 * Reads what {@link encodeVectors} made.
 *
 * @throws when it is something else, or was changed
 */
export function decodeVectors(file: Uint8Array): Vectors {
  const view = new DataView(file.buffer, file.byteOffset, file.length);
  const tier =
    file.length >= HEADER && MAGIC.equals(file.subarray(0, MAGIC.length))
      ? TIERS[view.getUint32(MAGIC.length, true)]
      : undefined;
  const rows = tier ? view.getUint32(MAGIC.length + 4, true) : 0;
  const width = tier ? view.getUint32(MAGIC.length + 8, true) : 0;
  if (!tier || file.length !== HEADER + rows * (8 + width) + SEAL_BYTES || !isSealed(file))
    throw new Error('This is no file of vectors.');
  const at = file.byteOffset + HEADER;
  return {
    tier,
    width,
    places: new Uint32Array(file.buffer.slice(at, at + 4 * rows)),
    factors: new Float32Array(file.buffer.slice(at + 4 * rows, at + 8 * rows)),
    numbers: new Int8Array(file.buffer, at + 8 * rows, rows * width),
  };
}

/**
 * A file of vectors.
 *
 * @param documents the analysed documents: their places among all documents of the report, and their vectors, of one width that four divides
 */
export function encodeVectors(
  tier: EncoderTier,
  documents: readonly { readonly place: number; readonly vector: Float32Array }[],
): Buffer {
  const rows = documents.length;
  const width = documents[0]?.vector.length ?? 0;
  const file = Buffer.alloc(HEADER + rows * (8 + width) + SEAL_BYTES);
  MAGIC.copy(file);
  for (const [k, value] of [TIERS.indexOf(tier), rows, width].entries())
    file.writeUint32LE(value, MAGIC.length + 4 * k);
  for (const [i, { place, vector }] of documents.entries()) {
    const { steps, factor } = quantized(vector);
    file.writeUInt32LE(place, HEADER + 4 * i);
    file.writeFloatLE(factor, HEADER + 4 * rows + 4 * i);
    file.set(new Uint8Array(steps.buffer), HEADER + 8 * rows + width * i);
  }
  seal(file);
  return file;
}

/** A vector as whole numbers up to 127 times a factor. */
export function quantized(vector: Float32Array): { steps: Int8Array; factor: number } {
  let largest = 0;
  for (const v of vector) largest = Math.max(largest, Math.abs(v));
  const steps = new Int8Array(vector.length);
  if (largest > 0) for (let j = 0; j < vector.length; j++) steps[j] = Math.round((vector[j]! / largest) * 127);
  return { steps, factor: largest / 127 };
}
