/** Thread that reads documents ↔ its parsing thread: one answer to each task. */
import type { ListedDocument } from '../../analysis/sources/document-location.ts';
import type { Problem } from '../../analysis/sources/problem.ts';
import type { ParsedDocument } from '../../analysis/sources/read-document.ts';
import type { ReadingOptions } from '../../report/reading-options.ts';

export interface ParserTask {
  readonly document: ListedDocument;
  readonly reading: ReadingOptions;
}

export type ParserAnswer =
  | { readonly kind: 'parsed'; readonly documents: readonly ParsedDocument[] }
  /** With the bytes that were unpacked before that was clear. */
  | { readonly kind: 'unreadable'; readonly problem: Problem; readonly bytes: number }
  /** The parser failed in a way that it did not foresee. */
  | { readonly kind: 'failed'; readonly message: string };
