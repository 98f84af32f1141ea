import * as l10n from '@vscode/l10n';
import { html, nothing } from 'lit';
import { meanOfKnown } from '../../report/summary.ts';
import { levelName } from '../../report/level-words.ts';
import { LEVELS } from '../format.ts';
import type { ShownDocument } from '../shown-document.ts';
import { shownColumns } from '../table/columns.ts';
import { tabSeparated } from '../table/tab-separated.ts';
import { clusterColour } from '../theme.ts';
import type { EvidenceContext } from './context.ts';

/** Clusters that are listed. */
const LISTED = 5;

/** Several documents together: what they score, which clusters they are of, and what can be done with them. */
export function selectionEvidence(ids: readonly string[], context: EvidenceContext) {
  const { batch, store, format, host } = context;
  const documents = ids.flatMap((id) => batch.document(id) ?? []);
  const levels = Map.groupBy(
    documents.filter((d) => d.status === 'analyzed'),
    (d) => d.confidence,
  );
  const clusters = [...Map.groupBy(documents, (d) => d.cluster ?? null)]
    .flatMap(([id, list]) => (id === null ? [] : [{ id, count: list.length }]))
    .sort((a, b) => b.count - a.count);
  const outliers = documents.filter((d) => d.outlier).length;
  const words = documents.reduce((n, d) => n + d.words, 0);
  const [a, b] = ids;
  return html`
    <h2>${l10n.t('Selected documents')}</h2>
    <h3>${format.documents(documents.length)}</h3>
    <div class="actions">
      ${ids.length === 2 && a !== undefined && b !== undefined ? html`<vscode-button @click=${() => store.select({ pair: [a, b] })}>${l10n.t('Compare')}</vscode-button>` : html`<vscode-button @click=${() => store.update({ only: ids })}>${l10n.t('Show only these')}</vscode-button>`}
      ${host.copy ? html`<vscode-button appearance="secondary" @click=${() => void host.copy?.(asTable(documents, context))}>${l10n.t('Copy')}</vscode-button>` : nothing}
      ${host.exportSelection ? html`<vscode-button appearance="secondary" @click=${() => void host.exportSelection?.(ids)}>${l10n.t('Export CSV…')}</vscode-button>` : nothing}
      <vscode-button appearance="secondary" @click=${() => store.select({})}>${l10n.t('Deselect')}</vscode-button>
    </div>
    <dl>
      <dt>${l10n.t('Words')}</dt>
      <dd>${format.count(words)}</dd>
      <dt>${l10n.t('Average AI probability')}</dt>
      <dd>${format.probability(meanOfKnown(documents.map((d) => d.aiProbability)))}</dd>
      ${LEVELS.map((level) => (levels.has(level) ? html`<dt><span class=${`level ${level}`}>${levelName(level)}</span></dt><dd>${format.count(levels.get(level)?.length ?? 0)}</dd>` : nothing))}
    </dl>
    ${
      clusters.length + outliers > 0
        ? html`<h4>${l10n.t('Clusters')}</h4>
          <ul>
            ${clusters.slice(0, LISTED).map(({ id, count }) => html`<li><span class=${`swatch ${clusterColour(id)}`}></span><span class="label cut">${batch.cluster(id)?.label}</span><span class="number">${format.count(count)}</span></li>`)}
            ${outliers === 0 ? nothing : html`<li><span class="label dim">${l10n.t('Outliers, in no cluster')}</span><span class="number">${format.count(outliers)}</span></li>`}
          </ul>
          ${clusters.length > LISTED ? html`<p class="dim">${l10n.t('and {0} more', format.count(clusters.length - LISTED))}</p>` : nothing}`
        : nothing
    }
    ${host.annotate ? html`<gw-annotation-editor .batch=${batch} .documents=${ids}></gw-annotation-editor>` : nothing}
  `;
}

/** As the table has them. */
const asTable = (documents: readonly ShownDocument[], { batch, store, format }: EvidenceContext) =>
  tabSeparated(documents, shownColumns(batch, store.state), batch, format, store.state.found);
