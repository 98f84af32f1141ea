import * as l10n from '@vscode/l10n';
import { html, nothing } from 'lit';
import {
  circumstancesOf,
  declinedBecause,
  levelReason,
  levelText,
  scoreText,
  settledBy,
} from '../../report/score-wording.ts';
import type { ShownDocument } from '../shown-document.ts';
import { probabilityTrack } from '../table/probability-track.ts';
import type { EvidenceContext } from './context.ts';
import { scoreMeaning } from './score-meaning.ts';

/** What a document scores, how sure that is, and what it means; never about its author. */
export function verdict(document: ShownDocument, context: EvidenceContext) {
  const { aiProbability, aiInterval, confidence, declined } = document;
  const { format, batch, store, host } = context;
  if (aiProbability === null)
    return html`<p><span class="level unknown">${declined ? declinedBecause(declined) : scoreText('unknown')}</span></p>`;
  return html`
    <div class="verdict">
      <span class="figure">${format.probability(aiProbability)}</span>
      <span>${probabilityTrack(aiProbability, aiInterval, 160)}${aiInterval ? html`<span class="dim">${format.between(aiInterval)}</span>` : nothing}</span>
    </div>
    <p>
      <span class=${`level ${confidence}`}>${levelText(document)}</span><br />
      <span class="dim">${aiInterval ? `${levelReason(document, format)} ` : nothing}${l10n.t('An estimate, never proof.')}</span>
    </p>
    ${circumstancesOf(document, batch.report?.job, format).map((line) => html`<p class="line">${line}</p>`)} ${settling(document, context)} ${scoreMeaning(document, context)}
    ${batch.report && host.explain ? html`<gw-explanation .document=${document.id} .store=${store} .format=${format}></gw-explanation>` : nothing}
  `;
}

/** What would tell more of an undecided text. */
function settling(document: ShownDocument, { format, batch }: EvidenceContext) {
  const ways = settledBy(document, batch.report?.job, format);
  if (ways.length === 0) return nothing;
  return html`<h4>${l10n.t('What would settle it')}</h4>
    <ul class="ways">
      ${ways.map((way) => html`<li>${way}</li>`)}
    </ul>`;
}
