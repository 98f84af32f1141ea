import type { ExtractedDocument } from '../sources/extracted-document.ts';
import { withoutLookalikes } from '../sources/unicode.ts';
import type { TextSpan } from './segments.ts';
import type { Template } from './template.ts';
import { countWords } from './words.ts';

/** A text as it is compared and judged. Positions in it are positions in the text that is shown. */
export interface ComparedText {
  /** Spaces stand in place of markup and of passages that come from a template. */
  readonly text: string;
  /** Words that are not markup, those of templates among them. */
  readonly words: number;
  /** Words of passages that come from a template. */
  readonly ignoredWords: number;
}

/** Takes out of a text what does not count in it, without moving what does. */
export function comparedText({ text, markup }: Pick<ExtractedDocument, 'text' | 'markup'>, template?: Template): ComparedText {
  const prose = withoutLookalikes(blanked(text, markup));
  const words = countWords(prose);
  const passages = template?.passagesIn(prose) ?? [];
  if (passages.length === 0) return { text: prose, words, ignoredWords: 0 };
  const compared = blanked(prose, passages);
  return { text: compared, words, ignoredWords: words - countWords(compared) };
}

/** The text with spaces in place of the spans; line ends stay. */
function blanked(text: string, spans: readonly TextSpan[]): string {
  if (spans.length === 0) return text;
  const parts: string[] = [];
  let from = 0;
  for (const { start, end } of spans) {
    parts.push(text.slice(from, start), text.slice(start, end).replace(/[^\n]/g, ' '));
    from = end;
  }
  return parts.join('') + text.slice(from);
}
