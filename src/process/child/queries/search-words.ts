import { setImmediate } from 'node:timers/promises';
import { WordSearch } from '../../../analysis/corpus/word-search.ts';
import { UnreadableDocument } from '../../../analysis/sources/document-location.ts';
import { listDocuments } from '../../../analysis/sources/list-documents.ts';
import { type Parse, readDocument } from '../../../analysis/sources/read-document.ts';
import type { SearchProgress, SearchWordsRequest, SearchWordsResponse } from '../../../protocol/analyzer.ts';
import { DEFAULT_READING } from '../../../report/reading-options.ts';
import { cancelled, throwIfCancelled } from '../../../analysis/cancellation.ts';

/** How long other requests, and the wish to stop, wait at most. */
const TURN_MS = 50;

/**
 * Reads all texts of a source again, as the analysis read them, and finds words in them: the report holds none of the texts.
 *
 * @throws {@link AnalysisFailure} when the source is gone or cannot be read any more, or the search was stopped
 */
export async function searchWords(
  { source, query, reading = DEFAULT_READING }: Omit<SearchWordsRequest, 'progress'>,
  parse: Parse,
  onProgress: (progress: SearchProgress) => void,
  signal: AbortSignal,
): Promise<SearchWordsResponse> {
  const search = new WordSearch(query);
  if (search.parts.length === 0) return { matches: [], unread: 0 };
  const stopped = new Promise<never>((_, reject) =>
    signal.addEventListener('abort', () => reject(cancelled()), { once: true }),
  );
  stopped.catch(() => undefined);
  throwIfCancelled(signal);
  const { documents } = await Promise.race([listDocuments(source, reading, parse), stopped]);
  let unread = 0;
  let turn = performance.now();
  for (const [done, listed] of documents.entries()) {
    try {
      // A parser may take its time: whoever stops the search does not wait for it.
      const { text } = await Promise.race([readDocument(listed, reading, parse), stopped]);
      search.add(listed.path, text);
    } catch (error) {
      if (!(error instanceof UnreadableDocument)) throw error;
      unread++;
    }
    if (performance.now() - turn < TURN_MS) continue;
    onProgress({ done: done + 1, total: documents.length });
    await setImmediate();
    throwIfCancelled(signal);
    turn = performance.now();
  }
  return { matches: search.ranked(), unread };
}
