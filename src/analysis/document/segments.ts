import type { Granularity } from '../../report/report.ts';

/** A stretch of text: UTF-16 code units, `end` exclusive. */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
}

const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });

/** The sentences of a text (Unicode Standard Annex 29), without the white space around them. */
export function sentencesOf(text: string): TextSpan[] {
  const spans: TextSpan[] = [];
  for (const { index, segment } of sentences.segment(text)) addTrimmed(spans, text, index, index + segment.length);
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
  while (start < end && isSpace(text.charCodeAt(start))) start++;
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
  if (start < end) spans.push({ start, end });
}

const isSpace = (code: number) => code === 0x20 || (code >= 0x09 && code <= 0x0d) || code === 0xa0 || code === 0xfeff || code === 0x2028 || code === 0x2029;
