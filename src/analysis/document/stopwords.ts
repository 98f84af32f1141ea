import { FUNCTION_WORDS } from './function-words.ts';

/** Function words that the package's list lacks. */
const MORE_STOPWORDS =
  "ain't can't shan't won't again always another anyone anything around away because become becomes being cannot come comes could day days does doing done down each either else enough etc even every everyone everything far few get gets getting give go goes going got half hand however instead keep later least less let lot lots made make makes making many may maybe might more most much must near need needs never next no nobody none not nothing now off often once one ones only others ought own per perhaps put quite rather really same say says see seem seems several shall should so some someone something sometimes soon still such sure take takes than that their then there therefore these thing things think this those though thus time times together too toward towards two three try under until upon use used uses using very want wants way ways well were when where whether which while whole whose why will with within without would yes yet";

/** Words that carry grammar rather than topic: the English list of the package `stopword`, and the ones above. */
const STOPWORDS = new Set([...FUNCTION_WORDS, ...MORE_STOPWORDS.split(' ')]);

/** The term that a word in lower case stands for; empty for one that is none: a stop word, a lone letter, a bare number. */
export function termOf(word: string): string {
  const plain = word.replaceAll('’', "'").replace(/'s$/, '');
  return isTopical(plain) ? plain : '';
}

const isTopical = (term: string) =>
  term.length >= 2 &&
  /\p{L}/u.test(term) &&
  ![term, term.replaceAll("'", ''), term.replace(CONTRACTED, '')].some((form) => STOPWORDS.has(form));

/** The second half of `doesn't`, `they're`. */
const CONTRACTED = /n't$|'(?:re|ve|ll|d|m)$/;
