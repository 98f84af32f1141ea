import * as l10n from '@vscode/l10n';
import type { Confidence, ReportDocument } from './report.ts';

/** The name of a confidence level. */
export function levelName(level: Confidence): string {
  switch (level) {
    case 'high':
      return l10n.t('High');
    case 'medium':
      return l10n.t('Undecided');
    case 'low':
      return l10n.t('Low');
    case 'unknown':
      return l10n.t('Unknown');
  }
}

/** What is said of a document's AI probability in one or two words: its level, that only a part of it reads like a machine's, or that it is not judged. */
export function verdictName({
  aiProbability,
  confidence,
  machineStretch,
}: Pick<ReportDocument, 'aiProbability' | 'confidence' | 'machineStretch'>): string {
  if (aiProbability === null) return l10n.t('Not judged');
  // Of a text that scores high as a whole the stretch adds nothing.
  return machineStretch && confidence !== 'high' ? l10n.t('Partly AI') : levelName(confidence);
}
