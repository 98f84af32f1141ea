import type { DenseRows } from './dense-rows.ts';
import { sparseDot, type TfIdf } from './tf-idf.ts';

export interface PairSimilarity {
  /** Mean of the two below, 0 … 1. */
  readonly similarity: number;
  /** Cosine of the encoder vectors, 0 … 1. */
  readonly meaning: number;
  /** Cosine of the TF-IDF vectors, 0 … 1. */
  readonly wording: number;
}

/** The product's one similarity between documents: the mean of the encoder's and the TF-IDF cosine. */
export class SimilarityModel {
  constructor(
    /** The encoder's: rows of length 1 or 0. */
    readonly vectors: DenseRows,
    readonly terms: TfIdf,
  ) {}

  get documents(): number {
    return this.vectors.rows;
  }

  /** Exact similarity of two documents. */
  between(a: number, b: number): PairSimilarity {
    const { data, width } = this.vectors;
    let cosine = 0;
    for (let i = a * width, j = b * width, end = i + width; i < end; i++, j++) cosine += data[i]! * data[j]!;
    const meaning = clamped(cosine);
    const wording = clamped(sparseDot(this.terms.matrix, a, b));
    return { similarity: (meaning + wording) / 2, meaning, wording };
  }

  /**
   * Mean similarity of all pairs among the members, 0 … 1, in linear time: Σᵢ≠ⱼ xᵢ·xⱼ = |Σx|² − Σ|x|². A single member gives 1. Exact but for
   * pairs of opposite meaning: their negative cosines count as they are, where {@link between} takes them for 0.
   */
  meanAmong(members: readonly number[]): number {
    const n = members.length;
    if (n < 2) return 1;
    const sum = this.sumOf(members);
    let all = 0;
    for (const v of sum) all += v * v;
    let own = 0;
    for (const m of members) own += this.squaredLength(m);
    return clamped((all - own) / (2 * n * (n - 1)));
  }

  /** The member that is most similar to all members together; the first of equals. */
  representative(members: readonly number[]): number {
    const sum = this.sumOf(members);
    let best = members[0]!;
    let highest = -Infinity;
    for (const m of members) {
      const value = this.alongSum(m, sum);
      if (value <= highest) continue;
      best = m;
      highest = value;
    }
    return best;
  }

  /** Sum of the members' vectors: those of the encoder, then one for each term. */
  private sumOf(members: readonly number[]): Float64Array {
    const { starts, columns, values } = this.terms.matrix;
    const sum = new Float64Array(this.vectors.width + this.terms.vocabulary.length);
    for (const m of members) {
      for (let j = 0; j < this.vectors.width; j++) sum[j]! += this.vectors.data[m * this.vectors.width + j]!;
      for (let k = starts[m]!; k < starts[m + 1]!; k++) sum[this.vectors.width + columns[k]!]! += values[k]!;
    }
    return sum;
  }

  private squaredLength(m: number): number {
    const { starts, values } = this.terms.matrix;
    let squares = 0;
    for (const v of this.vectors.data.subarray(m * this.vectors.width, (m + 1) * this.vectors.width)) squares += v * v;
    for (const v of values.subarray(starts[m], starts[m + 1])) squares += v * v;
    return squares;
  }

  /** Dot product of a document's vector with such a sum. */
  private alongSum(m: number, sum: Float64Array): number {
    const { starts, columns, values } = this.terms.matrix;
    let dot = 0;
    for (let j = 0; j < this.vectors.width; j++) dot += this.vectors.data[m * this.vectors.width + j]! * sum[j]!;
    for (let k = starts[m]!; k < starts[m + 1]!; k++) dot += values[k]! * sum[this.vectors.width + columns[k]!]!;
    return dot;
  }
}

const clamped = (value: number) => Math.min(1, Math.max(0, value));
