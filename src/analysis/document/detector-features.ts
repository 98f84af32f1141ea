import { BUCKETS, type TokenStream } from './detector-tokens.ts';

/** The n-grams of a stretch of text: distinct buckets and their weights, which have Euclidean length 1. */
export interface GramVector {
  readonly buckets: Uint32Array;
  readonly weights: Float32Array;
}

const counter = new Uint16Array(BUCKETS);

/** 1 + ln(count) of the uni-, bi- and trigrams that lie wholly in the tokens `from` … `to` − 1, normalised. */
export function gramVector({ grams }: TokenStream, from: number, to: number): GramVector {
  const touched: number[] = [];
  for (let order = 0; order < 3; order++)
    for (let i = from; i + order < to; i++) {
      const bucket = grams[order]![i]!;
      if (counter[bucket]!++ === 0) touched.push(bucket);
    }
  const weights = new Float32Array(touched.length);
  let squares = 0;
  for (const [i, bucket] of touched.entries()) {
    const weight = 1 + Math.log(counter[bucket]!);
    counter[bucket] = 0;
    weights[i] = weight;
    squares += weight * weight;
  }
  for (let i = 0, scale = 1 / Math.sqrt(squares); i < weights.length; i++) weights[i]! *= scale;
  return { buckets: Uint32Array.from(touched), weights };
}
