import { type Problem, problem } from './problem.ts';
import type { InsideSource } from '../../storage/inside-source.ts';
import type { ExtractedDocument } from './extracted-document.ts';
import { adviceFor, formatOf } from '../../report/formats.ts';
import { type Notice, notice } from '../../report/notice.ts';

/** Where the bytes of one document lie. Plain data, so that any thread can read them. */
export type DocumentLocation =
  | { readonly kind: 'file'; readonly file: InsideSource }
  | ({ readonly kind: 'zip-entry'; readonly archive: InsideSource } & EntryLocation)
  /** Read while its file was listed: a row of a table. */
  | { readonly kind: 'row'; readonly document: ExtractedDocument }
  /** Listed, but not to be read. */
  | { readonly kind: 'refused'; readonly problem: Problem };

/** Where the bytes of one document lie, of those that have any of their own. */
export type StoredLocation = Exclude<DocumentLocation, { readonly kind: 'row' }>;

/** Where an entry lies in an archive, and what its header says of it. */
export interface EntryLocation {
  /** Byte offset of the entry's local header in the archive that it is in. */
  readonly headerOffset: number;
  readonly compressedSize: number;
  /** 0 stored, 8 deflated. */
  readonly method: number;
  readonly crc32: number;
  /** The entry that is the archive this one is in, where that is itself in an archive. */
  readonly within?: EntryLocation;
}

/** A file that is read as a part of a document. */
export interface IncludedFile {
  /** Inside the source, as the document's own path is. */
  readonly path: string;
  readonly location: Exclude<StoredLocation, { readonly kind: 'refused' }>;
}

/** A document of a source, not yet read. */
export interface ListedDocument {
  /** Path inside the source, with `/` between its parts, safe to show. */
  readonly path: string;
  readonly location: DocumentLocation;
  /** The group that it belongs to, where documents are grouped. */
  readonly group?: string;
  /** What it includes (`\\input` of LaTeX), one in the other. */
  readonly includes?: readonly IncludedFile[];
}

export interface Listing {
  readonly documents: readonly ListedDocument[];
  /** What was left out, and other things about the source as a whole. */
  readonly warnings: readonly Problem[];
}

/** A document could not be read; becomes a skipped row with this reason. */
export class UnreadableDocument extends Error {
  constructor(
    readonly problem: Problem,
    /** Bytes that were unpacked before that was clear. */
    readonly bytes = 0,
  ) {
    super(problem.message);
    this.name = 'UnreadableDocument';
  }

  get notice(): Notice {
    return this.problem.notice;
  }

  /** By name: parsers are bundles of their own, each with a copy of this class. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === 'UnreadableDocument';
  }
}

/** Whether a path is of a format that we read; of source code only where that is asked for. */
export function isReadableFormat(path: string, sourceCode = false): boolean {
  return formatOf(path, sourceCode) !== undefined;
}

/** Whether a path is bookkeeping of an editor, a word processor, a version control or an operating system, which nobody means to analyse. */
export function isHousekeeping(path: string): boolean {
  return path
    .split('/')
    .some(
      (part) =>
        (part.startsWith('.') && part !== '.' && part !== '..') ||
        part === '__MACOSX' ||
        part === 'node_modules' ||
        part.startsWith('~$') ||
        /^(?:thumbs\.db|ehthumbs\.db|desktop\.ini)$/i.test(part),
    );
}

/** One warning for all files whose format is not read; empty when there are none. */
export function leftOutWarning(paths: readonly string[]): Problem[] {
  if (paths.length === 0) return [];
  const examples = paths.slice(0, 3).map(shortened).join(', ') + (paths.length > 3 ? ' …' : '');
  return [
    problem(
      'unsupported-format',
      notice('formats-left-out', { count: paths.length, files: examples, advice: adviceFor(paths) }),
    ),
  ];
}

/** A path as an example among others: its end, where the file name is. */
const shortened = (path: string) => (path.length > 120 ? `…${path.slice(-119)}` : path);
