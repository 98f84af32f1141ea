/** A word: a letter or digit with the letters, marks, digits, apostrophes and hyphens that follow it (`don't`, `co-author`, `1990s`). */
const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:['’-][\p{L}\p{N}][\p{L}\p{M}\p{N}]*)*/gu;

/** The words of a text, as they stand in it. */
export function wordsOf(text: string): string[] {
  return text.match(WORD) ?? [];
}

/** The words of a text with their places. */
export function wordMatches(text: string): RegExpExecArray[] {
  return [...text.matchAll(WORD)];
}

/** Number of words in a text. */
export function countWords(text: string): number {
  let count = 0;
  for (const _ of text.matchAll(WORD)) count++;
  return count;
}
