import type { ExtractedDocument } from '../sources/extracted-document.ts';
import { withoutLookalikes } from '../sources/unicode.ts';
import { declarations } from './declarations.ts';
import { referenceLists } from './reference-list.ts';
import type { TextSpan } from './segments.ts';
import type { Template } from './template.ts';
import { countWords } from './words.ts';

/** A text as it is compared and judged. Positions in it are positions in the text that is shown. */
export interface ComparedText {
  /** Spaces stand in place of markup and of passages that come from a template. */
  readonly text: string;
  /** The same without lists of references and declarations, unless they are nearly all of it: what is somebody's own in it, in meaning, in terms and for the detector. */
  readonly own: string;
  /** Words that are not markup, those of templates among them. */
  readonly words: number;
  /** Words of passages that come from a template. */
  readonly ignoredWords: number;
}

/** Takes out of a text what does not count in it, without moving what does. */
export function comparedText(
  { text, markup }: Pick<ExtractedDocument, 'text' | 'markup'>,
  template?: Template,
): ComparedText {
  const prose = withoutLookalikes(blanked(text, markup));
  const words = countWords(prose);
  const passages = template?.passagesIn(prose) ?? [];
  if (passages.length === 0) return { text: prose, own: ownText(prose, text), words, ignoredWords: 0 };
  const compared = blanked(prose, passages);
  return { text: compared, own: ownText(compared, text), words, ignoredWords: words - countWords(compared) };
}

/** Share of a text's words that is left at least where references and declarations are taken out of it. */
const OWN_SHARE = 0.2;

function ownText(compared: string, shown: string): string {
  const apart = joined([...referenceLists(shown), ...declarations(shown)]);
  if (apart.length === 0) return compared;
  const own = blanked(compared, apart);
  return countWords(own) < OWN_SHARE * countWords(compared) ? compared : own;
}

/** Spans in order, overlapping ones as one. */
function joined(spans: readonly TextSpan[]): TextSpan[] {
  const apart: TextSpan[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    const last = apart.at(-1);
    if (last && span.start < last.end)
      apart[apart.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    else apart.push(span);
  }
  return apart;
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
