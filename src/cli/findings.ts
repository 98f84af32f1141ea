import { isCopied } from '../report/pair-kinds.ts';
import type { Report } from '../report/report.ts';
import type { Finding } from './command-table.ts';

/** What `--fail-on` names and the report has, as one line each; empty where there is nothing of it. */
export function findingsIn({ summary, similarity }: Report, failOn: readonly Finding[]): string[] {
  const counted = (n: number, one: string, many: string) =>
    n === 0 ? [] : [`${n.toLocaleString('en')} ${n === 1 ? one : many}`];
  const found: Readonly<Record<Finding, string[]>> = {
    high: counted(summary.confidence.high, 'text is rated HIGH', 'texts are rated HIGH'),
    medium: counted(summary.confidence.medium, 'text is undecided', 'texts are undecided'),
    duplicates: counted(summary.duplicateGroups, 'group of near-copies', 'groups of near-copies'),
    copied: counted(
      similarity.pairs.filter(({ kind }) => isCopied(kind)).length,
      'pair is copied in whole or in part',
      'pairs are copied in whole or in part',
    ),
    hidden: [
      ...counted(summary.hiddenText?.documents ?? 0, 'document holds hidden text', 'documents hold hidden text'),
      ...counted(
        summary.disguisedText?.documents ?? 0,
        'document has look-alike letters',
        'documents have look-alike letters',
      ),
    ],
    skipped: counted(summary.skipped, 'document was skipped', 'documents were skipped'),
  };
  return failOn.flatMap((finding) => found[finding]);
}
