import { hash32, mix32 } from '../hash.ts';

/** Numbers that n-grams are hashed into. */
export const BUCKETS = 1 << 20;

/** A text as the detector sees it: one entry a token, position by position. */
export interface TokenStream {
  /** Where each token begins in the text, in UTF-16 code units, ascending. */
  readonly starts: Uint32Array;
  /** The token as it is counted: a word in lower case, or a punctuation mark. */
  readonly tokens: readonly string[];
  /** Letters of a word (at most 255), 0 for a punctuation mark. */
  readonly lengths: Uint8Array;
  /** Buckets of the n-grams that begin at each token: unigram, bigram. */
  readonly grams: readonly [Uint32Array, Uint32Array];
}

/** What is one token: a word with its apostrophes, or a mark of punctuation. Digits are no words: they mark sources, not writers. */
const TOKEN = /\p{L}[\p{L}\p{M}]*(?:['’]\p{L}+)*|[.,;:!?()"“”]|[–—]|--|\s-\s/gu;

/**
 * Takes a text apart for the detector. What gives a source away rather than a writer is taken out first: quotation marks and dashes are of one
 * kind, contractions that a tokenizer has split ("ca n't") are joined, letter case, digits, line breaks and white space do not count.
 */
export function tokenStream(text: string): TokenStream {
  const tokens: string[] = [];
  const starts: number[] = [];
  const lengths: number[] = [];
  for (const match of text.matchAll(TOKEN)) {
    const raw = match[0];
    if (!/^\p{L}/u.test(raw)) {
      push(mark(raw.trim()), match.index, 0);
      continue;
    }
    const word = raw.toLowerCase().replaceAll('’', "'");
    const last = tokens.length - 1;
    // "do n't", "ca n't": the tail of a contraction that stands alone.
    if (word === "n't" && lengths[last]) {
      const previous = tokens[last]!;
      tokens[last] = JOINED_NEGATIONS[previous] ?? `${previous}n't`;
      lengths[last] = tokens[last].length;
      continue;
    }
    push(word, match.index, Math.min(255, word.length));
  }
  return { tokens, starts: Uint32Array.from(starts), lengths: Uint8Array.from(lengths), grams: gramsOf(tokens) };

  function push(token: string, start: number, length: number): void {
    tokens.push(token);
    starts.push(start);
    lengths.push(length);
  }
}

/** What the first half of a split negation stands for. */
const JOINED_NEGATIONS: Readonly<Record<string, string>> = { ca: "can't", wo: "won't", sha: "shan't" };

const mark = (raw: string) => (raw === '“' || raw === '”' ? '"' : raw === '–' || raw === '—' || raw === '-' ? '--' : raw);

function gramsOf(tokens: readonly string[]): TokenStream['grams'] {
  const hashes = Uint32Array.from(tokens, (t) => hash32(t));
  const bucket = (h: number) => mix32(h) % BUCKETS;
  return [hashes.map(bucket), hashes.map((h, i) => bucket((Math.imul(mix32(h), 31) ^ (hashes[i + 1] ?? 0)) ^ 0x2545f491))];
}
