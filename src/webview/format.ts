import * as l10n from '@vscode/l10n';
import { levelName } from '../report/level-words.ts';
import { PeopleFormat } from '../report/people-format.ts';
import type { Confidence, DeclineReason, PairKind, ReportDocument } from '../report/report.ts';
import { isOne } from './language.ts';

/** Numbers, dates and words for people, in the user's locale and the page's language. */
export class Formatter extends PeopleFormat {
  constructor(locale: string) {
    super(locale, isOne);
  }
}

/** The confidence levels, highest first. */
export const LEVELS: readonly Confidence[] = ['high', 'medium', 'low', 'unknown'];

/** The name of a kind of pairs. */
export function kindName(kind: PairKind): string {
  switch (kind) {
    case 'identical':
      return l10n.t('Identical');
    case 'near-duplicate':
      return l10n.t('Near-duplicate');
    case 'partly-copied':
      return l10n.t('Partly copied');
    case 'same-topic':
      return l10n.t('Same topic');
  }
}

/** Why the detector declines, in words that follow "Unknown ·". */
function declinedText(reason: DeclineReason): string {
  switch (reason) {
    case 'too-short':
      return l10n.t('too short');
    case 'not-english':
      return l10n.t('not English');
    case 'not-prose':
      return l10n.t('not prose');
    case 'unlike-training':
      return l10n.t('unfamiliar');
  }
}

/** A document's confidence in words, with the reason where nothing is known. */
export function confidenceText({
  confidence,
  declined,
  status,
}: Pick<ReportDocument, 'confidence' | 'declined' | 'status'>): string {
  if (status === 'skipped') return '—';
  return declined ? `${levelName('unknown')} · ${declinedText(declined)}` : levelName(confidence);
}
