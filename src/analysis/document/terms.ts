import { FUNCTION_WORDS } from './function-words.ts';
import { wordsOf } from './words.ts';

/** Function words that the package's list lacks. */
const MORE_STOPWORDS =
  "ain't can't shan't won't again always another anyone anything around away because become becomes being cannot come comes could day days does doing done down each either else enough etc even every everyone everything far few get gets getting give go goes going got half hand however instead keep later least less let lot lots made make makes making many may maybe might more most much must near need needs never next no nobody none not nothing now off often once one ones only others ought own per perhaps put quite rather really same say says see seem seems several shall should so some someone something sometimes soon still such sure take takes than that their then there therefore these thing things think this those though thus time times together too toward towards two three try under until upon use used uses using very want wants way ways well were when where whether which while whole whose why will with within without would yes yet";

/** Words that carry grammar rather than topic: the English list of the package `stopword`, and the ones above. */
const STOPWORDS = new Set([...FUNCTION_WORDS, ...MORE_STOPWORDS.split(' ')]);

/** How often each term stands in a text; the terms in order of their first place. */
export interface TermCounts {
  readonly terms: readonly string[];
  readonly counts: Uint32Array;
}

/**
 * The terms of a text: its words in lower case and plain apostrophes, without stop words, lone letters and bare numbers. A text of nothing
 * else, such as one of numbers or of emoji, has what stands between its white space for terms, so that it is like its copies.
 */
export function termCounts(text: string): TermCounts {
  const plain = text.normalize('NFKC').toLowerCase();
  const counts = new Map<string, number>();
  for (const word of wordsOf(plain)) {
    const term = termOf(word);
    if (term !== '') counts.set(term, (counts.get(term) ?? 0) + 1);
  }
  if (counts.size === 0) for (const term of plain.match(/\S+/g) ?? []) counts.set(term, (counts.get(term) ?? 0) + 1);
  return { terms: [...counts.keys()], counts: Uint32Array.from(counts.values()) };
}

/** Words whose terms are remembered at most: more than a large vocabulary, and bounded. */
const REMEMBERED = 100_000;
const termsOfWords = new Map<string, string>();

/** The term that a word in lower case stands for; empty for one that is none. Remembered, so that a term is one string however many documents hold it. */
function termOf(word: string): string {
  const known = termsOfWords.get(word);
  if (known !== undefined) return known;
  const plain = word.replaceAll('’', "'").replace(/'s$/, '');
  const term = isTopical(plain) ? plain : '';
  if (termsOfWords.size >= REMEMBERED) termsOfWords.clear();
  termsOfWords.set(word, term);
  return term;
}

const isTopical = (term: string) => term.length >= 2 && /\p{L}/u.test(term) && ![term, term.replaceAll("'", ''), term.replace(CONTRACTED, '')].some((form) => STOPWORDS.has(form));

/** The second half of `doesn't`, `they're`. */
const CONTRACTED = /n't$|'(?:re|ve|ll|d|m)$/;
