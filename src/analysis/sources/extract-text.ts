import type { ReadingOptions } from '../../report/reading-options.ts';
import { decode, type DecodedText } from './decode.ts';

/** A text that a file holds. Most hold one; a table holds one a row. */
export interface ExtractedDocument extends DecodedText {
  /** What tells it from the others in its file, for people: `row 12`. Absent where the file is one document. */
  readonly part?: string;
}

/**
 * The texts in the bytes of a file, by the format that its name ends in. The one door to every parser: whatever it does, it does it under the
 * deadline and the memory cap of whoever calls.
 *
 * @param path says the format; nothing is read from it
 * @returns at least one document
 * @throws {@link UnreadableDocument} with the reason
 */
export function extractText(bytes: Uint8Array, _path: string, { limits }: ReadingOptions): Promise<readonly ExtractedDocument[]> {
  return Promise.resolve([decode(bytes, limits.characters)]);
}
