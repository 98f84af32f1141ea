import { eng } from 'stopword';

/** English words that carry grammar rather than topic: the list of the package `stopword`. */
export const FUNCTION_WORDS: ReadonlySet<string> = new Set(eng);
