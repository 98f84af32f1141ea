import type { TokenStream } from './detector-tokens.ts';

/** What takes a text away from the running prose that the detector was trained on, whoever wrote it. */
export interface ProseMeasures {
  /** Standard deviation of the lengths of the words, in letters: how learned a text is. It hardly depends on its length. */
  readonly spread: number;
  /** Marks of punctuation, for each word: formulas, quizzes and lists hold many. */
  readonly marks: number;
  /** Share of words of one letter other than "a" and "I": symbols of formulas, and the letters of answers to choose from. */
  readonly oneLetter: number;
}

/** @param stream with at least one word */
export function proseMeasures({ tokens, lengths }: TokenStream): ProseMeasures {
  const words = lengths.filter(Boolean);
  const mean = words.reduce((a, b) => a + b, 0) / words.length;
  let oneLetter = 0;
  for (const [i, length] of lengths.entries()) if (length === 1 && tokens[i] !== 'a' && tokens[i] !== 'i') oneLetter++;
  return {
    spread: Math.sqrt(words.reduce((sum, length) => sum + (length - mean) ** 2, 0) / words.length),
    marks: (lengths.length - words.length) / words.length,
    oneLetter: oneLetter / words.length,
  };
}
