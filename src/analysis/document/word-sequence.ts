import { hash32, mix32 } from '../hash.ts';
import { wordMatches } from './words.ts';

/** The words of a text in order, as numbers: all that finding copied passages needs of it. */
export interface WordSequence {
  /** A hash for each word, in lower case, without compatibility forms, and in the singular. */
  readonly hashes: Uint32Array;
  /** Where each word begins in the text that is shown, in UTF-16 code units. */
  readonly starts: Uint32Array;
  /** Length of each word in it. */
  readonly lengths: Uint16Array;
  /** A hash of all words in order in which endings count: tells texts of the very same words from those that are alike but for endings. */
  readonly exact: number;
}

/** The word sequence of a text. One without words, of emoji or marks alone, has what stands between its white space for words, as its terms do. */
export function wordSequence(text: string): WordSequence {
  const words = wordMatches(text);
  const matches = words.length > 0 ? words : [...text.matchAll(/\S+/g)];
  const hashes = new Uint32Array(matches.length);
  const starts = new Uint32Array(matches.length);
  const lengths = new Uint16Array(matches.length);
  let exact = 0;
  for (const [i, { 0: word, index }] of matches.entries()) {
    const plain = word.normalize('NFKC').toLowerCase().replaceAll('’', "'");
    hashes[i] = hash32(singular(plain));
    starts[i] = index;
    lengths[i] = Math.min(word.length, 0xffff);
    exact = mix32(Math.imul(exact, 31) ^ hash32(plain));
  }
  return { hashes, starts, lengths, exact };
}

/** Takes the ending of plurals, of the third person and of possessives away (the "S stemmer" of Harman 1991, "How effective is suffixing?"). */
function singular(word: string): string {
  if (word.endsWith("'s")) return word.slice(0, -2);
  if (word.length < 4 || !word.endsWith('s')) return word;
  if (/(?<![ae])ies$/.test(word)) return `${word.slice(0, -3)}y`;
  if (/(?:(?<![aeo])es|(?<![us])s)$/.test(word)) return word.slice(0, -1);
  return word;
}
