import type { Progress } from '../protocol/job.ts';
import { AnalyzerError } from '../process/host/client.ts';

interface Listeners {
  readonly onProgress: (progress: Progress) => void;
  readonly signal: AbortSignal;
}

/**
 * Lets an analysis go on only if it has listed its source in time; otherwise its process is ended, whatever it does. While a batch is listed nothing is kept of it, and it takes a place that others wait for.
 *
 * @param act begins the analysis with these listeners
 * @param seconds that listing may take
 * @throws {@link AnalyzerError} once the time is over
 */
export async function limitListing<T>(
  { onProgress, signal }: Listeners,
  seconds: number,
  act: (listeners: Listeners) => Promise<T>,
): Promise<T> {
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
    if (late.signal.aborted && !signal.aborted)
      throw new AnalyzerError(
        'source-unreadable',
        `The texts of this batch could not be listed within ${seconds} seconds. Upload fewer files, tables or globs at once; whoever runs the server may give more time (--listing).`,
      );
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
