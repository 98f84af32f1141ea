import { wordsOf } from '../document/words.ts';

/** A document that holds all that was asked for. */
export interface WordMatch {
  readonly path: string;
  /** How often all parts of the query occur, together. */
  readonly occurrences: number;
}

/** The usual constants of Okapi BM25 (Robertson and Zaragoza 2009): how soon further occurrences stop to count, and how much a text's length does. */
const K1 = 1.2;
const B = 0.75;

/**
 * Finds words in texts that come one after the other, and ranks the texts by Okapi BM25. Every word of the query has to occur, and every phrase between
 * quotation marks in its order; case and punctuation do not matter.
 */
export class WordSearch {
  /** The distinct words and phrases of the query, folded. */
  readonly parts: readonly (readonly string[])[];
  private readonly frequency: number[];
  private readonly hits: { readonly path: string; readonly counts: readonly number[]; readonly length: number }[] = [];
  private documents = 0;
  private words = 0;

  constructor(query: string) {
    const phrases = [...query.matchAll(/["“”]([^"“”]*)["“”]?/g)].map(([, phrase = '']) => folded(phrase));
    const single = folded(query.replace(/["“”][^"“”]*["“”]?/g, ' ')).map((word) => [word]);
    this.parts = [
      ...new Map(
        [...phrases, ...single].filter((part) => part.length > 0).map((part) => [part.join(' '), part]),
      ).values(),
    ];
    this.frequency = this.parts.map(() => 0);
  }

  add(path: string, text: string): void {
    const words = folded(text);
    const counts = this.parts.map((part) => occurrences(words, part));
    this.documents++;
    this.words += words.length;
    for (const [i, count] of counts.entries()) if (count > 0) this.frequency[i]!++;
    if (counts.length > 0 && counts.every((count) => count > 0)) this.hits.push({ path, counts, length: words.length });
  }

  /** The texts that hold everything, best first; equals in their order. */
  ranked(): WordMatch[] {
    const mean = this.words / Math.max(1, this.documents);
    const idf = this.frequency.map((df) => Math.log(1 + (this.documents - df + 0.5) / (df + 0.5)));
    const score = ({ counts, length }: { readonly counts: readonly number[]; readonly length: number }) =>
      counts.reduce((sum, tf, i) => sum + (idf[i]! * tf * (K1 + 1)) / (tf + K1 * (1 - B + (B * length) / mean)), 0);
    return this.hits
      .map((hit) => ({ path: hit.path, occurrences: hit.counts.reduce((a, b) => a + b, 0), score: score(hit) }))
      .sort((a, b) => b.score - a.score)
      .map(({ path, occurrences: times }) => ({ path, occurrences: times }));
  }
}

/** Words for comparing: without case, and with one kind of apostrophe. */
const folded = (text: string): string[] => wordsOf(text.normalize('NFC').toLowerCase().replaceAll('’', "'"));

function occurrences(words: readonly string[], [first = '', ...rest]: readonly string[]): number {
  let count = 0;
  for (let at = words.indexOf(first); at >= 0; at = words.indexOf(first, at + 1))
    if (rest.every((word, k) => words[at + 1 + k] === word)) count++;
  return count;
}
