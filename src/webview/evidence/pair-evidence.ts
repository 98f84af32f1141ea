import { html, nothing } from 'lit';
import { isCopied } from '../../report/pair-kinds.ts';
import type { SimilarPair } from '../../report/report.ts';
import { KIND_NAMES } from '../format.ts';
import { alignmentFigure } from './alignment-figure.ts';
import type { EvidenceContext } from './context.ts';

/** Two documents: in what way they are alike, what both hold, and both texts side by side. */
export function pairEvidence(a: string, b: string, context: EvidenceContext) {
  const { batch, store, format } = context;
  const pair = batch.pair(a, b);
  const similarity = batch.similarity(a, b);
  const group = batch.document(a)?.duplicateGroup;
  const copies = typeof group === 'number' && group === batch.document(b)?.duplicateGroup;
  const name = (id: string) => html`<h3><button class="link" title="Show this document alone" @click=${() => store.select({ document: id })}>${batch.path(id)}</button></h3>`;
  return html`
    <h2>Selected pair</h2>
    ${name(a)} ${name(b)} ${pair ? kindOf(pair, context) : html`<p class="dim">Only the strongest pairs and copies are listed with all their figures.</p>`}
    <dl>
      <dt>Similarity</dt>
      <dd>${similarity === undefined ? '—' : format.similarity(similarity)}</dd>
      ${pair
        ? html`<dt>Meaning</dt>
            <dd>${format.similarity(pair.meaning)}</dd>
            <dt>Wording</dt>
            <dd>${format.similarity(pair.wording)}</dd>
            <dt title="Of the three-word sequences of the one with fewer of them, those that the other holds too">Containment</dt>
            <dd>${format.percent(pair.containment)}</dd>`
        : nothing}
      <dt>Near-copies</dt>
      <dd>${copies ? 'Yes, in one group' : 'No'}</dd>
    </dl>
    ${pair ? passagesOf(pair, context) : nothing}
    <div class="actions">
      <vscode-button @click=${() => context.openPair(pair?.a ?? a, pair?.b ?? b)}>Open side by side</vscode-button>
      <vscode-button appearance="secondary" @click=${() => store.select({})}>Deselect</vscode-button>
    </div>
  `;
}

/** What kind of pair it is, in words, and how much of each stands in the other. */
function kindOf(pair: SimilarPair, { batch, format }: EvidenceContext) {
  // A report of an earlier version.
  if (!pair.kind || !pair.shares) return html`<p class="dim">The shorter one shares ${format.percent(pair.containment)} of its three-word sequences with the other.</p>`;
  const [ofA, ofB] = pair.shares;
  const [a, b] = [nameOf(batch.path(pair.a), batch.path(pair.b)), nameOf(batch.path(pair.b), batch.path(pair.a))];
  return html`
    <p class="line"><b>${KIND_NAMES[pair.kind]}</b>: ${meaningOf(pair, a, b)}</p>
    <p class="dim">${format.percent(ofA)} of ${a} stands in ${b}, ${format.percent(ofB)} of ${b} in ${a}${isCopied(pair.kind) ? '. Who took it from whom, no text can tell' : nothing}.</p>
  `;
}

function meaningOf({ kind, direction }: SimilarPair, a: string, b: string): string {
  switch (kind) {
    case 'identical':
      return 'the same words in the same order.';
    case 'near-duplicate':
      return 'most of each stands in the other.';
    case 'partly-copied':
      return direction ? `most of ${direction === 'a-in-b' ? a : b} stands in ${direction === 'a-in-b' ? b : a}, which holds more.` : 'both hold passages of the same words.';
    default:
      return 'alike, but no more of it in the same words than in other texts on one subject.';
  }
}

/** What both hold, each the way to its place in both texts. */
function passagesOf(pair: SimilarPair, { batch, format, openPair }: EvidenceContext) {
  const { passages = [], morePassages = 0 } = pair;
  if (passages.length === 0) return nothing;
  const lengths = [batch.document(pair.a)?.characters ?? 0, batch.document(pair.b)?.characters ?? 0] as const;
  const place = (start: number, length: number) => format.percent(length === 0 ? 0 : Math.min(1, start / length));
  return html`<h4>Passages in both, longest first</h4>
    ${alignmentFigure(passages, lengths)}
    <ul class="passages">
      ${passages.map(
        ({ a, b, words }, i) => html`<li>
          <button class="link" title="Open both documents at this passage" @click=${() => openPair(pair.a, pair.b, i)}>${format.counted(words, 'word')}</button>
          <span class="dim">at ${place(a.start, lengths[0])} and ${place(b.start, lengths[1])} of the texts</span>
        </li>`,
      )}
    </ul>
    ${morePassages > 0 ? html`<p class="dim">${format.counted(morePassages, 'shorter passage')} more.</p>` : nothing}`;
}

/** A document's file name; its path where the other one has the same name. */
function nameOf(path: string, other: string): string {
  const last = (p: string) => p.slice(p.lastIndexOf('/') + 1);
  return last(path) === last(other) ? path : last(path);
}
