import type { ReadingOptions } from '../../report/reading-options.ts';
import { sha256 } from '../models.ts';
import type { ListedDocument } from './document-location.ts';
import { extractText } from './extract-text.ts';
import type { ExtractedDocument } from './extracted-document.ts';
import { type Format, formatOf } from '../../report/formats.ts';
import { readBytes, readBytesOrNone } from './read-bytes.ts';

/** A text, how many bytes were unpacked for it, and the digest of these ({@link contentDigest}). */
export type ParsedDocument = ExtractedDocument & { readonly bytes: number; readonly digest: string };

/**
 * Reads all texts of a file.
 *
 * @throws {@link UnreadableDocument} with the reason
 */
export type Parse = (document: ListedDocument, reading: ReadingOptions) => Promise<readonly ParsedDocument[]>;

/** Reads in this very thread: for plain text, and for the thread that may be ended. */
export const parseHere: Parse = async (document, reading) => {
  const { path, location } = document;
  if (location.kind === 'row')
    return [{ ...location.document, bytes: location.document.text.length, digest: contentDigest(document, reading) }];
  const bytes = readBytes(location, reading.limits);
  const included = includedIn(document, reading);
  const texts = await extractText(bytes, withoutCount(path), reading, included);
  const digest = digestOf(bytes, included);
  return texts.map((text) => ({ ...text, bytes: bytes.length, digest }));
};

/** The bytes of what a document includes, by their paths; those that cannot be read are left out. */
const includedIn = ({ includes = [] }: ListedDocument, { limits }: ReadingOptions) =>
  new Map(
    includes.flatMap(({ path, location }) => {
      const bytes = readBytesOrNone(location, limits);
      return bytes ? [[path, bytes] as const] : [];
    }),
  );

/**
 * SHA-256, in hexadecimal, of a document's bytes and of what it includes, read now, or of all that a row holds.
 *
 * @throws {@link UnreadableDocument}
 */
export function contentDigest(document: ListedDocument, reading: ReadingOptions): string {
  const { location } = document;
  return location.kind === 'row'
    ? sha256(JSON.stringify(location.document))
    : digestOf(readBytes(location, reading.limits), includedIn(document, reading));
}

const digestOf = (bytes: Uint8Array, included: ReadonlyMap<string, Uint8Array>): string =>
  included.size === 0
    ? sha256(bytes)
    : sha256(JSON.stringify([sha256(bytes), ...Array.from(included, ([path, part]) => [path, sha256(part)])]));

/** The format that a listed document is read as. */
export const formatOfDocument = ({ path }: ListedDocument, { sourceCode }: ReadingOptions): Format =>
  formatOf(withoutCount(path), sourceCode) ?? 'text';

/**
 * Reads one listed document: its bytes, and the text in them.
 *
 * @param parse reads whatever is no plain text, which takes a parser that may hang or crash
 * @throws {@link UnreadableDocument} with the reason
 */
export async function readDocument(
  document: ListedDocument,
  reading: ReadingOptions,
  parse: Parse = parseHere,
): Promise<ParsedDocument> {
  const { kind } = document.location;
  const needsParser = kind !== 'refused' && kind !== 'row' && !isPlain(formatOfDocument(document, reading));
  const [first] = await (needsParser ? parse : parseHere)(document, reading);
  return first!;
}

/** Nothing but decoding: not worth the way to another thread. */
const isPlain = (format: Format) => format === 'text' || format === 'source-code';

/** A path as its file has it: one that is listed twice has a number behind it. */
const withoutCount = (path: string) => path.replace(/ \(\d+\)$/, '');
