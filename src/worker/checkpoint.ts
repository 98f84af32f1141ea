import { existsSync } from 'node:fs';
import { AnalysisFailure } from '../analysis/failure.ts';
import type { ListedDocument } from '../analysis/sources/document-location.ts';
import { printableName } from '../analysis/sources/printable-name.ts';
import type { AnalyzeRequest } from '../protocol/analyzer.ts';
import type { WarningCode } from '../report/report.ts';
import { skippedKey } from './document-key.ts';
import { KeptAnalyses } from './kept-analyses.ts';
import { mapDocuments, type MapRequest } from './thread-pool.ts';
import type { DocumentOutcome } from './thread-protocol.ts';

export interface MapWithCheckpoint {
  readonly mapWith: Omit<MapRequest, 'context' | 'kept' | 'documents' | 'waiting' | 'recall' | 'onOutcome'>;
  /** Called once for each document, in no particular order. */
  readonly onOutcome: (document: number, outcome: DocumentOutcome) => void;
}

/** Reasons that may be gone when the job is resumed: such documents are looked at again. */
const PASSING: ReadonlySet<WarningCode> = new Set(['unreadable', 'changed', 'total-size']);

/**
 * The map stage, with what is kept of an earlier run and of other jobs: that is not done again, and what is done is kept as it comes.
 *
 * @returns how many analyses were kept before, and sentences for people
 * @throws {@link AnalysisFailure}, or the file system's error
 */
export async function mapWithCheckpoint({ jobFolder, cacheFolder, retry = [], source }: AnalyzeRequest, documents: readonly ListedDocument[], context: string, { mapWith, onOutcome }: MapWithCheckpoint): Promise<{ reused: number; notes: string[] }> {
  const kept = KeptAnalyses.open(jobFolder, cacheFolder);
  let note: string | undefined;
  let reused = 0;
  try {
    const tried = new Set(retry === 'all' ? [] : retry);
    const skipped = (document: ListedDocument) => (retry === 'all' || tried.has(document.path) || !kept.resumes ? undefined : kept.recall(skippedKey(context, document)));
    const waiting: number[] = [];
    for (const [i, document] of documents.entries()) {
      const outcome = skipped(document);
      if (outcome) onOutcome(i, outcome);
      else waiting.push(i);
    }
    await mapDocuments({
      ...mapWith,
      context,
      kept: kept.keys(),
      documents,
      waiting,
      recall: (key) => kept.recall(key),
      onOutcome: (i, outcome, from) => {
        if (from.kind === 'kept') reused++;
        else if (from.kind === 'new') {
          const document = documents[i]!;
          if (from.key) kept.keep(from.key, outcome);
          else if ('analysis' in outcome) throw new Error('An analysis came without the key to keep it under.');
          else if (!PASSING.has(outcome.skipped.code)) kept.keep(skippedKey(context, document), outcome);
          else throwIfGone(source.paths);
        }
        onOutcome(i, outcome);
      },
    });
  } finally {
    note = kept.close();
  }
  return { reused, notes: note === undefined ? [] : [note] };
}

/** A drive that was taken out must not make skipped documents of all that was on it. */
function throwIfGone(paths: readonly string[]): void {
  if (paths.some((p) => existsSync(p))) return;
  const message = `${printableName(paths[0] ?? '')} is not there any more. Put it back, or connect its drive again, and resume the analysis: what is done is kept.`;
  throw new AnalysisFailure('source-not-found', message);
}
