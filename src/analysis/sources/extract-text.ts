import type { ReadingOptions } from '../../report/reading-options.ts';
import { decode } from './decode.ts';
import { notice } from '../../report/notice.ts';
import { UnreadableDocument } from './document-location.ts';
import { type Problem, problem } from './problem.ts';
import type { ExtractedDocument } from './extracted-document.ts';
import { type Format, formatOf } from '../../report/formats.ts';
import type { TextSpan } from '../document/segments.ts';
import { withoutData } from './data-uris.ts';
import { printableName } from './printable-name.ts';
import { wholeSource } from './tex-inclusions.ts';
import { withLetters } from './tex-letters.ts';
import { HiddenText } from './hidden-text.ts';
import { withoutQuoteMarks } from './quote-marks.ts';
import { cleanText } from './unicode.ts';

/** What a parser makes of a file, before it is cleaned and cut. */
interface Raw {
  readonly text: string;
  readonly encoding?: string;
  readonly warnings?: readonly Problem[];
  /** Whether `text` is not what stands in the file, character by character. */
  readonly extracted: boolean;
  readonly part?: string;
  /** What the text is made of, with a blank line between: the markup of each is found by itself. */
  readonly parts?: readonly string[];
  /** What was noticed about the table that it is a row of. */
  readonly tableWarnings?: readonly Problem[];
}

/** Finds the markup in a text that is clean. */
type MarkupFinder = (text: string) => readonly TextSpan[];

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
  const markup = await markupFinderOf(format);
  const raws = await rawTexts(bytes, path, format, reading, included);
  const documents = raws.flatMap((raw) => finished(raw, format, markup, reading.limits.characters) ?? []);
  // Where nothing is left it matters what was left out.
  if (documents.length === 0) throw new UnreadableDocument(raws.flatMap(({ warnings = [] }) => warnings)[0] ?? EMPTY);
  return documents;
}

const EMPTY: Problem = problem('empty', notice('document-empty'));

async function rawTexts(
  bytes: Uint8Array,
  path: string,
  format: Format,
  { limits, column, sourceCode }: ReadingOptions,
  included: ReadonlyMap<string, Uint8Array>,
): Promise<readonly Raw[]> {
  const extracted = (text: string, warnings: readonly Problem[] = []) => [{ text, warnings, extracted: true }];
  switch (format) {
    case 'pdf': {
      const { text, warnings } = await (await import('./formats/pdf.ts')).readPdf(bytes, limits.characters);
      return extracted(text, warnings);
    }
    case 'docx': {
      const { text, warnings } = await (await import('./formats/docx.ts')).readDocx(bytes, limits);
      return extracted(text, warnings);
    }
    case 'odt': {
      const { text, warnings } = (await import('./formats/odt.ts')).readOdt(bytes, limits);
      return extracted(text, warnings);
    }
    case 'epub': {
      const { text, warnings } = (await import('./formats/epub.ts')).readEpub(bytes, limits);
      return extracted(text, warnings);
    }
    case 'rtf': {
      const hidden = new HiddenText();
      const text = (await import('./formats/rtf.ts')).readRtf(bytes, limits.characters, hidden);
      return extracted(text, hidden.warnings());
    }
    case 'html': {
      const { declaredEncoding, htmlText } = await import('./formats/html.ts');
      const { text: source, encoding, warnings = [] } = await decode(bytes, declaredEncoding(bytes));
      const hidden = new HiddenText();
      const text = htmlText(source, { most: limits.characters, hidden, xml: isXhtml(path, source) });
      return [{ text, encoding, extracted: true, warnings: [...warnings, ...hidden.warnings()] }];
    }
    case 'notebook': {
      const { text, ...decoded } = await decode(bytes);
      const cells = (await import('./formats/notebook.ts')).notebookCells(text, sourceCode);
      return [{ text: cells.join('\n\n'), ...decoded, extracted: true, parts: cells }];
    }
    case 'csv':
    case 'tsv':
    case 'json-lines': {
      const { csvRows, jsonLinesRows } = await import('./formats/table.ts');
      const { text, encoding, warnings = [] } = await decode(bytes);
      const table =
        format === 'json-lines' ? jsonLinesRows(text, column) : csvRows(text, column, format === 'tsv' ? '\t' : '');
      return table.rows.map((row, i) => ({
        text: row.text,
        encoding,
        extracted: true,
        part: row.name,
        ...(i === 0 && { tableWarnings: [...warnings, ...table.warnings] }),
      }));
    }
    case 'markdown': {
      const { text, ...decoded } = await decode(bytes);
      const read = withoutData(text);
      return [{ text: read, ...decoded, extracted: read !== text }];
    }
    case 'tex': {
      const { text, encoding, warnings = [] } = await decode(bytes);
      const parts = new Map<string, string>();
      for (const [name, part] of included) parts.set(name, (await decode(part)).text);
      const whole = wholeSource(text, path, parts, limits.characters);
      const read = withLetters(whole.text);
      return [
        { text: read, encoding, extracted: read !== text, warnings: [...warnings, ...notIncluded(whole.missing)] },
      ];
    }
    default:
      return [{ ...(await decode(bytes)), extracted: false }];
  }
}

function notIncluded(names: readonly string[]): Problem[] {
  if (names.length === 0) return [];
  const list = `${names.slice(0, 3).map(printableName).join(', ')}${names.length > 3 ? ' …' : ''}`;
  return [problem('unreadable-part', notice('inclusions-missing', { count: names.length, files: list }))];
}

/** Whether a page is XML, by its name or by how it begins; what says that it is HTML is HTML. */
const isXhtml = (path: string, source: string) => /\.xht(?:ml)?$/i.test(path) || /^\s*<\?xml\b/.test(source);

async function markupFinderOf(format: Format): Promise<MarkupFinder> {
  switch (format) {
    case 'markdown':
    case 'notebook':
      return (await import('./formats/markdown.ts')).markdownMarkup;
    case 'tex':
      return (await import('./formats/tex.ts')).texMarkup;
    case 'restructured-text':
      return (await import('./formats/restructured-text.ts')).restructuredTextMarkup;
    default:
      return () => [];
  }
}

/** The text as it is analysed; `undefined` where nothing is left. */
function finished(
  { text: raw, encoding, warnings = [], extracted, part, parts, tableWarnings = [] }: Raw,
  format: Format,
  markupOf: MarkupFinder,
  characters: number,
): ExtractedDocument | undefined {
  const { text: clean, warnings: unicode } = cleanText(raw);
  if (clean.trim() === '') return undefined;
  const { text: marked, warnings: truncated } = cutTo(clean, characters);
  const { text: cut, quotes } = QUOTES.has(format) ? withoutQuoteMarks(marked) : { text: marked, quotes: [] };
  const pages = format === 'pdf' ? Array.from(cut.matchAll(/[\f\v]/g), ({ index }) => index + 1) : [];
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

/** Formats whose markup says what is a quotation, and that are shown without it. */
const QUOTES = new Set<Format>(['html', 'epub', 'docx', 'odt']);

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
