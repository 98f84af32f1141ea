import './pdf-platform.ts';
import {
  getDocument,
  VerbosityLevel,
  type PDFDocumentLoadingTask,
  type PDFDocumentProxy,
} from 'pdfjs-dist/legacy/build/pdf.mjs';
// The half of PDF.js that parses: given to the other half like this, it runs in the same thread.
import { WorkerMessageHandler } from 'pdfjs-dist/legacy/build/pdf.worker.mjs';
import { CharacterMaps } from './character-maps.ts';
import { xfaPages } from './pdf-xfa.ts';

Object.assign(globalThis, { pdfjsWorker: { WorkerMessageHandler } });

/** A PDF, opened by PDF.js; once more where more of it is needed. */
export class OpenedPdf {
  private readonly tasks: PDFDocumentLoadingTask[] = [];
  private pictures: Promise<PDFDocumentProxy> | undefined;

  constructor(private readonly bytes: Uint8Array) {}

  /** Without its pictures: where they stand is enough. */
  plain(): Promise<PDFDocumentProxy> {
    return this.open({ maxImageSize: 0 });
  }

  /** With its pictures, whose decoding takes time: only so is it known which of them nothing shines through. */
  withPictures(): Promise<PDFDocumentProxy> {
    return (this.pictures ??= this.open({ maxImageSize: -1 }));
  }

  /** The pages of a form in Adobe's XML; none where it cannot be read. */
  async form(most: number): Promise<string[]> {
    try {
      const document = await this.open({ maxImageSize: 0, enableXfa: true });
      return document.isPureXfa ? await xfaPages(document, most) : [];
    } catch {
      return [];
    }
  }

  async close(): Promise<void> {
    for (const task of this.tasks) await task.destroy();
  }

  private open(how: { readonly maxImageSize: number; readonly enableXfa?: boolean }): Promise<PDFDocumentProxy> {
    const task = getDocument({
      // It takes the buffer for itself.
      data: new Uint8Array(this.bytes),
      verbosity: VerbosityLevel.ERRORS,
      isEvalSupported: false,
      disableFontFace: true,
      useSystemFonts: false,
      useWorkerFetch: false,
      disableAutoFetch: true,
      stopAtErrors: false,
      // Fonts that are not embedded, of Chinese, Japanese and Korean texts, are known by their names alone.
      CMapReaderFactory: CharacterMaps,
      ...how,
    });
    this.tasks.push(task);
    return task.promise;
  }
}
