import type { ReadingOptions } from '../../report/reading-options.ts';
import type { ListedDocument } from './document-location.ts';
import { extractText } from './extract-text.ts';
import type { ExtractedDocument } from './extracted-document.ts';
import { readBytes } from './read-bytes.ts';

/**
 * Reads one listed document: its bytes, and the text in them.
 *
 * @throws {@link UnreadableDocument} with the reason
 */
export async function readDocument({ path, location }: ListedDocument, reading: ReadingOptions): Promise<ExtractedDocument> {
  if (location.kind === 'row') return location.document;
  const [document] = await extractText(readBytes(location, reading.limits), path, reading);
  return document!;
}
