import './pdf-platform.ts';
import { getDocument, VerbosityLevel, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
// The half of PDF.js that parses: given to the other half like this, it runs in the same thread.
import { WorkerMessageHandler } from 'pdfjs-dist/legacy/build/pdf.worker.mjs';
import { type Problem, UnreadableDocument } from '../document-location.ts';
import { CharacterMaps } from './character-maps.ts';
import { type Line, type Run, linesOf, textOfPages } from './pdf-layout.ts';

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
    // Fonts that are not embedded, of Chinese, Japanese and Korean texts, are known by their names alone.
    CMapReaderFactory: CharacterMaps,
  });
  try {
    const pages = await pagesOf(await task.promise, most);
    const empty = pages.filter((lines) => lines.length === 0).length;
    if (empty === pages.length) throw new UnreadableDocument({ code: 'no-text-layer', message: 'Scanned: no text layer. Run character recognition (OCR) on this PDF and analyse the result.' });
    return { text: textOfPages(pages), warnings: empty > 0 ? [noTextOn(empty, pages.length)] : [] };
  } catch (error) {
    if (error instanceof UnreadableDocument) throw error;
    if (error instanceof Error && error.name === 'PasswordException') throw new UnreadableDocument({ code: 'encrypted', message: 'The PDF is protected by a password. Open it with its password, save it without one, and run the analysis again.' });
    throw new UnreadableDocument({ code: 'damaged', message: `The PDF is damaged and could not be read (${reasonOf(error)}). Open it in another program and save it again.` });
  } finally {
    await task.destroy();
  }
}

async function pagesOf(document: PDFDocumentProxy, most: number): Promise<Line[][]> {
  const pages: Line[][] = [];
  let read = 0;
  for (let number = 1; number <= document.numPages && read <= most; number++) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent();
    // Marks of structure stand between the runs of text.
    const runs = items.flatMap((item): Run[] => ('str' in item ? [{ text: item.str, x: numberAt(item.transform, 4), y: numberAt(item.transform, 5), width: item.width, height: item.height || Math.abs(numberAt(item.transform, 3)), endsLine: item.hasEOL }] : []));
    const lines = linesOf(runs);
    pages.push(lines);
    read += lines.reduce((sum, line) => sum + line.text.length, 0);
    page.cleanup();
  }
  return pages;
}

const numberAt = (transform: readonly unknown[], i: number) => Number(transform[i] ?? 0);

const noTextOn = (empty: number, pages: number): Problem => ({ code: 'no-text-layer', message: `${empty} of ${pages} pages hold no text, as scanned pages do; they were not analysed. Run character recognition (OCR) on them.` });

const reasonOf = (error: unknown) => (error instanceof Error ? error.message.replace(/\.$/, '') : String(error));
