import type { EncoderTier } from '../../report/report.ts';
import { decodeVectors, quantized, type Vectors } from '../../report/vectors-file.ts';

export interface Match {
  /** Place of the document among all documents of the report. */
  readonly document: number;
  /** Cosine of the document's vector and the query's, −1 … 1. */
  readonly similarity: number;
}

/** The embeddings of a batch, to be searched. */
export class VectorIndex {
  private readonly vectors: Vectors;

  /** @param file the bytes of a file of vectors; throws when it is something else */
  constructor(file: Uint8Array) {
    this.vectors = decodeVectors(file);
  }

  get tier(): EncoderTier {
    return this.vectors.tier;
  }

  /** Numbers in a vector. */
  get width(): number {
    return this.vectors.width;
  }

  /**
   * The documents whose vectors are most like the query's, best first; equals in their order.
   *
   * @param query of Euclidean length 1, by the encoder of {@link tier}
   */
  search(query: Float32Array, limit: number): Match[] {
    const { numbers, factors, width, places } = this.vectors;
    const { steps, factor } = quantized(query);
    const best: Match[] = [];
    let bar = -Infinity;
    const offer = (i: number, sum: number) => {
      const similarity = sum * factors[i]! * factor;
      if (similarity <= bar) return;
      let place = best.length;
      while (place > 0 && best[place - 1]!.similarity < similarity) place--;
      best.splice(place, 0, { document: places[i]!, similarity });
      if (best.length > limit) best.pop();
      if (best.length === limit) bar = best[limit - 1]!.similarity;
    };
    let i = 0;
    // Four documents at a time: each of the query's numbers is loaded once for them. Sums stay whole numbers of 32 bits.
    for (let a = 0; i + 4 <= factors.length; i += 4, a += 4 * width) {
      const [b, c, d] = [a + width, a + 2 * width, a + 3 * width];
      let [sa, sb, sc, sd] = [0, 0, 0, 0];
      for (let j = 0; j < width; j++) {
        const step = steps[j]!;
        sa = (sa + step * numbers[a + j]!) | 0;
        sb = (sb + step * numbers[b + j]!) | 0;
        sc = (sc + step * numbers[c + j]!) | 0;
        sd = (sd + step * numbers[d + j]!) | 0;
      }
      offer(i, sa);
      offer(i + 1, sb);
      offer(i + 2, sc);
      offer(i + 3, sd);
    }
    for (; i < factors.length; i++) {
      let sum = 0;
      for (let j = 0, at = i * width; j < width; j++, at++) sum = (sum + steps[j]! * numbers[at]!) | 0;
      offer(i, sum);
    }
    return best.map(({ document, similarity }) => ({ document, similarity: Math.min(1, Math.max(-1, similarity)) }));
  }
}
