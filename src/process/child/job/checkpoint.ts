import { existsSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { AnalysisFailure } from '../../../analysis/failure.ts';
import { UnreadableDocument } from '../../../analysis/sources/document-location.ts';
import { printableName } from '../../../analysis/sources/printable-name.ts';
import type { AnalyzeRequest } from '../../../protocol/analyzer.ts';
import type { ReadingOptions } from '../../../report/reading-options.ts';
import type { WarningCode } from '../../../report/report.ts';
import { throwIfCancelled } from '../../../analysis/cancellation.ts';
import { analysisKey, digestNow, skippedKey } from '../../../analysis/document-key.ts';
import { type Notice, notice } from '../../../report/notice.ts';
import { KeptAnalyses } from './kept-analyses.ts';
import { mapDocuments, type MapRequest } from '../../threads/thread-pool.ts';
import type { DocumentOutcome, DocumentTask } from '../../threads/thread-protocol.ts';

export interface MapWithCheckpoint {
  readonly mapWith: Omit<MapRequest, 'context' | 'documents' | 'onOutcome'>;
  /** Called once for each document, in no particular order; `kept` says that nothing was done for it. */
  readonly onOutcome: (document: number, outcome: DocumentOutcome, kept: boolean) => void;
}

/** Documents between two looks whether the job was cancelled: some milliseconds. */
const PAUSE_EVERY = 32;

/** Reasons that may be gone when the job is resumed: such documents are looked at again. */
const PASSING: ReadonlySet<WarningCode> = new Set(['unreadable', 'changed', 'total-size']);

/**
 * The map stage, with what is kept of an earlier run and of other jobs: that is not done again, and what is done is kept as it comes.
 *
 * @returns how many analyses were kept before, and what people should know
 * @throws {@link AnalysisFailure}, or the file system's error
 */
export async function mapWithCheckpoint(
  {
    jobFolder,
    cacheFolder,
    retry = [],
    source,
  }: Pick<AnalyzeRequest, 'jobFolder' | 'cacheFolder' | 'retry' | 'source'>,
  documents: readonly DocumentTask[],
  context: string,
  { mapWith, onOutcome }: MapWithCheckpoint,
): Promise<{ reused: number; notes: Notice[] }> {
  const kept = KeptAnalyses.open(jobFolder, cacheFolder);
  const { reading, signal } = mapWith;
  let note: Notice | undefined;
  let reused = 0;
  try {
    const again = new Set(retry === 'all' ? [] : retry);
    const skipped = (document: DocumentTask) =>
      document.given || retry === 'all' || again.has(document.path) || !kept.resumes
        ? undefined
        : kept.recall(skippedKey(context, document));
    const waiting: number[] = [];
    for (const [i, document] of documents.entries()) {
      // It may be thousands: the wish to cancel is heard between them.
      if (i % PAUSE_EVERY === 0) await setImmediate();
      throwIfCancelled(signal);
      const before = kept.empty ? undefined : (skipped(document) ?? analysisBefore(kept, context, document, reading));
      if (!before) waiting.push(i);
      else {
        if ('analysis' in before) reused++;
        onOutcome(i, before, true);
      }
    }
    await mapDocuments({
      ...mapWith,
      context,
      documents: waiting.map((i) => documents[i]!),
      onOutcome: (w, outcome, origin) => {
        const i = waiting[w]!;
        if (origin.kind === 'found') {
          if ('analysis' in outcome) kept.keep(origin.key!, outcome);
          else if (PASSING.has(outcome.skipped.code)) throwIfGone(source.paths);
          // That a document was skipped the second time says nothing of the first.
          else if (!documents[i]!.given) kept.keep(skippedKey(context, documents[i]!), outcome);
        }
        onOutcome(i, outcome, false);
      },
    });
  } finally {
    note = kept.close();
  }
  return { reused, notes: note === undefined ? [] : [note] };
}

/** The analysis that is kept of a document as it stands now. */
function analysisBefore(
  kept: KeptAnalyses,
  context: string,
  document: DocumentTask,
  reading: ReadingOptions,
): DocumentOutcome | undefined {
  try {
    const digest = digestNow(document, reading);
    return digest === undefined
      ? undefined
      : kept.recall(analysisKey(context, document, reading, digest, document.given));
  } catch (error) {
    // The map stage says why it cannot be read.
    if (error instanceof UnreadableDocument) return undefined;
    throw error;
  }
}

/** A drive that was taken out must not make skipped documents of all that was on it. */
function throwIfGone(paths: readonly string[]): void {
  if (paths.some((p) => existsSync(p))) return;
  throw new AnalysisFailure('source-not-found', notice('source-gone', { source: printableName(paths[0] ?? '') }));
}
