import type { TextSpan } from '../document/segments.ts';
import type { Problem } from './problem.ts';
import type { Format } from '../../report/formats.ts';

/** A text that a file holds, as it is analysed and as editors show it: positions count in it. */
export interface ExtractedDocument {
  readonly text: string;
  readonly format: Format;
  /** WHATWG name of the encoding that the bytes were read in; absent for formats that are not text. */
  readonly encoding?: string;
  /** What was noticed about it. */
  readonly warnings: readonly Problem[];
  /** Stretches of the text that are markup rather than words, ascending, not overlapping: they stand in the text, and do not count. */
  readonly markup: readonly TextSpan[];
  /** Stretches that the file's markup says are quotations, ascending, not overlapping: `blockquote`, or a style of that name. */
  readonly quotes?: readonly TextSpan[];
  /** Whether `text` is other than the characters of the file, so that an editor must show it instead of the file. */
  readonly extracted: boolean;
  /** Where each page after the first begins in the text. */
  readonly pages?: readonly number[];
  /** What tells it from the others in its file, for people: `row 12`. Absent where the file is one document. */
  readonly part?: string;
  /** What was noticed about the table that it is a row of; with its first row alone. */
  readonly tableWarnings?: readonly Problem[];
}
