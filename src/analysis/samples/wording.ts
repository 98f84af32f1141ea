import { mix32 } from '../hash.ts';

/** Numbers that n-grams of words, and those of characters, are hashed into. */
const BUCKETS = 1 << 18;

/** Numbers of all n-grams: those of words first, then those of characters. */
export const WORDING_BUCKETS = 2 * BUCKETS;

/** Longest n-grams of characters; the shortest have two. */
const LONGEST = 5;

/** How a text is worded: its words, pairs of words and runs of two to five characters, as a sparse vector of Euclidean length 1 (or 0, of a text without any). */
export interface Wording {
  readonly buckets: Uint32Array;
  readonly weights: Float32Array;
}

const counter = new Uint16Array(WORDING_BUCKETS);

/**
 * The wording of a text: 1 + ln count of each n-gram. Words and characters weigh the same; how rare an n-gram is does not count, for a writer shows in the common ones.
 * What gives away where a text comes from rather than who wrote it is folded: letter case, kinds of quotation marks and dashes, digits, marks of lists and of emphasis, line breaks.
 */
export function wordingOf(text: string): Wording {
  const folded = foldedText(text);
  const words = countedWords(folded);
  const characters = countedCharacters(folded);
  const weights = new Float32Array(words.length + characters.length);
  weigh(words, weights.subarray(0, words.length));
  weigh(characters, weights.subarray(words.length));
  return { buckets: Uint32Array.from([...words, ...characters]), weights };
}

/** Sum of the products of two wordings: their cosine. */
export function wordingCosine(a: Wording, b: Wording): number {
  return wordingProducts(a, [b])[0]!;
}

const dense = new Float32Array(WORDING_BUCKETS);

/** Cosines of one wording with others. */
export function wordingProducts({ buckets, weights }: Wording, others: readonly Wording[]): number[] {
  for (const [i, bucket] of buckets.entries()) dense[bucket] = weights[i]!;
  const products = others.map((other) =>
    other.buckets.reduce((sum, bucket, i) => sum + dense[bucket]! * other.weights[i]!, 0),
  );
  for (const bucket of buckets) dense[bucket] = 0;
  return products;
}

/** A text without what differs by source rather than by writer. */
export function foldedText(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/^[ \t]*(?:[-*+•·–—]|\d+[.)])[ \t]+/gm, ' ')
    .replace(/[‘’‚‛`´]/g, "'")
    .replace(/[“”„‟«»]|''/g, '"')
    .replace(/\s*(?:--+|[–—―])\s*|\s-\s/g, ' - ')
    .replace(/[*_~]+/g, '')
    .replace(/[#>|]+/g, ' ')
    .replace(/\d+/g, '0')
    .replace(/\s+/g, ' ')
    .replace(/ n ?' ?t\b/g, "n't")
    .replace(/ ([.,;:!?])/g, '$1')
    .trim();
}

const WORD = /[\p{L}\p{M}]+(?:'\p{L}+)*|[.,;:!?()"-]/gu;

function countedWords(folded: string): number[] {
  const touched: number[] = [];
  let before = 0;
  for (const [word] of folded.matchAll(WORD)) {
    const hash = hashOf(word);
    count(mix32(hash) % BUCKETS, touched);
    if (before !== 0) count(mix32(Math.imul(before, 31) ^ hash ^ 0x2545f491) % BUCKETS, touched);
    before = hash;
  }
  return touched;
}

function countedCharacters(folded: string): number[] {
  const touched: number[] = [];
  for (let at = 0; at + 1 < folded.length; at++) {
    let hash = 0x811c9dc5;
    for (let length = 1; length <= LONGEST && at + length <= folded.length; length++) {
      hash = Math.imul(hash ^ folded.charCodeAt(at + length - 1), 0x01000193);
      if (length > 1) count(BUCKETS + (mix32(hash ^ length) % BUCKETS), touched);
    }
  }
  return touched;
}

function hashOf(word: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193);
  return hash | 1;
}

function count(bucket: number, touched: number[]): void {
  if (counter[bucket]! === 0) touched.push(bucket);
  if (counter[bucket]! < 0xffff) counter[bucket]!++;
}

/** Takes the counts of the buckets, sets them back, and gives the weights a Euclidean length of √½. */
function weigh(touched: readonly number[], weights: Float32Array): void {
  let squares = 0;
  for (const [i, bucket] of touched.entries()) {
    const weight = 1 + Math.log(counter[bucket]!);
    counter[bucket] = 0;
    weights[i] = weight;
    squares += weight * weight;
  }
  const scale = squares === 0 ? 0 : Math.sqrt(0.5 / squares);
  for (let i = 0; i < weights.length; i++) weights[i]! *= scale;
}
