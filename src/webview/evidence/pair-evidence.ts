import { html, nothing } from 'lit';
import type { EvidenceContext } from './context.ts';
import { noTexts } from './excerpts.ts';

/** Two documents: in what way they are alike, and both texts side by side. */
export function pairEvidence(a: string, b: string, context: EvidenceContext) {
  const { batch, store, format } = context;
  const pair = batch.pair(a, b);
  const similarity = batch.similarity(a, b);
  const group = batch.document(a)?.duplicateGroup;
  const copies = typeof group === 'number' && group === batch.document(b)?.duplicateGroup;
  const name = (id: string) => html`<h3><button class="link" title="Show this document alone" @click=${() => store.select({ document: id })}>${batch.path(id)}</button></h3>`;
  return html`
    <h2>Selected pair</h2>
    ${name(a)} ${name(b)}
    <p class="dim">${pair ? `The shorter one shares ${format.percent(pair.containment)} of its three-word sequences with the other.` : 'Only the strongest pairs are listed with all their figures.'}</p>
    <dl>
      <dt>Similarity</dt>
      <dd>${similarity === undefined ? '—' : format.similarity(similarity)}</dd>
      ${pair
        ? html`<dt>Meaning</dt>
            <dd>${format.similarity(pair.meaning)}</dd>
            <dt>Wording</dt>
            <dd>${format.similarity(pair.wording)}</dd>
            <dt>Containment</dt>
            <dd>${format.percent(pair.containment)}</dd>`
        : nothing}
      <dt>Near-copies</dt>
      <dd>${copies ? 'Yes, in one group' : 'No'}</dd>
    </dl>
    ${batch.detached ? html`<p class="dim">${noTexts(batch.detached)}</p>` : nothing}
    <div class="actions">
      ${batch.detached ? nothing : html`<vscode-button @click=${() => context.openPair(a, b)}>Open side by side</vscode-button>`}
      <vscode-button appearance="secondary" @click=${() => store.select({})}>Deselect</vscode-button>
    </div>
  `;
}
