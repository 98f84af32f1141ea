import { mix32 } from '../hash.ts';
import { formsOf, wordForms } from './word-forms.ts';
import type { TextSpan } from './segments.ts';
import { wordMarks } from './word-marks.ts';
import { wordPlaces } from './words.ts';

/** The words of a text in order, as numbers: all that finding copied passages needs of it. */
export interface WordSequence {
  /** A hash for each word, in lower case, without compatibility forms, and in the singular. */
  readonly hashes: Uint32Array;
  /** Where each word begins in the text that is shown, in UTF-16 code units. */
  readonly starts: Uint32Array;
  /** Length of each word in it. */
  readonly lengths: Uint16Array;
  /** Where each word stands, as bits ({@link wordMarks}). */
  readonly marks: Uint8Array;
  /** A hash of all words in order in which endings count: tells texts of the very same words from those that are alike but for endings. */
  readonly exact: number;
}

/**
 * The word sequence of a text. One without words, of emoji or marks alone, has what stands between its white space for words, as its terms do.
 *
 * @param shown the same text with its markup, at the same places
 * @param quotes stretches of it that are quotations by their markup
 */
export function wordSequence(text: string, shown = text, quotes: readonly TextSpan[] = []): WordSequence {
  let { starts, ends } = wordPlaces(text);
  let forms = wordForms(text);
  if (forms.length === 0) {
    const matches = [...text.matchAll(/\S+/g)];
    starts = Uint32Array.from(matches, (m) => m.index);
    ends = Uint32Array.from(matches, (m) => m.index + m[0].length);
    forms = matches.map((m) => formsOf(m[0]));
  }
  let exact = 0;
  for (const { plain } of forms) exact = mix32(Math.imul(exact, 31) ^ plain);
  return {
    hashes: Uint32Array.from(forms, (form) => form.singular),
    starts,
    lengths: Uint16Array.from(starts, (start, i) => Math.min(ends[i]! - start, 0xffff)),
    marks: wordMarks(shown, starts, quotes),
    exact,
  };
}
