import type { EncoderTier } from '../../report/report.ts';

/** The first bytes of a file of vectors; the last one is the version of its layout. */
const MAGIC = Buffer.from('GWVEC\0\0\x01', 'latin1');
const HEADER = MAGIC.length + 12;
const TIERS: readonly EncoderTier[] = ['full', 'fast'];

export interface Match {
  /** Place of the document among all documents of the report. */
  readonly document: number;
  /** Cosine of the document's vector and the query's, −1 … 1. */
  readonly similarity: number;
}

/**
 * The embeddings of a batch as they lie beside its report (`vectors.bin`): for each analysed document its place in the report (uint32), its factor
 * (float32) and its numbers (int8), column by column, little-endian. 100,000 documents of the fast encoder are 26 MB.
 */
export class VectorIndex {
  readonly tier: EncoderTier;
  readonly width: number;
  private readonly places: Uint32Array;
  private readonly factors: Float32Array;
  private readonly numbers: Int8Array;

  /** @param file what {@link encodeVectors} made; throws when it is something else */
  constructor(file: Uint8Array) {
    const view = new DataView(file.buffer, file.byteOffset, file.length);
    const tier = file.length >= HEADER && MAGIC.equals(file.subarray(0, MAGIC.length)) ? TIERS[view.getUint32(MAGIC.length, true)] : undefined;
    const rows = tier ? view.getUint32(MAGIC.length + 4, true) : 0;
    this.width = tier ? view.getUint32(MAGIC.length + 8, true) : 0;
    if (!tier || file.length !== HEADER + rows * (8 + this.width)) throw new Error('This is no file of vectors.');
    this.tier = tier;
    const at = file.byteOffset + HEADER;
    this.places = new Uint32Array(file.buffer.slice(at, at + 4 * rows));
    this.factors = new Float32Array(file.buffer.slice(at + 4 * rows, at + 8 * rows));
    this.numbers = new Int8Array(file.buffer, at + 8 * rows, rows * this.width);
  }

  /**
   * The documents whose vectors are most like the query's, best first; equals in their order.
   *
   * @param query of Euclidean length 1, by the encoder of {@link tier}
   */
  search(query: Float32Array, limit: number): Match[] {
    const { numbers, factors, width } = this;
    const { steps, factor } = quantized(query);
    const best: Match[] = [];
    let bar = -Infinity;
    for (let i = 0, at = 0; i < factors.length; i++, at += width) {
      let sum = 0;
      // Widths are multiples of four.
      for (let j = 0; j < width; j += 4) sum = (sum + steps[j]! * numbers[at + j]! + steps[j + 1]! * numbers[at + j + 1]! + steps[j + 2]! * numbers[at + j + 2]! + steps[j + 3]! * numbers[at + j + 3]!) | 0;
      const similarity = sum * factors[i]! * factor;
      if (similarity <= bar) continue;
      let place = best.length;
      while (place > 0 && best[place - 1]!.similarity < similarity) place--;
      best.splice(place, 0, { document: this.places[i]!, similarity });
      if (best.length > limit) best.pop();
      if (best.length === limit) bar = best[limit - 1]!.similarity;
    }
    return best.map(({ document, similarity }) => ({ document, similarity: Math.min(1, Math.max(-1, similarity)) }));
  }
}

/**
 * A file of vectors.
 *
 * @param documents the analysed documents: their places among all documents of the report, and their vectors, of one width that four divides
 */
export function encodeVectors(tier: EncoderTier, documents: readonly { readonly place: number; readonly vector: Float32Array }[]): Buffer {
  const rows = documents.length;
  const width = documents[0]?.vector.length ?? 0;
  const file = Buffer.alloc(HEADER + rows * (8 + width));
  MAGIC.copy(file);
  for (const [k, value] of [TIERS.indexOf(tier), rows, width].entries()) file.writeUint32LE(value, MAGIC.length + 4 * k);
  for (const [i, { place, vector }] of documents.entries()) {
    const { steps, factor } = quantized(vector);
    file.writeUInt32LE(place, HEADER + 4 * i);
    file.writeFloatLE(factor, HEADER + 4 * rows + 4 * i);
    file.set(new Uint8Array(steps.buffer), HEADER + 8 * rows + width * i);
  }
  return file;
}

/** A vector as whole numbers up to 127 times a factor. */
function quantized(vector: Float32Array): { steps: Int8Array; factor: number } {
  let largest = 0;
  for (const v of vector) largest = Math.max(largest, Math.abs(v));
  const steps = new Int8Array(vector.length);
  if (largest > 0) for (let j = 0; j < vector.length; j++) steps[j] = Math.round((vector[j]! / largest) * 127);
  return { steps, factor: largest / 127 };
}
