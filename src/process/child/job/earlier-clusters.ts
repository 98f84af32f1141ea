import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import type { EarlierCluster } from '../../../analysis/corpus/cluster-identity.ts';
import { type Problem, problem } from '../../../analysis/sources/problem.ts';
import { notice } from '../../../report/notice.ts';

/** What is needed of an earlier report. */
const EarlierReport = z.object({
  documents: z.array(z.object({ cluster: z.number().int().min(0).nullable(), sha256: z.string().optional() })),
});

/**
 * The clusters of an earlier report, so that the same ones get the same numbers and colours again. Where it cannot be read, the analysis goes on without.
 *
 * @param file absolute path of a `report.json`, or of a JSON export
 */
export async function earlierClusters(
  file: string | undefined,
): Promise<{ readonly earlier: readonly EarlierCluster[]; readonly warnings: readonly Problem[] }> {
  if (file === undefined) return { earlier: [], warnings: [] };
  try {
    const texts = new Map<number, Set<string>>();
    for (const { cluster, sha256 } of EarlierReport.parse(JSON.parse(await readFile(file, 'utf8'))).documents) {
      if (cluster === null || sha256 === undefined) continue;
      texts.set(cluster, (texts.get(cluster) ?? new Set()).add(sha256));
    }
    return { earlier: Array.from(texts, ([id, of]) => ({ id, texts: of })), warnings: [] };
  } catch {
    return {
      earlier: [],
      warnings: [problem('earlier-report-unreadable', notice('earlier-report-unreadable', { file }))],
    };
  }
}
