import type { Granularity } from '../../report/report.ts';

/** A stretch of text: UTF-16 code units, `end` exclusive. */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
}

const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });

/** Code units that the segmenter gets at once: each of its steps takes time in proportion to all that it was given. */
const WINDOW = 4096;

/** The sentences of a text (Unicode Standard Annex 29), without the white space around them. */
export function sentencesOf(text: string): TextSpan[] {
  const spans: TextSpan[] = [];
  for (let from = 0, window = WINDOW; from < text.length;) {
    const ends = Array.from(
      sentences.segment(text.slice(from, from + window)),
      ({ index, segment }) => from + index + segment.length,
    );
    // The last sentence may go on behind the window: it begins the next one. One that fills the window needs a larger one.
    if (from + window < text.length) ends.pop();
    for (const end of ends) {
      addTrimmed(spans, text, from, end);
      from = end;
    }
    window = ends.length > 0 ? WINDOW : window * 2;
  }
  return spans;
}

/** The paragraphs of a text: what stands between blank lines; where there are none, between line ends. */
export function paragraphsOf(text: string): TextSpan[] {
  const spans: TextSpan[] = [];
  const separator = /\n[^\S\n]*\n\s*/.test(text.trim()) ? /\n[^\S\n]*\n\s*/g : /\n\s*/g;
  let start = 0;
  for (const match of text.matchAll(separator)) {
    addTrimmed(spans, text, start, match.index);
    start = match.index + match[0].length;
  }
  addTrimmed(spans, text, start, text.length);
  return spans;
}

/** The units of a text that get an AI probability of their own, in order, not overlapping. */
export function segmentsOf(text: string, granularity: Granularity): TextSpan[] {
  return granularity === 'sentence' ? sentencesOf(text) : paragraphsOf(text);
}

function addTrimmed(spans: TextSpan[], text: string, start: number, end: number): void {
  const piece = text.slice(start, end);
  const trimmed = piece.trim();
  if (trimmed === '') return;
  const from = start + piece.length - piece.trimStart().length;
  spans.push({ start: from, end: from + trimmed.length });
}
