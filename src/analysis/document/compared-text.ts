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
  /** The same without lists of references, declarations and what was given, unless they are nearly all of it: what is somebody's own in it, in meaning, in terms and for the detector. */
  readonly own: string;
  /** Words that are not markup, those of templates among them. */
  readonly words: number;
  /** Words of passages that come from a template. */
  readonly ignoredWords: number;
}

/**
 * Takes out of a text what does not count in it, without moving what does.
 *
 * @param given stretches that the batch shows to be no work of the author's: cover sheets and questions, in order
 */
export function comparedText(
  { text, markup }: Pick<ExtractedDocument, 'text' | 'markup'>,
  template?: Template,
  given: readonly TextSpan[] = [],
): ComparedText {
  const prose = withoutLookalikes(blanked(text, markup));
  const words = countWords(prose);
  const passages = template?.passagesIn(prose) ?? [];
  if (passages.length === 0) return { text: prose, own: ownText(prose, text, given), words, ignoredWords: 0 };
  const compared = blanked(prose, passages);
  return { text: compared, own: ownText(compared, text, given), words, ignoredWords: words - countWords(compared) };
}

/** Share of a text's words that is left at least where references and declarations, or what was given, are taken out of it. */
const OWN_SHARE = 0.2;

function ownText(compared: string, shown: string, given: readonly TextSpan[]): string {
  const own = mostlyKept(compared, joined([...referenceLists(shown), ...declarations(shown)]), compared);
  return mostlyKept(own, joined(given.map((span) => withMarks(shown, span))), compared);
}

/** A text without some stretches, or as it is where hardly anything would be left. */
function mostlyKept(text: string, stretches: readonly TextSpan[], whole: string): string {
  if (stretches.length === 0) return text;
  const own = blanked(text, stretches);
  return countWords(own) < OWN_SHARE * countWords(whole) ? text : own;
}

/** A stretch from its first word to its last with the marks on both sides, which would make sentences without a word. */
function withMarks(text: string, { start, end }: TextSpan): TextSpan {
  const before = /[\p{P}\p{S}]*$/u.exec(text.slice(Math.max(0, start - LONGEST_MARKS), start))![0].length;
  const behind = /^[\p{P}\p{S}]*/u.exec(text.slice(end, end + LONGEST_MARKS))![0].length;
  return { start: start - before, end: end + behind };
}

/** Marks that are looked for on each side of a stretch. */
const LONGEST_MARKS = 8;

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
