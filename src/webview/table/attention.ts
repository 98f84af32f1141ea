import * as l10n from '@vscode/l10n';
import type { Formatter } from '../format.ts';
import { reasonText } from '../said.ts';
import type { ShownDocument } from '../shown-document.ts';
import { trickedText } from '../../report/document-words.ts';

/** From this share on words of others are what one sees first. */
const MUCH_COPIED = 0.3;

/**
 * How much a document deserves a look, for the order of the list: 0 for one of which nothing is to be said. Whole numbers are steps, in which one kind of finding stands; the figure of the
 * finding orders within them. It is no verdict, and is shown nowhere.
 *
 * 4 and more: the detector's range is HIGH, or much of the words stands in others. 3: a stretch that reads like a machine's, hidden text or look-alike letters. 2: some words of
 * others. 1: not read. Below 1: undecided, by the probability.
 */
export function attentionOf(document: ShownDocument): number {
  if (document.status === 'skipped') return 1;
  const { shareCopied = 0, confidence, aiProbability, aiInterval } = document;
  const steps = [
    ...(confidence === 'high' ? [4 + (aiInterval?.[0] ?? aiProbability ?? 0)] : []),
    ...(shareCopied > 0 ? [(shareCopied >= MUCH_COPIED ? 4 : 2) + shareCopied * 0.99] : []),
    ...(typeof document.duplicateGroup === 'number' && document.shareCopied === undefined ? [4.5] : []),
    ...(document.machineStretch ? [3.9] : []),
    ...(document.hiddenWords !== undefined || document.disguisedWords !== undefined ? [3.5] : []),
    ...(confidence === 'medium' ? [(aiProbability ?? 0) * 0.99] : []),
  ];
  const [first = 0, ...others] = steps.sort((a, b) => b - a);
  // Of two with the same finding, that with a second one comes first.
  return first + others.reduce((sum, step) => sum + step, 0) * 0.001;
}

/** What a document is to be looked at for beside its level and the words of others, each in a few words. */
export function noticesOf(document: ShownDocument, format: Formatter): readonly string[] {
  if (document.status === 'skipped') return [l10n.t('Not read: {0}', reasonText(document))];
  const { machineStretch, duplicateGroup, outlier } = document;
  const tricked = trickedText(document, format);
  return [
    ...(tricked === '' ? [] : [tricked]),
    ...(machineStretch ? [l10n.t('Partly AI: a stretch reads like a machine’s')] : []),
    ...(typeof duplicateGroup === 'number' ? [l10n.t('Near-copy')] : []),
    ...(outlier ? [l10n.t('Outlier')] : []),
  ];
}
