import { html, nothing } from 'lit';
import type { Confidence } from '../../report/report.ts';
import { meanOfKnown } from '../../report/summary.ts';
import { CONFIDENCE_NAMES } from '../format.ts';
import { clusterColour } from '../theme.ts';
import type { EvidenceContext } from './context.ts';

/** Clusters that are listed. */
const LISTED = 5;

/** Several documents together: what they score, which clusters they are of, and what can be done with them. */
export function selectionEvidence(ids: readonly string[], context: EvidenceContext) {
  const { batch, store, format } = context;
  const documents = ids.flatMap((id) => batch.document(id) ?? []);
  const levels = Map.groupBy(documents.filter((d) => d.status === 'analyzed'), (d) => d.confidence);
  const clusters = [...Map.groupBy(documents, (d) => d.cluster ?? null)].flatMap(([id, list]) => (id === null ? [] : [{ id, count: list.length }])).sort((a, b) => b.count - a.count);
  const words = documents.reduce((n, d) => n + d.words, 0);
  const [a, b] = ids;
  return html`
    <h2>Selected documents</h2>
    <h3>${format.counted(documents.length, 'document')}</h3>
    <dl>
      <dt>Words</dt>
      <dd>${format.count(words)}</dd>
      <dt>Average AI probability</dt>
      <dd>${format.percent(meanOfKnown(documents.map((d) => d.aiProbability)))}</dd>
      ${(Object.keys(CONFIDENCE_NAMES) as Confidence[]).map((level) => (levels.has(level) ? html`<dt><span class=${`level ${level}`}>${CONFIDENCE_NAMES[level]}</span></dt><dd>${format.count(levels.get(level)?.length ?? 0)}</dd>` : nothing))}
    </dl>
    ${clusters.length > 0
      ? html`<h4>Clusters</h4>
          <ul>
            ${clusters.slice(0, LISTED).map(({ id, count }) => html`<li><span class=${`swatch ${clusterColour(id)}`}></span><span class="label cut">${batch.cluster(id)?.label}</span><span class="number">${format.count(count)}</span></li>`)}
          </ul>
          ${clusters.length > LISTED ? html`<p class="dim">and ${format.count(clusters.length - LISTED)} more</p>` : nothing}`
      : nothing}
    <div class="actions">
      ${ids.length === 2 && a !== undefined && b !== undefined ? html`<vscode-button @click=${() => store.select({ pair: [a, b] })}>Compare</vscode-button>` : html`<vscode-button @click=${() => store.update({ only: ids })}>Show only these</vscode-button>`}
      <vscode-button appearance="secondary" @click=${() => context.copyDocuments(ids)}>Copy</vscode-button>
      <vscode-button appearance="secondary" @click=${() => context.exportDocuments(ids)}>Export CSV…</vscode-button>
      <vscode-button appearance="secondary" @click=${() => store.select({})}>Deselect</vscode-button>
    </div>
    <gw-annotation-editor .batch=${batch} .documents=${ids}></gw-annotation-editor>
  `;
}
