import type { EncoderTier } from '../../report/report.ts';
import { decodeVectors, quantized } from '../../report/vectors-file.ts';
import { ByteRows } from './dot-products.ts';

export interface Match {
  /** Place of the document among all documents of the report. */
  readonly document: number;
  /** Cosine of the document's vector and the query's, −1 … 1. */
  readonly similarity: number;
}

/** The embeddings of a batch, to be searched. */
export class VectorIndex {
  readonly tier: EncoderTier;
  /** Numbers in a vector. */
  readonly width: number;
  private readonly places: Uint32Array;
  private readonly factors: Float32Array;
  private readonly rows: ByteRows;

  /** @param file the bytes of a file of vectors; throws when it is something else */
  constructor(file: Uint8Array) {
    const { tier, width, places, factors, numbers } = decodeVectors(file);
    this.tier = tier;
    this.width = width;
    this.places = places;
    this.factors = factors;
    this.rows = new ByteRows(factors.length, width, numbers);
  }

  /**
   * The documents whose vectors are most like the query's, best first; equals in their order.
   *
   * @param query of Euclidean length 1, by the encoder of {@link tier}
   */
  search(query: Float32Array, limit: number): Match[] {
    if (this.factors.length === 0) return [];
    const { steps, factor } = quantized(query);
    const best: Match[] = [];
    let bar = -Infinity;
    for (const [i, sum] of this.rows.with(steps).entries()) {
      const similarity = sum * this.factors[i]! * factor;
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
