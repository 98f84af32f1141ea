import * as l10n from '@vscode/l10n';
import type { ClusterChange, PairRelation, ReportChanges } from '../../report/report-changes.ts';
import { type Formatter, kindName } from '../format.ts';

/** In what way a pair is alike, for people. */
export const relationName = (relation: PairRelation | undefined): string =>
  relation === undefined ? '—' : relation === 'near-copy' ? l10n.t('Near-copies') : kindName(relation);

/** Whether a cluster is another one to those who look at its name and size. */
export const isOtherCluster = ({ before, after }: ClusterChange): boolean =>
  !before || !after || before.label !== after.label || before.size !== after.size;

/** What changed, in numbers: "1 document added", "2 levels went up". Empty where nothing did that anybody would look for. */
export function changesInShort(
  { added, gone, renamed, edited, scores, moves, pairs }: ReportChanges,
  format: Formatter,
): string[] {
  const up = scores.filter(({ level }) => level === 'up').length;
  const newPairs = pairs.filter(({ before }) => before === undefined).length;
  const gonePairs = pairs.filter(({ after }) => after === undefined).length;
  const documents = [
    [added, l10n.t('{0} added'), l10n.t('{0} document added'), l10n.t('{0} documents added')],
    [gone, l10n.t('{0} gone'), l10n.t('{0} document gone'), l10n.t('{0} documents gone')],
    [renamed, l10n.t('{0} renamed'), l10n.t('{0} document renamed'), l10n.t('{0} documents renamed')],
    [edited, l10n.t('{0} edited'), l10n.t('{0} document edited'), l10n.t('{0} documents edited')],
  ] as const;
  // The others follow it and need not say what they count.
  const first = documents.find(([list]) => list.length > 0)?.[0];
  const counts: readonly (readonly [number, (n: number) => string])[] = [
    ...documents.map(
      ([list, alone, one, many]) =>
        [
          list.length,
          (n: number) => (list === first ? format.counted(n, one, many) : format.counted(n, alone, alone)),
        ] as const,
    ),
    [up, (n) => format.counted(n, l10n.t('{0} level went up'), l10n.t('{0} levels went up'))],
    [newPairs, (n) => format.counted(n, l10n.t('{0} new copied pair'), l10n.t('{0} new copied pairs'))],
    [gonePairs, (n) => format.counted(n, l10n.t('{0} copied pair gone'), l10n.t('{0} copied pairs gone'))],
    [
      moves.length,
      (n) => format.counted(n, l10n.t('{0} document in another cluster'), l10n.t('{0} documents in another cluster')),
    ],
  ];
  return counts.filter(([n]) => n > 0).map(([n, words]) => words(n));
}
