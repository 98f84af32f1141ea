import type { ReadTextResponse } from '../../protocol/analyzer.ts';
import { DEFAULT_READING, type ReadingOptions } from '../../report/reading-options.ts';
import type { SourceDescription } from '../../report/report.ts';
import { AnalysisFailure } from '../failure.ts';
import { UnreadableDocument } from './document-location.ts';
import { listDocuments } from './list-documents.ts';
import { type Parse, readDocument } from './read-document.ts';

/**
 * Reads one document of a source again, exactly as the analysis read it.
 *
 * @throws {@link AnalysisFailure} when the source or the document is gone or cannot be read any more
 */
export async function readText(source: SourceDescription, path: string, reading: ReadingOptions = DEFAULT_READING, parse?: Parse): Promise<ReadTextResponse> {
  const { documents } = await listDocuments(source, reading, parse);
  const listed = documents.find((d) => d.path === path);
  if (!listed) throw new AnalysisFailure('source-not-found', `${source.name} holds no ${path} any more. Run the analysis again.`);
  try {
    const { text, encoding } = await readDocument(listed, reading, parse);
    return { text, ...(encoding !== undefined && { encoding }) };
  } catch (error) {
    if (error instanceof UnreadableDocument) throw new AnalysisFailure('source-unreadable', `${path}: ${error.problem.message}`);
    throw error;
  }
}
