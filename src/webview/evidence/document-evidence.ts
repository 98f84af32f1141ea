import * as l10n from '@vscode/l10n';
import { html, nothing } from 'lit';
import { leftOutText, trickedText, twoHands } from '../../report/document-words.ts';
import { reasonText, said } from '../said.ts';
import type { ShownDocument } from '../shown-document.ts';
import { clusterColour } from '../theme.ts';
import type { EvidenceContext } from './context.ts';
import { segmentStrip } from './segment-strip.ts';
import { excerptsOf } from './excerpts.ts';
import { verdict } from './verdict.ts';

/** One document: what it scores, what it resembles, and the way to its text. */
export function documentEvidence(document: ShownDocument, context: EvidenceContext) {
  const { batch, store, format, host, apart } = context;
  const cluster = batch.cluster(document.cluster);
  const subtopic = batch.subtopic(document.cluster, document.subtopic);
  if (document.status === 'skipped') {
    return html`<h2>${l10n.t('Selected document')}</h2>
      <h3>${document.path}</h3>
      <p>${l10n.t('Skipped: {0}', reasonText(document))}</p>
      ${batch.report && host.retry ? html`<div class="actions"><vscode-button @click=${() => void host.retry?.(document.id)}>${l10n.t('Try again')}</vscode-button></div>` : nothing}
      ${written(document, context)}`;
  }
  return html`
    <h2>${l10n.t('Selected document')}</h2>
    <h3>${document.path}</h3>
    <div class="actions">
      ${host.openDocument ? html`<vscode-button @click=${() => void host.openDocument?.(document.id)}>${l10n.t('Open')}</vscode-button>` : nothing}
      <vscode-button appearance="secondary" @click=${() => store.select({})}>${l10n.t('Deselect')}</vscode-button>
    </div>
    ${verdict(document, context)}
    <dl>
      <dt>${l10n.t('Words')}</dt>
      <dd>${format.count(document.words)}${document.ignoredWords ? `, ${l10n.t('{0} of them from a template', format.count(document.ignoredWords))}` : nothing}</dd>
      ${document.shareCopied === undefined ? nothing : html`<dt>${l10n.t('Share copied')}</dt><dd>${format.percent(document.shareCopied)}</dd>`}
      ${trickedText(document, format) === '' ? nothing : html`<dt>${l10n.t('Hidden text')}</dt><dd>${trickedText(document, format)}</dd>`}
      ${document.leftOut ? html`<dt>${l10n.t('Left out of copies')}</dt><dd title=${l10n.t('Greyed where two documents are open side by side')}>${leftOutText(document.leftOut, format)}</dd>` : nothing}
      ${document.encoding ? html`<dt>${l10n.t('Encoding')}</dt><dd>${document.encoding}</dd>` : nothing}
      ${document.group ? html`<dt>${l10n.t('Group')}</dt><dd class="cut" title=${document.group}>${document.group}</dd>` : nothing}
      ${cluster ? html`<dt>${l10n.t('Cluster')}</dt><dd class="cut" title=${cluster.label}><span class=${`swatch ${clusterColour(cluster.id)}`}></span> ${cluster.label}</dd>` : nothing}
      ${subtopic ? html`<dt>${l10n.t('Sub-topic')}</dt><dd class="cut" title=${subtopic.label}>${subtopic.label}</dd>` : nothing}
      ${document.outlier ? html`<dt>${l10n.t('Cluster')}</dt><dd>${l10n.t('None: an outlier, unlike every other document of the batch')}</dd>` : nothing}
    </dl>
    ${document.segments && document.segments.length > 1 && document.aiProbability !== null ? html`<h4>${l10n.t('AI probability from beginning to end')}</h4>${segmentStrip(document.segments, format)}` : nothing}
    ${document.machineStretch ? html`<p class="line">${twoHands(document.machineStretch, document.characters, format)}</p>` : nothing}
    ${neighbours(
      l10n.t('Holds words of'),
      (document.sharedWith ?? []).map(({ id, share }) => ({ id, share })),
      document,
      context,
    )}
    ${neighbours(l10n.t('Near-copies'), nearCopies(document, context), document, context)} ${neighbours(l10n.t({ message: 'Most similar', comment: 'documents' }), (document.nearest ?? []).slice(0, 5), document, context)}
    ${batch.warnings(document.id).map((w) => html`<p class="dim">${l10n.t({ message: 'Note: {0}', comment: 'a warning', args: [said(w)] })}</p>`)}
    ${apart ? excerptsOf(document, apart, format) : nothing}
    ${written(document, context)}
  `;
}

/** What the user wrote about it; there is nowhere to keep that before the end. */
function written({ id, tags = [], note }: ShownDocument, { batch, host }: EvidenceContext) {
  if (!host.annotate)
    return html`${tags.length > 0 ? html`<p class="line">${l10n.t('Tags: {0}', tags.join(', '))}</p>` : nothing}${note === undefined ? nothing : html`<p class="line">${l10n.t('Note: {0}', note)}</p>`}`;
  return batch.report
    ? html`<gw-annotation-editor .batch=${batch} .documents=${[id]}></gw-annotation-editor>`
    : nothing;
}

interface Neighbour {
  readonly id: string;
  readonly similarity?: number | undefined;
  /** Of the words of the document that is looked at. */
  readonly share?: number;
}

function nearCopies(document: ShownDocument, { batch }: EvidenceContext): Neighbour[] {
  const members = batch.group(document.duplicateGroup)?.members.filter((id) => id !== document.id) ?? [];
  return members.slice(0, 20).map((id) => ({ id, similarity: batch.similarity(document.id, id) }));
}

function neighbours(
  title: string,
  list: readonly Neighbour[],
  document: ShownDocument,
  { batch, store, format }: EvidenceContext,
) {
  if (list.length === 0) return nothing;
  return html`<h4>${title}</h4>
    <ul>
      ${list.map(
        ({ id, similarity, share }) =>
          html`<li><button class="link cut" title=${batch.path(id)} @click=${() => store.select({ pair: [document.id, id] })}>${batch.path(id)}</button><span class="number">${share !== undefined ? format.percent(share) : similarity === undefined ? nothing : format.similarity(similarity)}</span></li>`,
      )}
    </ul>`;
}
