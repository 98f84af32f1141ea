import path from 'node:path';
import { type Baseline, baselineOf, LEAST_BASELINE } from '../../../analysis/authorship.ts';
import type { Problem } from '../../../analysis/sources/document-location.ts';
import { judgeFolder, type Judging, type NamedText } from './judged-folder.ts';

/**
 * Scores the texts of a baseline folder. Texts that cannot be read or judged are left out.
 *
 * @throws {@link AnalysisFailure} when the folder is missing or holds no document
 */
export async function scoreBaseline(folder: string | undefined, judging: Judging): Promise<{ baseline?: Baseline; people: readonly NamedText[]; warnings: Problem[] }> {
  if (folder === undefined) return { people: [], warnings: [] };
  const { template: _, ...plain } = judging;
  const { texts } = await judgeFolder(folder, (why) => `The baseline folder cannot be used: ${why} Choose another one by "Ghost-Writer: Set Baseline Folder…", or clear it there.`, plain);
  const baseline = baselineOf(folder, texts.map((t) => t.logOdds));
  if (baseline) return { baseline, people: texts, warnings: [] };
  const message = `The baseline folder ${path.basename(folder)} holds ${texts.length} texts that can be judged; at least ${LEAST_BASELINE} are needed. The analysis went on without a baseline. Add texts of 50 words or more.`;
  return { people: texts, warnings: [{ code: 'baseline-too-small', message }] };
}
