import * as l10n from '@vscode/l10n';
import { confidenceOf } from './confidence.ts';
import type { ReportDocument } from './report.ts';

/**
 * Whether an earlier version made a report, whose levels meant something else: LOW went by the lower end of the interval alone, and was said of texts that are undecided now; before that there was no interval.
 * What a document would be called today is not said: its figure, too, is an earlier detector's.
 */
export const hasEarlierLevels = (
  documents: readonly Pick<ReportDocument, 'aiProbability' | 'aiInterval' | 'confidence'>[],
): boolean =>
  documents.some(
    ({ aiProbability, aiInterval, confidence }) =>
      aiProbability !== null && (aiInterval === undefined || confidence !== confidenceOf(aiInterval)),
  );

/** What is said of such a report. */
export const earlierLevelsText = (): string =>
  l10n.t(
    'Made with an earlier version, whose levels meant something else: LOW was said of texts that are undecided now. Run the analysis again.',
  );
