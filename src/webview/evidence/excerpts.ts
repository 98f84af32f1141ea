import * as l10n from '@vscode/l10n';
import { html } from 'lit';
import type { Apart } from '../../protocol/panel.ts';
import type { Formatter } from '../format.ts';
import type { ShownDocument } from '../shown-document.ts';

/** Why no text can be opened. */
export function noTexts({ from }: Apart): string {
  switch (from) {
    case 'page':
      return l10n.t('The texts are not part of this page.');
    case 'service':
      return l10n.t(
        'The texts are on the server. This page shows passages of those that score high, or are undecided from 40% up.',
      );
    case 'file':
      return l10n.t('The texts are not part of this file. Analyse their source again to open them.');
  }
}

/** The passages of a document that came along with the report, or that there are none. */
export function excerptsOf({ sha256 }: ShownDocument, apart: Apart, format: Formatter) {
  const excerpts = (sha256 === undefined ? undefined : apart.excerpts?.[sha256]) ?? [];
  if (excerpts.length === 0) return html`<p class="dim">${noTexts(apart)}</p>`;
  return html`<h4>${l10n.t('Passages that read most like a machine’s')}</h4>
    ${excerpts.map(({ text, aiProbability }) => html`<blockquote>${text}<footer class="dim">${format.probability(aiProbability)}</footer></blockquote>`)}
    <p class="dim">${l10n.t('Other parts of the text are not part of this page.')}</p>`;
}
