import type { Format } from '../../report/formats.ts';
import { notice } from '../../report/notice.ts';
import type { ReadingOptions } from '../../report/reading-options.ts';
import type { TextSpan } from '../document/segments.ts';
import { withoutData } from './data-uris.ts';
import { decode } from './decode.ts';
import { HiddenText } from './hidden-text.ts';
import { printableName } from './printable-name.ts';
import { type Problem, problem } from './problem.ts';
import { wholeSource } from './tex-inclusions.ts';
import { withLetters } from './tex-letters.ts';

/** What a reader makes of a file, before it is cleaned and cut. */
export interface RawText {
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
export type MarkupFinder = (text: string) => readonly TextSpan[];

/** How the files of a format are read. Its parser is imported dynamically, and so is a bundle of its own that is loaded when the first file of the format comes. */
export interface FormatReader {
  /**
   * @param path what the file is called; nothing is read from it
   * @param included bytes of what the document includes, by their paths
   * @returns a text, or one a row
   */
  read(
    bytes: Uint8Array,
    path: string,
    reading: ReadingOptions,
    included: ReadonlyMap<string, Uint8Array>,
  ): Promise<readonly RawText[]>;
  /** Who finds what is no words in its texts; absent where they have no markup. */
  readonly markup?: () => Promise<MarkupFinder>;
  /** Whether its markup says what is a quotation: texts are shown without the marks for it. */
  readonly quotations?: true;
  /** Whether its texts hold the ends of pages. */
  readonly paged?: true;
}

const markdown = async () => (await import('./formats/markdown.ts')).markdownMarkup;

const plain: FormatReader = { read: async (bytes) => [{ ...(await decode(bytes)), extracted: false }] };

const rows = (format: 'csv' | 'tsv' | 'json-lines'): FormatReader => ({
  async read(bytes, _, { column }) {
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
  },
});

/** How each format is read: the one table. The build makes a bundle of each module that it imports. */
export const FORMAT_READERS: Readonly<Record<Format, FormatReader>> = {
  text: plain,
  'source-code': plain,
  'restructured-text': {
    ...plain,
    markup: async () => (await import('./formats/restructured-text.ts')).restructuredTextMarkup,
  },
  markdown: {
    async read(bytes) {
      const { text, ...decoded } = await decode(bytes);
      const read = withoutData(text);
      return [{ text: read, ...decoded, extracted: read !== text }];
    },
    markup: markdown,
  },
  tex: {
    async read(bytes, path, { limits }, included) {
      const { text, encoding, warnings = [] } = await decode(bytes);
      const parts = new Map<string, string>();
      for (const [name, part] of included) parts.set(name, (await decode(part)).text);
      const whole = wholeSource(text, path, parts, limits.characters);
      const read = withLetters(whole.text);
      return [
        { text: read, encoding, extracted: read !== text, warnings: [...warnings, ...notIncluded(whole.missing)] },
      ];
    },
    markup: async () => (await import('./formats/tex.ts')).texMarkup,
  },
  notebook: {
    async read(bytes, _, { sourceCode }) {
      const { text, ...decoded } = await decode(bytes);
      const cells = (await import('./formats/notebook.ts')).notebookCells(text, sourceCode);
      return [{ text: cells.join('\n\n'), ...decoded, extracted: true, parts: cells }];
    },
    markup: markdown,
  },
  html: {
    async read(bytes, path, { limits }) {
      const { declaredEncoding, htmlText } = await import('./formats/html.ts');
      const { text: source, encoding, warnings = [] } = await decode(bytes, declaredEncoding(bytes));
      const hidden = new HiddenText();
      const text = htmlText(source, { most: limits.characters, hidden, xml: isXhtml(path, source) });
      return [{ text, encoding, extracted: true, warnings: [...warnings, ...hidden.warnings()] }];
    },
    quotations: true,
  },
  pdf: {
    read: async (bytes, _, { limits }) => [
      { ...(await (await import('./formats/pdf.ts')).readPdf(bytes, limits.characters)), extracted: true },
    ],
    paged: true,
  },
  docx: {
    read: async (bytes, _, { limits }) => [
      { ...(await (await import('./formats/docx.ts')).readDocx(bytes, limits)), extracted: true },
    ],
    quotations: true,
  },
  odt: {
    read: async (bytes, _, { limits }) => [
      { ...(await import('./formats/odt.ts')).readOdt(bytes, limits), extracted: true },
    ],
    quotations: true,
  },
  epub: {
    read: async (bytes, _, { limits }) => [
      { ...(await import('./formats/epub.ts')).readEpub(bytes, limits), extracted: true },
    ],
    quotations: true,
  },
  rtf: {
    async read(bytes, _, { limits }) {
      const hidden = new HiddenText();
      const text = (await import('./formats/rtf.ts')).readRtf(bytes, limits.characters, hidden);
      return [{ text, warnings: hidden.warnings(), extracted: true }];
    },
  },
  csv: rows('csv'),
  tsv: rows('tsv'),
  'json-lines': rows('json-lines'),
};

function notIncluded(names: readonly string[]): Problem[] {
  if (names.length === 0) return [];
  const list = `${names.slice(0, 3).map(printableName).join(', ')}${names.length > 3 ? ' …' : ''}`;
  return [problem('unreadable-part', notice('inclusions-missing', { count: names.length, files: list }))];
}

/** Whether a page is XML, by its name or by how it begins; what says that it is HTML is HTML. */
const isXhtml = (path: string, source: string) => /\.xht(?:ml)?$/i.test(path) || /^\s*<\?xml\b/.test(source);
