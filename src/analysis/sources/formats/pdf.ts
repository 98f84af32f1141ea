import './pdf-platform.ts';
import { AnnotationMode, getDocument, OPS, VerbosityLevel, type PDFDocumentProxy, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
// The half of PDF.js that parses: given to the other half like this, it runs in the same thread.
import { WorkerMessageHandler } from 'pdfjs-dist/legacy/build/pdf.worker.mjs';
import { type Problem, UnreadableDocument } from '../document-location.ts';
import { CharacterMaps } from './character-maps.ts';
import { HiddenText } from '../hidden-text.ts';
import { filledIn, withFilledIn } from './pdf-annotations.ts';
import { withoutHidden } from './pdf-hidden.ts';
import { type Line, type Run, linesOf, textOfPages } from './pdf-layout.ts';
import { PageVisibility } from './pdf-visibility.ts';

Object.assign(globalThis, { pdfjsWorker: { WorkerMessageHandler } });

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
  const task = getDocument({
    // It takes the buffer for itself.
    data: new Uint8Array(bytes),
    verbosity: VerbosityLevel.ERRORS,
    isEvalSupported: false,
    disableFontFace: true,
    useSystemFonts: false,
    useWorkerFetch: false,
    disableAutoFetch: true,
    stopAtErrors: false,
    enableXfa: false,
    // Pictures are not decoded: where they stand is enough.
    maxImageSize: 0,
    // Fonts that are not embedded, of Chinese, Japanese and Korean texts, are known by their names alone.
    CMapReaderFactory: CharacterMaps,
  });
  try {
    const document = await task.promise;
    const { pages, hidden } = await pagesOf(document, most);
    const empty = pages.filter((lines) => lines.length === 0).length;
    const warnings = [...hidden.warnings(), ...(await xfaWarning(document))];
    if (empty === pages.length && warnings[0]) throw new UnreadableDocument(warnings[0]);
    if (empty === pages.length) throw new UnreadableDocument({ code: 'no-text-layer', message: 'Scanned: no text layer. Run character recognition (OCR) on this PDF and analyse the result.' });
    return { text: textOfPages(pages), warnings: [...(empty > 0 ? [noTextOn(empty, pages.length)] : []), ...warnings] };
  } catch (error) {
    if (error instanceof UnreadableDocument) throw error;
    if (error instanceof Error && error.name === 'PasswordException') throw new UnreadableDocument({ code: 'encrypted', message: 'The PDF is protected by a password. Open it with its password, save it without one, and run the analysis again.' });
    throw new UnreadableDocument({ code: 'damaged', message: `The PDF is damaged and could not be read (${reasonOf(error)}). Open it in another program and save it again.` });
  } finally {
    await task.destroy();
  }
}

async function pagesOf(document: PDFDocumentProxy, most: number): Promise<{ pages: (readonly Line[])[]; hidden: HiddenText }> {
  const pages: (readonly Line[])[] = [];
  const hidden = new HiddenText();
  let read = 0;
  for (let number = 1; number <= document.numPages && read <= most; number++) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent();
    // Marks of structure stand between the runs of text.
    const runs = items.flatMap((item): Run[] => ('str' in item ? [{ text: item.str, x: numberAt(item.transform, 4), y: numberAt(item.transform, 5), width: item.width, height: item.height || Math.abs(numberAt(item.transform, 3)), endsLine: item.hasEOL }] : []));
    const visible = withoutHidden(runs, await drawnOn(page, document));
    for (const text of visible.hidden) {
      hidden.break();
      hidden.add(text);
    }
    const lines = withFilledIn(linesOf(visible.runs), await filledIn(page));
    pages.push(lines);
    read += lines.reduce((sum, line) => sum + line.text.length, 0);
    page.cleanup();
  }
  return { pages, hidden };
}

/** The characters that a page draws; none where that cannot be found out, and all of its text is taken for seen. */
async function drawnOn(page: PDFPageProxy, document: PDFDocumentProxy): ReturnType<typeof charactersOn> {
  try {
    return await charactersOn(page, document);
  } catch {
    return [];
  }
}

async function charactersOn(page: PDFPageProxy, document: PDFDocumentProxy) {
  const operators = await page.getOperatorList({ annotationMode: AnnotationMode.DISABLE });
  const layers = operators.fnArray.includes(OPS.beginMarkedContentProps) ? await document.getOptionalContentConfig() : undefined;
  const fonts = page.commonObjs;
  const visibility = new PageVisibility(
    page.view as [number, number, number, number],
    (group) => layers?.isVisible(group) !== false,
    (font) => fonts.has(font) && (fonts.get(font) as { isType3Font?: boolean }).isType3Font === true,
  );
  visibility.take(operators);
  return visibility.characters;
}

async function xfaWarning(document: PDFDocumentProxy): Promise<Problem[]> {
  const { info } = await document.getMetadata();
  if (!(info as { IsXFAPresent?: boolean }).IsXFAPresent) return [];
  return [{ code: 'unreadable-part', message: 'The PDF is a form of Adobe LiveCycle (XFA). What was filled in may be missing from its text. Print it to a PDF and analyse that.' }];
}

const numberAt = (transform: readonly unknown[], i: number) => Number(transform[i] ?? 0);

const noTextOn = (empty: number, pages: number): Problem => ({ code: 'no-text-layer', message: `${empty} of ${pages} pages hold no text, as scanned pages do; they were not analysed. Run character recognition (OCR) on them.` });

const reasonOf = (error: unknown) => (error instanceof Error ? error.message.replace(/\.$/, '') : String(error));
