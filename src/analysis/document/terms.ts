import { foldedWordForms } from './word-forms.ts';

/** Stands between two terms, and in none: they are words, or free of white space. */
export const TERM_END = '\n';

/** How often each term stands in a text. */
export interface TermCounts {
  /**
   * In order of their first place, joined by {@link TERM_END}: a batch has millions of terms, and as strings of their own they would be the most of what goes from thread to thread, to the
   * disk, and of what is held of a document.
   */
  readonly terms: string;
  readonly counts: Uint32Array;
}

/**
 * The terms of a text: its words in lower case and plain apostrophes, without stop words, lone letters and bare numbers. A text of nothing
 * else, such as one of numbers or of emoji, has what stands between its white space for terms, so that it is like its copies.
 */
export function termCounts(text: string): TermCounts {
  const counts = new Map<string, number>();
  const count = (term: string) => counts.set(term, (counts.get(term) ?? 0) + 1);
  for (const { term } of foldedWordForms(text)) if (term !== '') count(term);
  if (counts.size === 0) for (const term of text.normalize('NFKC').toLowerCase().match(/\S+/g) ?? []) count(term);
  return { terms: [...counts.keys()].join(TERM_END), counts: Uint32Array.from(counts.values()) };
}
