import { type Format, formatOf } from '../../report/formats.ts';
import { notice } from '../../report/notice.ts';
import type { ReadingOptions } from '../../report/reading-options.ts';
import type { TextSpan } from '../document/segments.ts';
import { UnreadableDocument } from './document-location.ts';
import type { ExtractedDocument } from './extracted-document.ts';
import { FORMAT_READERS, type MarkupFinder, type RawText } from './format-readers.ts';
import { type Problem, problem } from './problem.ts';
import { withoutQuoteMarks } from './quote-marks.ts';
import { cleanText } from './unicode.ts';

/**
 * The texts in the bytes of a file, by the format that its name ends in. The one door to every parser: whatever it does, it does it under the
 * deadline and the memory cap of whoever calls. A parser is loaded when the first file of its format comes.
 *
 * @param path says the format; nothing is read from it
 * @param included bytes of what the document includes, by their paths
 * @returns at least one document
 * @throws {@link UnreadableDocument} with the reason
 */
export async function extractText(
  bytes: Uint8Array,
  path: string,
  reading: ReadingOptions,
  included: ReadonlyMap<string, Uint8Array> = new Map(),
): Promise<readonly ExtractedDocument[]> {
  const format = formatOf(path, reading.sourceCode) ?? 'text';
  if (bytes.length === 0) throw new UnreadableDocument(EMPTY);
  const reader = FORMAT_READERS[format];
  const markup = (await reader.markup?.()) ?? (() => []);
  const raws = await reader.read(bytes, path, reading, included);
  const documents = raws.flatMap((raw) => finish(raw, format, markup, reading.limits.characters) ?? []);
  // Where nothing is left it matters what was left out.
  if (documents.length === 0) throw new UnreadableDocument(raws.flatMap(({ warnings = [] }) => warnings)[0] ?? EMPTY);
  return documents;
}

const EMPTY: Problem = problem('empty', notice('document-empty'));

/** The text as it is analysed; `undefined` where nothing is left. */
function finish(
  { text: raw, encoding, warnings = [], extracted, part, parts, tableWarnings = [] }: RawText,
  format: Format,
  markupOf: MarkupFinder,
  characters: number,
): ExtractedDocument | undefined {
  const { text: clean, warnings: unicode } = cleanText(raw);
  if (clean.trim() === '') return undefined;
  const { text: marked, warnings: truncated } = cutTo(clean, characters);
  const { quotations = false, paged = false } = FORMAT_READERS[format];
  const { text: cut, quotes } = quotations ? withoutQuoteMarks(marked) : { text: marked, quotes: [] };
  const pages = paged ? Array.from(cut.matchAll(/[\f\v]/g), ({ index }) => index + 1) : [];
  const text = pages.length > 0 ? cut.replaceAll('\f', '\n').replaceAll('\v', ' ') : cut;
  return {
    text,
    format,
    ...(encoding !== undefined && { encoding }),
    warnings: [...warnings, ...unicode, ...truncated],
    markup: parts ? markupOfParts(text, parts, markupOf) : markupIn(text, markupOf),
    extracted: extracted || clean !== raw.replace(/\r\n?/g, '\n'),
    ...(quotes.length > 0 && { quotes }),
    ...(pages.length > 0 && { pages }),
    ...(part !== undefined && { part }),
    ...(tableWarnings.length > 0 && { tableWarnings }),
  };
}

/** The markup of each part of a text: what is left open in one ends with it. */
function markupOfParts(text: string, parts: readonly string[], markupOf: MarkupFinder): readonly TextSpan[] {
  const spans: TextSpan[] = [];
  let start = 0;
  for (const part of parts) {
    const end = Math.min(text.length, start + cleanText(part).text.length);
    for (const span of markupIn(text.slice(start, end), markupOf))
      spans.push({ start: start + span.start, end: start + span.end });
    start = end + 2;
    if (start >= text.length) break;
  }
  return spans;
}

/** Markup that nests too deeply for its parser counts as words: the text is there all the same. */
function markupIn(text: string, markupOf: MarkupFinder): readonly TextSpan[] {
  try {
    return markupOf(text);
  } catch (error) {
    if (error instanceof RangeError) return [];
    throw error;
  }
}

function cutTo(text: string, characters: number): { text: string; warnings: readonly Problem[] } {
  if (text.length <= characters) return { text, warnings: [] };
  // A cut inside a surrogate pair would leave half a character.
  const end = /[\ud800-\udbff]/.test(text.charAt(characters - 1)) ? characters - 1 : characters;
  return { text: text.slice(0, end), warnings: [problem('truncated', notice('document-cut', { most: characters }))] };
}
