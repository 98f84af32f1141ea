import './pdf-platform.ts';
import { AnnotationMode, OPS, type PDFDocumentProxy, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { notice } from '../../../report/notice.ts';
import { UnreadableDocument } from '../document-location.ts';
import { type Problem, problem } from '../problem.ts';
import { HiddenText } from '../hidden-text.ts';
import { filledIn, withFilledIn } from './pdf-annotations.ts';
import { linesOfGlyphs, mayBeSetApart, withWholeWords } from './pdf-glyph-lines.ts';
import { withoutHidden, wordsOf } from './pdf-hidden.ts';
import type { Box } from './pdf-geometry.ts';
import { type Line, type Run, linesOf, textOfPages } from './pdf-layout.ts';
import { OpenedPdf } from './pdf-document.ts';
import { type DrawnCharacter, type DrawnFont, PageVisibility } from './pdf-visibility.ts';
import { isRightToLeft } from './visual-order.ts';

export interface PdfText {
  /** Pages are apart by a form feed where a paragraph ends with the page, and by a vertical tab where it goes on. */
  readonly text: string;
  readonly warnings: readonly Problem[];
}

/**
 * The text of a PDF's pages, in the order in which the file has it, which nearly all programs make the order of reading.
 *
 * @param most UTF-16 code units after which no further page is read
 * @throws {@link UnreadableDocument} when it is protected, damaged, or holds no text
 */
export async function readPdf(bytes: Uint8Array, most: number): Promise<PdfText> {
  const opened = new OpenedPdf(bytes);
  try {
    const document = await opened.plain();
    const { info } = (await document.getMetadata()) as {
      info: { readonly IsXFAPresent?: boolean; readonly IsAcroFormPresent?: boolean };
    };
    // A form of both kinds has what was filled in as fields too.
    const isXfa = info.IsXFAPresent === true && info.IsAcroFormPresent !== true;
    const form = isXfa ? await opened.form(most) : [];
    if (form.some((page) => page !== '')) return { text: form.join('\n\f'), warnings: [] };
    const { pages, hidden } = await pagesOf(document, most, opened);
    const empty = pages.filter((lines) => lines.length === 0).length;
    const warnings = [...hidden.warnings(), ...(isXfa ? [UNREAD_FORM] : [])];
    if (empty === pages.length && warnings[0]) throw new UnreadableDocument(warnings[0]);
    if (empty === pages.length) throw new UnreadableDocument(problem('no-text-layer', notice('pdf-scanned')));
    return { text: textOfPages(pages), warnings: [...(empty > 0 ? [noTextOn(empty, pages.length)] : []), ...warnings] };
  } catch (error) {
    if (error instanceof UnreadableDocument) throw error;
    if (error instanceof Error && error.name === 'PasswordException')
      throw new UnreadableDocument(problem('encrypted', notice('pdf-encrypted')));
    throw new UnreadableDocument(problem('damaged', notice('pdf-damaged', { error: reasonOf(error) })));
  } finally {
    await opened.close();
  }
}

async function pagesOf(
  document: PDFDocumentProxy,
  most: number,
  opened: OpenedPdf,
): Promise<{ pages: (readonly Line[])[]; hidden: HiddenText }> {
  const pages: (readonly Line[])[] = [];
  const hidden = new HiddenText();
  let read = 0;
  for (let number = 1; number <= document.numPages && read <= most; number++) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent();
    // Marks of structure stand between the runs of text.
    const runs = items.flatMap((item): Run[] =>
      'str' in item
        ? [
            {
              text: item.str,
              x: numberAt(item.transform, 4),
              y: numberAt(item.transform, 5),
              width: item.width,
              height: item.height || Math.abs(numberAt(item.transform, 3)),
              endsLine: item.hasEOL,
            },
          ]
        : [],
    );
    const printed = linesOn(
      runs,
      await drawnOn(page, document, opened),
      page.view as [number, number, number, number],
      hidden,
    );
    const lines = withFilledIn(printed, await filledIn(page));
    pages.push(lines);
    read += lines.reduce((sum, line) => sum + line.text.length, 0);
    page.cleanup();
  }
  return { pages, hidden };
}

/** The lines of a page, without the characters that a reader does not see, which are gathered. */
function linesOn(runs: readonly Run[], drawn: readonly DrawnCharacter[], view: Box, hidden: HiddenText): Line[] {
  if (drawn.length > 0 && isRightToLeft(runs.map(({ text }) => text).join(' '))) {
    hidden.break();
    hidden.add(wordsOf(drawn.filter((character) => character.hidden)));
    return linesOfGlyphs(drawn);
  }
  const visible = withoutHidden(runs, drawn, view);
  for (const text of visible.hidden) {
    hidden.break();
    hidden.add(text);
  }
  return linesOf(visible.runs).map((line) => (mayBeSetApart(line.text) ? withWholeWords(line, drawn) : line));
}

/** The characters that a page draws; none where that cannot be found out, and all of its text is taken for seen. */
async function drawnOn(
  page: PDFPageProxy,
  document: PDFDocumentProxy,
  opened: OpenedPdf,
): Promise<readonly DrawnCharacter[]> {
  try {
    const visibility = await visibilityOn(page, document, false);
    if (!visibility.needsPictures) return visibility.characters;
    const whole = await opened.withPictures();
    return (await visibilityOn(await whole.getPage(page.pageNumber), whole, true)).characters;
  } catch {
    return [];
  }
}

async function visibilityOn(
  page: PDFPageProxy,
  document: PDFDocumentProxy,
  hasPictures: boolean,
): Promise<PageVisibility> {
  const operators = await page.getOperatorList({ annotationMode: AnnotationMode.DISABLE });
  const layers = operators.fnArray.includes(OPS.beginMarkedContentProps)
    ? await document.getOptionalContentConfig()
    : undefined;
  const fonts = page.commonObjs;
  const whole = hasPictures
    ? await wholePictures(page, operators.fnArray, operators.argsArray as readonly unknown[])
    : undefined;
  const visibility = new PageVisibility(
    page.view as [number, number, number, number],
    (group) => layers?.isVisible(group) !== false,
    (font) => (fonts.has(font) ? (fonts.get(font) as DrawnFont) : undefined),
    hasPictures,
    (picture) => whole?.has(picture) === true,
  );
  visibility.take(operators);
  return visibility;
}

/** A picture as PDF.js decodes it: four bytes a point, the last one its opacity, where it has a mask. */
interface DecodedPicture {
  readonly width: number;
  readonly height: number;
  readonly data?: ArrayLike<number>;
}

/** Opacity of a point, of 255, from which on nothing shines through. */
const OPAQUE = 250;
/** Pictures that are looked into, of one page. */
const MOST_PICTURES = 50;

/** The pictures of a page that have a mask through which nothing shines all the same, by their names. */
async function wholePictures(
  page: PDFPageProxy,
  operators: readonly number[],
  args: readonly unknown[],
): Promise<ReadonlySet<unknown>> {
  const names = new Set(
    operators
      .flatMap((operator, i) => (operator === OPS.paintImageXObject ? [(args[i] as readonly unknown[])[0]] : []))
      .slice(0, MOST_PICTURES),
  );
  const whole = new Set<unknown>();
  for (const name of names) {
    if (typeof name !== 'string') continue;
    const objects = name.startsWith('g_') ? page.commonObjs : page.objs;
    const picture = await new Promise<DecodedPicture | null>((resolve) => void objects.get(name, resolve));
    if (picture?.data && isOpaque(picture.data, picture.width * picture.height)) whole.add(name);
  }
  return whole;
}

function isOpaque(data: ArrayLike<number>, points: number): boolean {
  if (data.length !== 4 * points) return false;
  for (let i = 3; i < data.length; i += 4) if (data[i]! < OPAQUE) return false;
  return true;
}

const UNREAD_FORM: Problem = problem('unreadable-part', notice('pdf-form-unread'));

const numberAt = (transform: readonly unknown[], i: number) => Number(transform[i] ?? 0);

const noTextOn = (empty: number, pages: number): Problem =>
  problem('no-text-layer', notice('pdf-pages-scanned', { empty, pages }));

const reasonOf = (error: unknown) => (error instanceof Error ? error.message.replace(/\.$/, '') : String(error));
