import type { TextSpan } from '../document/segments.ts';

/** Stand in a text, until it is whole, around what is marked as a quotation. */
export const QUOTE_BEGIN = '\ufdd0';
export const QUOTE_END = '\ufdd1';

/** A text without the marks of its quotations, and where these are: the outermost ones, ascending. */
export function withoutQuoteMarks(marked: string): { readonly text: string; readonly quotes: readonly TextSpan[] } {
  if (!marked.includes(QUOTE_BEGIN)) return { text: marked.replaceAll(QUOTE_END, ''), quotes: [] };
  const quotes: TextSpan[] = [];
  let text = '';
  let depth = 0;
  let start = 0;
  for (const part of marked.split(/([\ufdd0\ufdd1])/)) {
    if (part === QUOTE_BEGIN) {
      if (depth++ === 0) start = text.length;
    } else if (part === QUOTE_END) {
      if (depth > 0 && --depth === 0 && text.length > start) quotes.push({ start, end: text.length });
    } else text += part;
  }
  // One that was cut off ends with the text.
  if (depth > 0 && text.length > start) quotes.push({ start, end: text.length });
  return { text, quotes };
}
