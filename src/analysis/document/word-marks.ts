import { declarations } from './declarations.ts';
import { givenLines } from './given-lines.ts';
import { quotations } from './quotations.ts';
import { referenceLists } from './reference-list.ts';
import type { TextSpan } from './segments.ts';

/** What is known of a word's place, as bits. */
export const IN_REFERENCES = 1;
export const IN_QUOTATION = 2;
/** The first word of a line, and the first of a paragraph. */
export const BEGINS_LINE = 4;
export const IN_DECLARATION = 8;
/** In a line that asks, or tells somebody to do something; in one of the short lines above or below the text. */
export const IN_ASKING = 16;
export const IN_HEAD = 32;

/** A text of hardly more than references counts as a whole. */
const REFERENCES_SHARE = 0.8;

/**
 * For each word of a text, where it stands: in a list of references, in a quotation, in a declaration, in a line that asks or is a heading, at the begin of a line.
 *
 * @param text with its markup
 * @param starts of the words, ascending
 * @param quotes stretches that are quotations by their markup
 */
export function wordMarks(text: string, starts: Uint32Array, quotes: readonly TextSpan[] = []): Uint8Array {
  const marks = new Uint8Array(starts.length);
  for (let i = 0, lineEnd = -1; i < starts.length; i++) {
    if (starts[i]! <= lineEnd) continue;
    marks[i] = BEGINS_LINE;
    lineEnd = text.indexOf('\n', starts[i]);
    if (lineEnd < 0) break;
  }
  markIn(marks, starts, quotations(text, starts.length, quotes), IN_QUOTATION);
  markIn(marks, starts, declarations(text), IN_DECLARATION);
  const { asking, head } = givenLines(text);
  markIn(marks, starts, asking, IN_ASKING);
  markIn(marks, starts, head, IN_HEAD);
  const listed = markIn(marks, starts, referenceLists(text), IN_REFERENCES);
  if (listed > REFERENCES_SHARE * starts.length) for (let i = 0; i < marks.length; i++) marks[i]! &= ~IN_REFERENCES;
  return marks;
}

/** @returns how many words lie in the spans */
function markIn(marks: Uint8Array, starts: Uint32Array, spans: readonly TextSpan[], bit: number): number {
  let word = 0;
  let count = 0;
  for (const { start, end } of spans) {
    while (word < starts.length && starts[word]! < start) word++;
    for (; word < starts.length && starts[word]! < end; word++, count++) marks[word]! |= bit;
  }
  return count;
}
