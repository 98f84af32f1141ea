import { virtualize } from '@lit-labs/virtualizer/virtualize.js';
import { html, nothing } from 'lit';
import { BatchView } from '../batch-view.ts';
import { CONFIDENCE_NAMES, confidenceText } from '../format.ts';
import { ListCursor, ROWS } from '../lists/list-cursor.ts';
import { listStyles } from '../lists/list-styles.ts';
import { pathName, pathNameStyles } from '../lists/path-name.ts';
import { clusterColour, theme } from '../theme.ts';
import { type TreeRow, treeRows } from './tree-rows.ts';
import { treeStyles } from './tree-styles.ts';

/** Clusters with their documents. Choosing a cluster filters every view by it, choosing a document selects it; choosing again lets go. */
export class GwClusterTree extends BatchView {
  static override properties = { waiting: { attribute: false } };
  static override styles = [theme, listStyles, pathNameStyles, treeStyles];

  /** Why there are no clusters yet. */
  declare waiting: string;
  private rows: readonly TreeRow[] = [];
  private readonly cursor = new ListCursor(this, () => ({ length: this.rows.length, scroller: this.renderRoot.querySelector<HTMLElement>('.list'), head: 0 }));

  constructor() {
    super();
    this.waiting = '';
  }

  override willUpdate(): void {
    this.rows = treeRows(this.batch, this.store.state);
  }

  override render() {
    const { rows, cursor } = this;
    return html`
      <h2 id="title">Clusters</h2>
      ${rows.length === 0
        ? html`<p class="dim">${this.waiting}</p>`
        : html`<div class="list" role="tree" tabindex="0" aria-labelledby="title" aria-activedescendant=${cursor.activeId ?? nothing} @keydown=${this.keydown}>
            <div role="none" @rangeChanged=${cursor.ranged}>${virtualize({ layout: ROWS, items: rows as TreeRow[], renderItem: (row, i) => (row.kind === 'cluster' ? this.clusterRow(row, i) : this.documentRow(row, i)) })}</div>
          </div>`}
    `;
  }

  private clusterRow({ cluster, place, of, open, count }: Extract<TreeRow, { kind: 'cluster' }>, index: number) {
    const { format, store, cursor } = this;
    const documents = count === cluster.size ? format.counted(count, 'document') : `${format.count(count)} of ${format.counted(cluster.size, 'document')}`;
    const mean = cluster.meanAiProbability === null ? 'AI probability unknown' : `average AI probability ${format.percent(cluster.meanAiProbability)}`;
    return html`
      <div
        class=${`row ${open ? 'open' : ''} ${count === 0 ? 'none' : ''} ${index === cursor.index ? 'active' : ''}`}
        role="treeitem"
        id=${`row-${index}`}
        aria-level="1"
        aria-posinset=${place}
        aria-setsize=${of}
        aria-expanded=${open ? 'true' : 'false'}
        aria-selected=${store.state.cluster === cluster.id ? 'true' : 'false'}
        title=${`${cluster.label}\n${documents}, ${mean}`}
        @click=${() => this.choose(index)}
      >
        <span class="twist" @click=${(e: Event) => this.twisted(e, index)}><svg viewBox="0 0 16 16" aria-hidden="true"><path d="M6 4l4 4-4 4"></path></svg></span>
        <span class=${`swatch ${clusterColour(cluster.id)}`}></span>
        <span class="name cut">${cluster.label}</span>
        <span class="count">${format.count(count)}<span class="hidden"> documents, ${mean}</span></span>
        <svg class="mean" viewBox="0 0 40 4" aria-hidden="true"><rect class="track" width="40" height="4" rx="2"></rect><rect class="value" width=${(cluster.meanAiProbability ?? 0) * 40} height="4" rx="2"></rect></svg>
      </div>
    `;
  }

  private documentRow({ document, place, of }: Extract<TreeRow, { kind: 'document' }>, index: number) {
    const { format, store, cursor } = this;
    const probability = document.aiProbability === null ? confidenceText(document) : `AI probability ${format.probability(document.aiProbability)}, ${CONFIDENCE_NAMES[document.confidence]}`;
    return html`
      <div
        class=${`row document ${index === cursor.index ? 'active' : ''}`}
        role="treeitem"
        id=${`row-${index}`}
        aria-level="2"
        aria-posinset=${place}
        aria-setsize=${of}
        aria-selected=${store.isSelected(document.id) ? 'true' : 'false'}
        title=${`${document.path}\n${probability}`}
        @click=${() => this.choose(index)}
      >
        ${pathName(document.path)}
        <span class="count">${format.probability(document.aiProbability)}<span class="hidden"> AI probability, ${CONFIDENCE_NAMES[document.confidence]}</span></span>
      </div>
    `;
  }

  private choose(index: number): void {
    const row = this.rows[index];
    if (!row) return;
    this.cursor.go(index);
    if (row.kind === 'document') return this.store.toggleDocument(row.document.id);
    this.store.toggleCluster(row.cluster.id);
    if (this.store.state.cluster === row.cluster.id) this.expand(row.cluster.id, true);
  }

  private twisted(event: Event, index: number): void {
    event.stopPropagation();
    const row = this.rows[index];
    if (row?.kind !== 'cluster') return;
    this.cursor.go(index);
    this.expand(row.cluster.id, !row.open);
  }

  private expand(id: number, open: boolean): void {
    const others = this.store.state.expanded.filter((e) => e !== id);
    this.store.update({ expanded: open ? [...others, id] : others });
  }

  private readonly keydown = (event: KeyboardEvent) => {
    if (this.cursor.move(event)) return;
    const row = this.rows[this.cursor.index];
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Enter' || event.key === ' ') this.choose(this.cursor.index);
    else if (event.key === 'ArrowRight' && row.kind === 'cluster' && !row.open) this.expand(row.cluster.id, true);
    else if (event.key === 'ArrowRight' && row.kind === 'cluster') this.cursor.go(this.cursor.index + Math.min(1, row.count));
    else if (event.key === 'ArrowLeft' && row.kind === 'cluster') this.expand(row.cluster.id, false);
    else if (event.key === 'ArrowLeft') this.cursor.go(this.rows.findIndex((r) => r.kind === 'cluster' && r.cluster.id === row.cluster.id));
    else return;
    event.preventDefault();
  };
}
customElements.define('gw-cluster-tree', GwClusterTree);
