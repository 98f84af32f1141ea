import * as l10n from '@vscode/l10n';
import { html, nothing } from 'lit';
import { meaningOf } from '../../report/score-wording.ts';
import type { ShownDocument } from '../shown-document.ts';
import type { EvidenceContext } from './context.ts';

/** What a figure means, what its interval is and what the detector cannot know, for those who want to read it. */
export function scoreMeaning(document: ShownDocument, { batch, format, host }: EvidenceContext) {
  const paragraphs = meaningOf(document, batch.report?.job, format);
  if (paragraphs.length === 0) return nothing;
  return html`<details>
    <summary>${l10n.t('What the figure means')}</summary>
    ${paragraphs.map((paragraph) => html`<p>${paragraph}</p>`)}
    ${host.showFigures ? html`<p><button class="link" @click=${() => void host.showFigures?.()}>${l10n.t('How often it errs, and on what')}</button></p>` : nothing}
  </details>`;
}
