import * as l10n from '@vscode/l10n';
import type { Formatter } from './format.ts';
import type { ShownDocument } from './shown-document.ts';

/** What of a document misleads whoever reads it by a program, in words; empty where nothing does. */
export function trickedText(
  { hiddenWords, disguisedWords }: Pick<ShownDocument, 'hiddenWords' | 'disguisedWords'>,
  format: Formatter,
): string {
  return [
    ...(hiddenWords === undefined ? [] : [l10n.t('{0} that no reader sees', format.words(hiddenWords))]),
    ...(disguisedWords === undefined ? [] : [l10n.t('{0} with look-alike letters', format.words(disguisedWords))]),
  ].join(', ');
}
