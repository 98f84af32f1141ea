import type { Progress } from '../protocol/job.ts';
import { AnalyzerError } from '../process/host/client.ts';

/** So long a batch may take to be listed. While it is, nothing is kept of it, and it takes a place of the queue that others wait for. */
export const LISTING_SECONDS = 300;

interface Listeners {
  readonly onProgress: (progress: Progress) => void;
  readonly signal: AbortSignal;
}

/**
 * Lets an analysis go on only if it has listed its source in time; otherwise its process is ended, whatever it does.
 *
 * @param act begins the analysis with these listeners
 * @throws {@link AnalyzerError} once the time is over
 */
export async function limitListing<T>({ onProgress, signal }: Listeners, act: (listeners: Listeners) => Promise<T>, seconds = LISTING_SECONDS): Promise<T> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), seconds * 1000);
  try {
    return await act({
      signal: AbortSignal.any([signal, late.signal]),
      onProgress: (progress) => {
        if (progress.stage !== 'reading') clearTimeout(timer);
        onProgress(progress);
      },
    });
  } catch (error) {
    if (late.signal.aborted && !signal.aborted) throw new AnalyzerError('source-unreadable', `The texts of this batch could not be listed within ${seconds} seconds. Upload fewer files, tables or globs at once.`);
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
