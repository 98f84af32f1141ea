import path from 'node:path';
import { type Baseline, baselineOf, LEAST_BASELINE } from '../analysis/authorship.ts';
import { comparedText } from '../analysis/document/compared-text.ts';
import { Detector } from '../analysis/document/detector.ts';
import { AnalysisFailure } from '../analysis/failure.ts';
import { type Problem, UnreadableDocument } from '../analysis/sources/document-location.ts';
import { listDocuments } from '../analysis/sources/list-documents.ts';
import { type Parse, readDocument } from '../analysis/sources/read-document.ts';
import type { ReadingOptions } from '../report/reading-options.ts';
import { throwIfCancelled } from './cancellation.ts';

/**
 * Scores the texts of a baseline folder. Texts that cannot be read or judged are left out.
 *
 * @throws {@link AnalysisFailure} when the folder is missing or holds no document
 */
export async function scoreBaseline(folder: string | undefined, modelsFolder: string, reading: ReadingOptions, parse: Parse, signal: AbortSignal): Promise<{ baseline?: Baseline; warnings: Problem[] }> {
  if (folder === undefined) return { warnings: [] };
  const { documents } = await listDocuments({ kind: 'folder', name: path.basename(folder), paths: [folder] }, { ...reading, include: [], exclude: [] }, parse).catch((error: unknown) => {
    if (!(error instanceof AnalysisFailure)) throw error;
    throw new AnalysisFailure(error.code, `The baseline folder cannot be used: ${error.message} Choose another one by "Ghost-Writer: Set Baseline Folder…", or clear it there.`);
  });
  const detector = Detector.load(modelsFolder);
  const scores: number[] = [];
  for (const document of documents) {
    throwIfCancelled(signal);
    try {
      const { logOdds } = detector.score(comparedText(await readDocument(document, reading, parse)).text, []);
      if (logOdds) scores.push(logOdds.value);
    } catch (error) {
      if (!(error instanceof UnreadableDocument)) throw error;
    }
  }
  const baseline = baselineOf(folder, scores);
  if (baseline) return { baseline, warnings: [] };
  const message = `The baseline folder ${path.basename(folder)} holds ${scores.length} texts that can be judged; at least ${LEAST_BASELINE} are needed. The analysis went on without a baseline. Add texts of 50 words or more.`;
  return { warnings: [{ code: 'baseline-too-small', message }] };
}
