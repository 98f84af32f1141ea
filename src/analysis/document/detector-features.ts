import { BUCKETS, type TokenStream } from './detector-tokens.ts';

/** Names of the stylometric features, in their order. */
export const STYLE_FEATURES = [
  'mean sentence length',
  'spread of sentence lengths',
  'mean word length',
  'long words',
  'short words',
  'distinct words',
  'words used once',
  'commas',
  'semicolons and colons',
  'questions and exclamations',
  'quotation marks',
  'brackets',
  'dashes',
  'contractions',
  'words outside the general vocabulary',
] as const;

/** Tokens over which richness is counted, so that it does not depend on length (MATTR, Covington and McFall 2010). */
const RICHNESS_WINDOW = 50;

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

/** The stylometric features of the tokens `from` … `to` − 1, one number for each of {@link STYLE_FEATURES}; rates are per word. */
export function styleVector(stream: TokenStream, from: number, to: number): Float64Array {
  const counts = { words: 0, letters: 0, long: 0, short: 0, contractions: 0, masked: 0 };
  const marks = new Map<string, number>();
  const sentences: number[] = [];
  let inSentence = 0;
  for (let i = from; i < to; i++) {
    const token = stream.tokens[i]!;
    const length = stream.lengths[i]!;
    if (length === 0) {
      marks.set(token, (marks.get(token) ?? 0) + 1);
      if ((token === '.' || token === '!' || token === '?') && inSentence > 0) {
        sentences.push(inSentence);
        inSentence = 0;
      }
      continue;
    }
    inSentence++;
    counts.words++;
    counts.letters += length;
    if (length >= 8) counts.long++;
    if (length <= 3) counts.short++;
    if (token.includes("'")) counts.contractions++;
    if (token.startsWith('<')) counts.masked++;
  }
  if (inSentence > 0) sentences.push(inSentence);
  const rate = (...kinds: string[]) => kinds.reduce((sum, kind) => sum + (marks.get(kind) ?? 0), 0) / Math.max(1, counts.words);
  const words = Math.max(1, counts.words);
  const mean = sentences.reduce((a, b) => a + b, 0) / Math.max(1, sentences.length);
  const variance = sentences.reduce((a, b) => a + (b - mean) ** 2, 0) / Math.max(1, sentences.length);
  const { distinct, once } = richness(stream, from, to);
  return Float64Array.of(
    Math.log(1 + mean),
    Math.sqrt(variance) / Math.max(1, mean),
    counts.letters / words,
    counts.long / words,
    counts.short / words,
    distinct,
    once,
    rate(','),
    rate(';', ':'),
    rate('?', '!'),
    rate('"'),
    rate('(', ')'),
    rate('--'),
    counts.contractions / words,
    counts.masked / words,
  );
}

/** Mean share of distinct words, and of words used once, over stretches of 50 words. */
function richness({ words }: TokenStream, from: number, to: number): { distinct: number; once: number } {
  const own = words.subarray(from, to).filter((w) => w !== 0);
  let distinct = 0;
  let once = 0;
  let windows = 0;
  for (let start = 0; start === 0 || start + RICHNESS_WINDOW <= own.length; start += RICHNESS_WINDOW / 2) {
    const window = own.subarray(start, start + RICHNESS_WINDOW);
    if (window.length === 0) break;
    const seen = new Map<number, number>();
    for (const w of window) seen.set(w, (seen.get(w) ?? 0) + 1);
    distinct += seen.size / window.length;
    let single = 0;
    for (const count of seen.values()) if (count === 1) single++;
    once += single / window.length;
    windows++;
  }
  return { distinct: distinct / Math.max(1, windows), once: once / Math.max(1, windows) };
}
