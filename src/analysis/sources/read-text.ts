import type { ReadTextResponse } from '../../protocol/analyzer.ts';
import { DEFAULT_READING, type ReadingOptions } from '../../report/reading-options.ts';
import { notice } from '../../report/notice.ts';
import type { SourceDescription } from '../../report/report.ts';
import { AnalysisFailure } from '../failure.ts';
import { type ListedDocument, UnreadableDocument } from './document-location.ts';
import { listDocuments } from './list-documents.ts';
import { type Parse, type ParsedDocument, readDocument } from './read-document.ts';
import type { ListFor } from './recent-listing.ts';

/**
 * Reads one document of a source again, exactly as the analysis read it.
 *
 * @param list lists the source's documents for the one that is read
 * @throws {@link AnalysisFailure} when the source or the document is gone or cannot be read any more
 */
export async function readText(
  source: SourceDescription,
  path: string,
  reading: ReadingOptions = DEFAULT_READING,
  parse?: Parse,
  list: ListFor = (_, ...listed) => listDocuments(...listed),
): Promise<ReadTextResponse> {
  const { documents } = await list(path, source, reading, parse);
  const { text, encoding } = await readAgain(documents, source, path, reading, parse);
  return { text, ...(encoding !== undefined && { encoding }) };
}

/**
 * Reads one of a source's documents, which are listed anew.
 *
 * @throws {@link AnalysisFailure} when it is not among them any more, or cannot be read
 */
export async function readAgain(
  documents: readonly ListedDocument[],
  source: SourceDescription,
  path: string,
  reading: ReadingOptions,
  parse?: Parse,
): Promise<ParsedDocument> {
  const listed = documents.find((d) => d.path === path);
  if (!listed) throw new AnalysisFailure('source-not-found', notice('document-gone', { source: source.name, path }));
  try {
    return await readDocument(listed, reading, parse);
  } catch (error) {
    if (error instanceof UnreadableDocument)
      throw new AnalysisFailure('source-unreadable', notice('about-document', { path, notice: error.notice }));
    throw error;
  }
}
