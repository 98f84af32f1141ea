import { html, nothing } from 'lit';
import type { Formatter } from '../format.ts';
import type { ShownDocument } from '../shown-document.ts';
import { clusterColour } from '../theme.ts';
import type { EvidenceContext } from './context.ts';
import { segmentStrip } from './segment-strip.ts';
import { verdict } from './verdict.ts';

/** One document: what it scores, what it resembles, and the way to its text. */
export function documentEvidence(document: ShownDocument, context: EvidenceContext) {
  const { batch, store, format } = context;
  const cluster = batch.cluster(document.cluster);
  if (document.status === 'skipped') {
    return html`<h2>Selected document</h2>
      <h3>${document.path}</h3>
      <p>Skipped: ${document.reason}</p>
      ${batch.report ? html`<div class="actions"><vscode-button @click=${() => context.retryDocument(document.id)}>Try again</vscode-button></div>` : nothing}`;
  }
  return html`
    <h2>Selected document</h2>
    <h3>${document.path}</h3>
    ${verdict(document, context)}
    <dl>
      <dt>Words</dt>
      <dd>${format.count(document.words)}${document.ignoredWords ? `, ${format.count(document.ignoredWords)} of them from a template` : nothing}</dd>
      ${document.encoding ? html`<dt>Encoding</dt><dd>${document.encoding}</dd>` : nothing}
      ${document.group ? html`<dt>Group</dt><dd class="cut" title=${document.group}>${document.group}</dd>` : nothing}
      ${cluster ? html`<dt>Cluster</dt><dd class="cut" title=${cluster.label}><span class=${`swatch ${clusterColour(cluster.id)}`}></span> ${cluster.label}</dd>` : nothing}
    </dl>
    ${document.segments && document.segments.length > 1 && document.aiProbability !== null ? html`<h4>AI probability from beginning to end</h4>${segmentStrip(document.segments, format)}` : nothing}
    ${document.machineStretch ? html`<p class="line">${twoHands(document.machineStretch, document.characters, format)}</p>` : nothing}
    ${neighbours('Near-copies', nearCopies(document, context), document, context)} ${neighbours('Most similar', (document.nearest ?? []).slice(0, 5), document, context)}
    ${batch.warnings(document.id).map((w) => html`<p class="dim">Note: ${w.message}</p>`)}
    <div class="actions">
      <vscode-button @click=${() => context.openDocument(document.id)}>Open</vscode-button>
      <vscode-button appearance="secondary" @click=${() => store.select({})}>Deselect</vscode-button>
    </div>
  `;
}

/** Where the text seems to be by two hands. */
function twoHands({ start, end }: NonNullable<ShownDocument['machineStretch']>, characters: number, format: Formatter): string {
  return `Between ${format.percent(start / characters)} and ${format.percent(Math.min(1, end / characters))} of its length this text reads like a machine's, in the rest like a person's. Where that changes is an estimate too.`;
}

interface Neighbour {
  readonly id: string;
  readonly similarity?: number | undefined;
}

function nearCopies(document: ShownDocument, { batch }: EvidenceContext): Neighbour[] {
  const members = batch.group(document.duplicateGroup)?.members.filter((id) => id !== document.id) ?? [];
  return members.slice(0, 20).map((id) => ({ id, similarity: batch.similarity(document.id, id) }));
}

function neighbours(title: string, list: readonly Neighbour[], document: ShownDocument, { batch, store, format }: EvidenceContext) {
  if (list.length === 0) return nothing;
  return html`<h4>${title}</h4>
    <ul>
      ${list.map(
        ({ id, similarity }) =>
          html`<li><button class="link cut" title=${batch.path(id)} @click=${() => store.select({ pair: [document.id, id] })}>${batch.path(id)}</button><span class="number">${similarity === undefined ? nothing : format.similarity(similarity)}</span></li>`,
      )}
    </ul>`;
}
