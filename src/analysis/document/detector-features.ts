import { BUCKETS, type TokenStream } from './detector-tokens.ts';

/** The n-grams of a stretch of text: distinct buckets and their weights, which have Euclidean length 1. */
export interface GramVector {
  readonly buckets: Uint32Array;
  readonly weights: Float32Array;
}

const counter = new Uint16Array(BUCKETS);

/**
 * TF-IDF of the words and pairs of words that lie wholly in the tokens `from` … `to` − 1: (1 + ln count) · idf, normalised.
 *
 * @param idf by bucket; n-grams of weight 0 are not known and do not count
 */
export function gramVector({ grams }: TokenStream, from: number, to: number, idf: ArrayLike<number>): GramVector {
  const touched: number[] = [];
  for (const [n, starting] of grams.entries())
    for (let i = from; i + n < to; i++) {
      const bucket = starting[i]!;
      if (idf[bucket] !== 0 && counter[bucket]!++ === 0) touched.push(bucket);
    }
  const weights = new Float32Array(touched.length);
  let squares = 0;
  for (const [i, bucket] of touched.entries()) {
    const weight = (1 + Math.log(counter[bucket]!)) * idf[bucket]!;
    counter[bucket] = 0;
    weights[i] = weight;
    squares += weight * weight;
  }
  for (let i = 0, scale = 1 / Math.sqrt(squares); i < weights.length; i++) weights[i]! *= scale;
  return { buckets: Uint32Array.from(touched), weights };
}
