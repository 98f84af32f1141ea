import path from 'node:path';
import { type Baseline, baselineOf, LEAST_BASELINE } from '../../../analysis/authorship.ts';
import { type Problem, problem } from '../../../analysis/sources/problem.ts';
import { judgeFolder, type Judging, type NamedText } from './judged-folder.ts';
import { notice } from '../../../report/notice.ts';

/**
 * Scores the texts of a baseline folder. Texts that cannot be read or judged are left out.
 *
 * @throws {@link AnalysisFailure} when the folder is missing or holds no document
 */
export async function scoreBaseline(
  folder: string | undefined,
  judging: Judging,
): Promise<{ baseline?: Baseline; people: readonly NamedText[]; warnings: Problem[] }> {
  if (folder === undefined) return { people: [], warnings: [] };
  const { template: _, ...plain } = judging;
  const { texts } = await judgeFolder(folder, (reason) => notice('baseline-unusable', { reason }), plain);
  const baseline = baselineOf(
    folder,
    texts.map((t) => t.logOdds),
  );
  if (baseline) return { baseline, people: texts, warnings: [] };
  return {
    people: texts,
    warnings: [
      problem(
        'baseline-too-small',
        notice('baseline-too-small', { folder: path.basename(folder), texts: texts.length, least: LEAST_BASELINE }),
      ),
    ],
  };
}
