import * as l10n from '@vscode/l10n';
import { html, nothing } from 'lit';
import { isCopied } from '../../report/pair-kinds.ts';
import type { SimilarPair } from '../../report/report.ts';
import { kindName } from '../format.ts';
import { alignmentFigure } from './alignment-figure.ts';
import type { EvidenceContext } from './context.ts';
import { noTexts } from './excerpts.ts';

/** Two documents: in what way they are alike, what both hold, and both texts side by side. */
export function pairEvidence(a: string, b: string, context: EvidenceContext) {
  const { batch, store, format, host, apart } = context;
  const pair = batch.pair(a, b);
  const similarity = batch.similarity(a, b);
  const group = batch.document(a)?.duplicateGroup;
  const copies = typeof group === 'number' && group === batch.document(b)?.duplicateGroup;
  const name = (id: string) =>
    html`<h3><button class="link" title=${l10n.t('Show this document alone')} @click=${() => store.select({ document: id })}>${batch.path(id)}</button></h3>`;
  return html`
    <h2>${l10n.t('Selected pair')}</h2>
    ${name(a)} ${name(b)}
    <div class="actions">
      ${host.openPair ? html`<vscode-button @click=${() => void host.openPair?.(pair?.a ?? a, pair?.b ?? b)}>${l10n.t('Open side by side')}</vscode-button>` : nothing}
      ${host.copyPairLink ? html`<vscode-button appearance="secondary" @click=${() => void host.copyPairLink?.(pair?.a ?? a, pair?.b ?? b)}>${l10n.t('Copy link to pair')}</vscode-button>` : nothing}
      <vscode-button appearance="secondary" @click=${() => store.select({})}>${l10n.t('Deselect')}</vscode-button>
    </div>
    ${pair ? kindOf(pair, context) : html`<p class="dim">${l10n.t('Only the strongest pairs and copies are listed with all their figures.')}</p>`}
    <dl>
      <dt>${l10n.t('Similarity')}</dt>
      <dd>${similarity === undefined ? '—' : format.similarity(similarity)}</dd>
      ${
        pair
          ? html`<dt>${l10n.t('Meaning')}</dt>
            <dd>${format.similarity(pair.meaning)}</dd>
            <dt>${l10n.t('Wording')}</dt>
            <dd>${format.similarity(pair.wording)}</dd>
            <dt title=${l10n.t('Of the three-word sequences of the one with fewer of them, those that the other holds too')}>${l10n.t('Containment')}</dt>
            <dd>${format.percent(pair.containment)}</dd>`
          : nothing
      }
      <dt>${l10n.t('Near-copies')}</dt>
      <dd>${copies ? l10n.t('Yes, in one group') : l10n.t('No')}</dd>
    </dl>
    ${pair ? passagesOf(pair, context) : nothing}
    ${apart ? html`<p class="dim">${noTexts(apart)}</p>` : nothing}
  `;
}

/** What kind of pair it is, in words, and how much of each stands in the other. */
function kindOf(pair: SimilarPair, { batch, format }: EvidenceContext) {
  // A report of an earlier version.
  if (!pair.kind || !pair.shares)
    return html`<p class="dim">${l10n.t('The shorter one shares {0} of its three-word sequences with the other.', format.percent(pair.containment))}</p>`;
  const [ofA, ofB] = pair.shares;
  const [a, b] = [nameOf(batch.path(pair.a), batch.path(pair.b)), nameOf(batch.path(pair.b), batch.path(pair.a))];
  return html`
    <p class="line"><b>${kindName(pair.kind)}</b>: ${meaningOf(pair, a, b)}</p>
    <p class="dim">${l10n.t('{0} of {1} stands in {2}, {3} of {2} in {1}.', format.percent(ofA), a, b, format.percent(ofB))}${isCopied(pair.kind) ? ` ${l10n.t('Who took it from whom, no text can tell.')}` : nothing}</p>
  `;
}

function meaningOf({ kind, direction }: SimilarPair, a: string, b: string): string {
  switch (kind) {
    case 'identical':
      return l10n.t('the same words in the same order.');
    case 'near-duplicate':
      return l10n.t('most of each stands in the other.');
    case 'partly-copied':
      return direction
        ? l10n.t(
            'most of {0} stands in {1}, which holds more.',
            direction === 'a-in-b' ? a : b,
            direction === 'a-in-b' ? b : a,
          )
        : l10n.t('both hold passages of the same words.');
    default:
      return l10n.t('alike, but no more of it in the same words than in other texts on one subject.');
  }
}

/** What both hold, each the way to its place in both texts. */
function passagesOf(pair: SimilarPair, { batch, format, host }: EvidenceContext) {
  const { passages = [], morePassages = 0 } = pair;
  if (passages.length === 0) return nothing;
  const lengths = [batch.document(pair.a)?.characters ?? 0, batch.document(pair.b)?.characters ?? 0] as const;
  const place = (start: number, length: number) => format.percent(length === 0 ? 0 : Math.min(1, start / length));
  return html`<h4>${l10n.t('Passages in both, longest first')}</h4>
    ${alignmentFigure(passages, lengths)}
    <ul class="passages">
      ${passages.map(
        ({ a, b, words }, i) => html`<li>
          ${host.openPair ? html`<button class="link" title=${l10n.t('Open both documents at this passage')} @click=${() => void host.openPair?.(pair.a, pair.b, i)}>${format.words(words)}</button>` : format.words(words)}
          <span class="dim">${l10n.t('at {0} and {1} of the texts', place(a.start, lengths[0]), place(b.start, lengths[1]))}</span>
        </li>`,
      )}
    </ul>
    ${morePassages > 0 ? html`<p class="dim">${format.counted(morePassages, l10n.t('{0} shorter passage more.'), l10n.t('{0} shorter passages more.'))}</p>` : nothing}`;
}

/** A document's file name; its path where the other one has the same name. */
function nameOf(path: string, other: string): string {
  const last = (p: string) => p.slice(p.lastIndexOf('/') + 1);
  return last(path) === last(other) ? path : last(path);
}
