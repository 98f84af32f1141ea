import * as l10n from '@vscode/l10n';
import { LEFT_OUT_KINDS, type LeftOutKind, leftOutName } from './left-out.ts';
import type { PeopleFormat } from './people-format.ts';
import type { ReportDocument } from './report.ts';

/** What of a document misleads whoever reads it by a program, in words; empty where nothing does. */
export function trickedText(
  { hiddenWords, disguisedWords }: Pick<ReportDocument, 'hiddenWords' | 'disguisedWords'>,
  format: PeopleFormat,
): string {
  return [
    ...(hiddenWords === undefined ? [] : [l10n.t('{0} that no reader sees', format.words(hiddenWords))]),
    ...(disguisedWords === undefined ? [] : [l10n.t('{0} with look-alike letters', format.words(disguisedWords))]),
  ].join(', ');
}

/** What of a document counts for no copy, by kind, with its words. */
export function leftOutText(parts: NonNullable<ReportDocument['leftOut']>, format: PeopleFormat): string {
  const wordsOf = (kind: LeftOutKind) =>
    parts.filter((part) => part.kind === kind).reduce((sum, { words }) => sum + words, 0);
  return LEFT_OUT_KINDS.filter((kind) => wordsOf(kind) > 0)
    .map((kind) => `${leftOutName(kind)} (${format.words(wordsOf(kind))})`)
    .join(', ');
}

/** Where a text seems to be by two hands. */
export function twoHands(
  { start, end }: NonNullable<ReportDocument['machineStretch']>,
  characters: number,
  format: PeopleFormat,
): string {
  return l10n.t(
    "Between {0} and {1} of its length this text reads like a machine's, in the rest like a person's. Where that changes is an estimate too.",
    format.percent(start / characters),
    format.percent(Math.min(1, end / characters)),
  );
}
