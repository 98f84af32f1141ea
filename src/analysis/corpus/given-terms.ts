import { TERM_END, type TermCounts } from '../document/terms.ts';
import { formsOf } from '../document/word-forms.ts';
import { IN_DECLARATION, IN_REFERENCES } from '../document/word-marks.ts';
import type { WordSequence } from '../document/word-sequence.ts';
import type { LeftOutStretch } from './left-out.ts';

/**
 * The terms of a document without those of the cover sheet and the questions that it was given: they make no two documents alike, and name no cluster. Words of references and declarations are no terms anyway. Where
 * nothing would be left, all stay.
 *
 * @param stretches what of the document counts for no copy
 */
export function termsWithoutGiven(
  termCounts: TermCounts,
  { hashes, starts, marks }: WordSequence,
  stretches: readonly LeftOutStretch[],
): TermCounts {
  const given = stretches.filter(({ kind }) => kind === 'cover-sheets' || kind === 'questions');
  if (given.length === 0) return termCounts;
  const taken = new Map<number, number>();
  let word = 0;
  for (const { start, end } of given) {
    while (word < starts.length && starts[word]! < start) word++;
    for (; word < starts.length && starts[word]! < end; word++)
      if ((marks[word]! & (IN_REFERENCES | IN_DECLARATION)) === 0)
        taken.set(hashes[word]!, (taken.get(hashes[word]!) ?? 0) + 1);
  }
  const terms: string[] = [];
  const counts: number[] = [];
  for (const [i, term] of termCounts.terms.split(TERM_END).entries()) {
    const { singular } = formsOf(term);
    const out = Math.min(termCounts.counts[i] ?? 0, taken.get(singular) ?? 0);
    if (out > 0) taken.set(singular, taken.get(singular)! - out);
    const left = (termCounts.counts[i] ?? 0) - out;
    if (left === 0) continue;
    terms.push(term);
    counts.push(left);
  }
  return terms.length === 0 ? termCounts : { terms: terms.join(TERM_END), counts: Uint32Array.from(counts) };
}
