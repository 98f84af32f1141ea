import { loadModel } from '../models.ts';
import { normalized, type TextEncoder } from './encoder.ts';
import type { TextSpan } from './segments.ts';
import { UnigramTokenizer } from './tokenizer.ts';

/** Numbers in an embedding of the fast encoder. */
export const STATIC_DIMENSIONS = 256;

/**
 * The fast encoder: a text is the weighted mean of its pieces' vectors, distilled from the sentence encoder by `scripts/models/static-encoder.mjs`
 * (`models/ENCODER.md` says what that costs in quality). Word order does not count, and there is nothing to run: some hundred times as fast.
 */
export class StaticEncoder implements TextEncoder {
  private readonly factors: Float32Array;
  private readonly numbers: Int8Array;

  /** @param file `static-encoder.bin`: for each piece a factor (float32), then for each its numbers (int8); throws when it is of other length */
  constructor(
    file: Uint8Array,
    private readonly tokenizer: UnigramTokenizer,
  ) {
    const { pieces } = tokenizer;
    if (file.length !== pieces * (4 + STATIC_DIMENSIONS))
      throw new Error(`The fast encoder has ${file.length} bytes for ${pieces} pieces.`);
    this.factors = new Float32Array(file.buffer.slice(file.byteOffset, file.byteOffset + 4 * pieces));
    this.numbers = new Int8Array(file.buffer.slice(file.byteOffset + 4 * pieces, file.byteOffset + file.length));
  }

  /** @throws `AnalysisFailure` `model-damaged` */
  static async load(modelsFolder: string): Promise<StaticEncoder> {
    const tokenizer = await UnigramTokenizer.load(modelsFolder);
    return loadModel(modelsFolder, 'static-encoder.bin', (bytes) => new StaticEncoder(bytes, tokenizer));
  }

  /** @returns 256 numbers of Euclidean length 1; all zero for a text without sentences */
  embed(text: string, sentences: readonly TextSpan[]): Float32Array {
    const { factors, numbers } = this;
    const sum = new Float64Array(STATIC_DIMENSIONS);
    const ids = sentences.length > 0 ? this.tokenizer.encode(text) : [];
    let i = 0;
    // Four pieces at a time: the sums are loaded and stored once for them.
    for (; i + 4 <= ids.length; i += 4) {
      const [a, b, c, d] = [ids[i]!, ids[i + 1]!, ids[i + 2]!, ids[i + 3]!];
      const [fa, fb, fc, fd] = [factors[a]!, factors[b]!, factors[c]!, factors[d]!];
      const [pa, pb, pc, pd] = [
        a * STATIC_DIMENSIONS,
        b * STATIC_DIMENSIONS,
        c * STATIC_DIMENSIONS,
        d * STATIC_DIMENSIONS,
      ];
      for (let j = 0; j < STATIC_DIMENSIONS; j++)
        sum[j]! += fa * numbers[pa + j]! + fb * numbers[pb + j]! + fc * numbers[pc + j]! + fd * numbers[pd + j]!;
    }
    for (; i < ids.length; i++)
      for (let j = 0, at = ids[i]! * STATIC_DIMENSIONS; j < STATIC_DIMENSIONS; j++, at++)
        sum[j]! += factors[ids[i]!]! * numbers[at]!;
    return normalized(Float32Array.from(sum));
  }
}
