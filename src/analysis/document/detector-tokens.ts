import { hash32, mix32 } from '../hash.ts';

/** Numbers that n-grams are hashed into. */
export const BUCKETS = 1 << 20;

/** A text as the detector sees it: one entry a token, position by position. */
export interface TokenStream {
  /** Where each token begins in the text, in UTF-16 code units, ascending. */
  readonly starts: Uint32Array;
  /** The token as it is counted: a general word, the shape of any other word, or a punctuation mark. */
  readonly tokens: readonly string[];
  /** Letters of a word (at most 255), 0 for a punctuation mark. */
  readonly lengths: Uint8Array;
  /** Buckets of the n-grams that begin at each token: unigram, bigram, trigram. */
  readonly grams: readonly [Uint32Array, Uint32Array, Uint32Array];
}

/** What is one token: a word with its apostrophes, or a mark of punctuation. Digits are no words: they mark sources, not writers. */
const TOKEN = /\p{L}[\p{L}\p{M}]*(?:['’]\p{L}+)*|[.,;:!?()"“”]|[–—]|--|\s-\s/gu;

/** Endings that tell a word's part of speech; a word outside the general vocabulary counts by its ending alone, so that topics do not. */
const ENDINGS = ['ing', 'tion', 'sion', 'ment', 'ness', 'ity', 'ous', 'ive', 'able', 'ible', 'al', 'ic', 'ly', 'ed', 'er', 'est', 'ies', 'es', 's', 'y'];

/**
 * Takes a text apart for the detector. What gives a source away rather than a writer is taken out first: quotation marks and dashes are of one
 * kind, contractions that a tokenizer has split ("ca n't") are joined, letter case, digits, line breaks and white space do not count.
 *
 * @param vocabulary the general words
 */
export function tokenStream(text: string, vocabulary: ReadonlySet<string>): TokenStream {
  const tokens: string[] = [];
  const starts: number[] = [];
  const lengths: number[] = [];
  /** The word that was pushed last; `undefined` after a mark. */
  let previous: string | undefined;
  for (const match of text.matchAll(TOKEN)) {
    const raw = match[0];
    if (!/^\p{L}/u.test(raw)) {
      push(mark(raw.trim()), match.index, 0);
      previous = undefined;
      continue;
    }
    const word = raw.toLowerCase().replaceAll('’', "'");
    // "do n't", "ca n't": the tail of a contraction that stands alone.
    if (word === "n't" && previous !== undefined) {
      previous = JOINED_NEGATIONS[previous] ?? `${previous}n't`;
      tokens[tokens.length - 1] = general(previous);
      lengths[lengths.length - 1] = previous.length;
      continue;
    }
    push(general(word), match.index, Math.min(255, word.length));
    previous = word;
  }
  return { tokens, starts: Uint32Array.from(starts), lengths: Uint8Array.from(lengths), grams: gramsOf(tokens) };

  function general(word: string): string {
    return vocabulary.has(word) ? word : shape(word);
  }

  function push(token: string, start: number, length: number): void {
    tokens.push(token);
    starts.push(start);
    lengths.push(length);
  }
}

/** What the first half of a split negation stands for. */
const JOINED_NEGATIONS: Readonly<Record<string, string>> = { ca: "can't", wo: "won't", sha: "shan't" };

const mark = (raw: string) => (raw === '“' || raw === '”' ? '"' : raw === '–' || raw === '—' || raw === '-' ? '--' : raw);

const shape = (word: string) => (word.includes("'") ? "<'>" : `<${ENDINGS.find((e) => word.length > e.length + 2 && word.endsWith(e)) ?? ''}>`);

function gramsOf(tokens: readonly string[]): TokenStream['grams'] {
  const hashes = Uint32Array.from(tokens, (t) => hash32(t));
  const bucket = (h: number) => mix32(h) % BUCKETS;
  const combine = (a: number, b: number) => Math.imul(mix32(a), 31) ^ b;
  const at = (i: number) => hashes[i] ?? 0;
  return [
    hashes.map((h) => bucket(h)),
    hashes.map((h, i) => bucket(combine(h, at(i + 1)) ^ 0x2545f491)),
    hashes.map((h, i) => bucket(combine(combine(h, at(i + 1)), at(i + 2)) ^ 0x1b873593)),
  ];
}
