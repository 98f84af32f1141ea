import * as l10n from '@vscode/l10n';
import { html, nothing } from 'lit';
import { circumstancesOf, declinedBecause, levelText, scoreText } from '../../report/score-wording.ts';
import type { ShownDocument } from '../shown-document.ts';
import { probabilityTrack } from '../table/probability-track.ts';
import type { EvidenceContext } from './context.ts';
import { scoreMeaning } from './score-meaning.ts';

/** What a document scores, how sure that is, and what it means; never about its author. */
export function verdict(document: ShownDocument, context: EvidenceContext) {
  const { aiProbability, aiInterval, confidence, declined } = document;
  const { format, batch, store } = context;
  if (aiProbability === null) return html`<p><span class="level unknown">${declined ? declinedBecause(declined) : scoreText('unknown')}</span></p>`;
  return html`
    <div class="verdict">
      <span class="figure">${format.probability(aiProbability)}</span>
      <span>${probabilityTrack(aiProbability, aiInterval, 160)}${aiInterval ? html`<span class="dim">${format.between(aiInterval)}</span>` : nothing}</span>
    </div>
    <p>
      <span class=${`level ${confidence}`}>${levelText(document, format)}</span><br />
      <span class="dim">${aiInterval ? `${l10n.t('The level goes by the lower end, {0}.', format.probability(aiInterval[0]))} ` : nothing}${l10n.t('An estimate, never proof.')}</span>
    </p>
    ${circumstancesOf(document, batch.report?.job, format).map((line) => html`<p class="line">${line}</p>`)} ${scoreMeaning(document, batch.report?.job, format)}
    ${batch.report && !batch.detached ? html`<gw-explanation .document=${document.id} .store=${store} .format=${format}></gw-explanation>` : nothing}
  `;
}
