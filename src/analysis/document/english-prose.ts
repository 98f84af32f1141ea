import { francAll } from 'franc-min';
import type { DeclineReason } from '../../report/report.ts';
import { FUNCTION_WORDS } from './function-words.ts';
import { wordsOf } from './words.ts';

/** Words that are looked at. */
const LOOKED_AT = 400;

/**
 * Share of function words from which a text is English prose without further ado, and below which it is no prose. Of 26,327 essays, stories,
 * reviews, abstracts and news items in English 42 lie below the second (docs/decisions/0017); of the Universal Declaration of Human Rights in 532
 * languages, none but English and Scots reaches the first.
 */
export const SURELY_ENGLISH = 0.33;
const LEAST_OF_PROSE = 0.2;

/**
 * Whether a text is of a kind that the detector of machine authorship knows: English prose.
 *
 * @returns `not-english` for other languages, by the trigrams of the text (Cavnar and Trenkle 1994, as in the package `franc-min`);
 *   `not-prose` for code, tables, lists and the like, which hold few function words; `undefined` for English prose
 */
export function unlikeEnglishProse(text: string): Extract<DeclineReason, 'not-english' | 'not-prose'> | undefined {
  const share = shareOfFunctionWords(wordsOf(text, LOOKED_AT));
  if (share >= SURELY_ENGLISH) return undefined;
  // The detector of languages takes some 3 ms, so that only texts in doubt go to it.
  if (francAll(text)[0]?.[0] !== 'eng') return 'not-english';
  return share < LEAST_OF_PROSE ? 'not-prose' : undefined;
}

/** Share of some words that are function words of English, 0 … 1. */
export function shareOfFunctionWords(words: readonly string[]): number {
  const found = words.filter((word) => FUNCTION_WORDS.has(word.toLowerCase().replaceAll('’', "'")));
  return found.length / Math.max(1, words.length);
}
