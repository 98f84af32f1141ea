import type { DocumentExplanation, Mover } from '../../protocol/panel.ts';
import type { Explanation } from '../../report/explanation.ts';
import { rangesIn } from './text-ranges.ts';

/** Passages in each direction. */
const MOST_PASSAGES = 3;

/** Words of a passage that name it. */
const NAMING_WORDS = 9;

/** An explanation as the panel shows it: the strongest passages by their first words, and positions as editors count them. */
export function documentExplanation(
  { raising, lowering, style, passages }: Explanation,
  text: string,
): DocumentExplanation {
  const rangeOf = rangesIn(text);
  const phrase = ({ phrase: words, count, influence, start, end }: Explanation['raising'][number]): Mover => ({
    words: tidy(words),
    quote: text.slice(start, end).replace(/\s+/g, ' '),
    count,
    influence,
    range: rangeOf(start, end),
  });
  const strongest = (sign: 1 | -1): Mover[] =>
    passages.length < 2
      ? []
      : passages
          .filter(({ influence }) => influence * sign > 0)
          .sort((a, b) => (b.influence - a.influence) * sign)
          .slice(0, MOST_PASSAGES)
          .map(({ start, end, influence }) => ({
            words: firstWords(text.slice(start, end)),
            count: 1,
            influence,
            range: rangeOf(start, end),
          }));
  return {
    ...(style !== undefined && { style }),
    phrases: { raising: raising.map(phrase), lowering: lowering.map(phrase) },
    passages: { raising: strongest(1), lowering: strongest(-1) },
  };
}

/** Marks of punctuation are tokens of their own; people write them behind a word. */
const tidy = (phrase: string) => phrase.replace(/ (?=[.,;:!?)”])/g, '').replace(/\( /g, '(');

function firstWords(passage: string): string {
  const words = passage.trim().split(/\s+/);
  return words.length > NAMING_WORDS ? `${words.slice(0, NAMING_WORDS).join(' ')} …` : words.join(' ');
}
