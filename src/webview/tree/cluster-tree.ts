import * as l10n from '@vscode/l10n';
import { html, nothing } from 'lit';
import { BatchView } from '../batch-view.ts';
import { levelName } from '../../report/level-words.ts';
import { confidenceText } from '../format.ts';
import { isOne } from '../language.ts';
import { ListCursor } from '../lists/list-cursor.ts';
import { virtualRows } from '../lists/virtual-rows.ts';
import { listStyles } from '../lists/list-styles.ts';
import { pathName, pathNameStyles } from '../lists/path-name.ts';
import { clusterColour, theme } from '../theme.ts';
import { OUTLIERS } from '../view-state.ts';
import { type GroupRow, parentRow, subtopicKey, type TreeRow, treeRows } from './tree-rows.ts';
import { treeStyles } from './tree-styles.ts';

/** Clusters and sub-topics with their documents, and the outliers. Choosing one filters every view by it, choosing a document selects it; choosing again lets go. */
export class GwClusterTree extends BatchView {
  static override properties = { waiting: { attribute: false } };
  static override styles = [theme, listStyles, pathNameStyles, treeStyles];

  /** Why there are no clusters yet. */
  declare waiting: string;
  private rows: readonly TreeRow[] = [];
  private readonly cursor = new ListCursor(this, () => ({
    length: this.rows.length,
    scroller: this.renderRoot.querySelector<HTMLElement>('.list'),
    head: 0,
  }));

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
      <h2 id="title">${l10n.t('Clusters')}</h2>
      ${
        rows.length === 0
          ? html`<p class="dim">${this.waiting}</p>`
          : html`<div class="list" role="tree" tabindex="0" aria-labelledby="title" aria-activedescendant=${cursor.activeId ?? nothing} @keydown=${this.keydown}>
            <div role="none" @rangeChanged=${cursor.ranged}>${virtualRows(rows, (row, i) => (row.kind === 'document' ? this.documentRow(row, i) : this.groupRow(row, i)))}</div>
          </div>`
      }
    `;
  }

  private groupRow(row: GroupRow, index: number) {
    const { format, cursor } = this;
    const { kind, level, place, of, open, count, size } = row;
    const documents =
      count === size
        ? format.documents(count)
        : l10n.t(
            '{0} of {1}',
            format.count(count),
            format.counted(
              size,
              l10n.t({ message: '{0} document', comment: 'behind “of”' }),
              l10n.t({ message: '{0} documents', comment: 'behind “of”' }),
            ),
          );
    const mean = kind === 'cluster' ? row.cluster.meanAiProbability : undefined;
    const said = {
      cluster:
        mean === null
          ? `, ${l10n.t('AI probability unknown')}`
          : `, ${l10n.t('average AI probability {0}', format.percent(mean ?? null))}`,
      subtopic: '',
      outliers: `, ${l10n.t('in no cluster because they are like no other ones')}`,
    }[kind];
    const label =
      kind === 'cluster' ? row.cluster.label : kind === 'subtopic' ? row.subtopic.label : l10n.t('Outliers');
    return html`
      <div
        class=${`row ${kind} ${open ? 'open' : ''} ${count === 0 ? 'none' : ''} ${index === cursor.index ? 'active' : ''}`}
        role="treeitem"
        id=${`row-${index}`}
        aria-level=${level}
        aria-posinset=${place}
        aria-setsize=${of}
        aria-expanded=${open ? 'true' : 'false'}
        aria-selected=${this.chosen(row) ? 'true' : 'false'}
        title=${`${label}\n${documents}${said}`}
        @click=${() => this.choose(index)}
      >
        <span class="twist" @click=${(e: Event) => this.twisted(e, index)}><svg viewBox="0 0 16 16" aria-hidden="true"><path d="M6 4l4 4-4 4"></path></svg></span>
        ${kind === 'subtopic' ? nothing : html`<span class=${`swatch ${kind === 'cluster' ? clusterColour(row.cluster.id) : 'apart'}`}></span>`}
        <span class="name cut">${label}</span>
        <span class="count">${format.count(count)}<span class="hidden"> ${isOne(count) ? l10n.t('document') : l10n.t('documents')}${said}</span></span>
        ${kind === 'cluster' ? html`<svg class="mean" viewBox="0 0 40 4" aria-hidden="true"><rect class="track" width="40" height="4" rx="2"></rect><rect class="value" width=${(mean ?? 0) * 40} height="4" rx="2"></rect></svg>` : nothing}
      </div>
    `;
  }

  private documentRow({ document, level, place, of }: Extract<TreeRow, { kind: 'document' }>, index: number) {
    const { format, store, cursor } = this;
    const probability =
      document.aiProbability === null
        ? confidenceText(document)
        : `${l10n.t('AI probability {0}', format.probability(document.aiProbability))}, ${levelName(document.confidence)}`;
    return html`
      <div
        class=${`row document ${level === 3 ? 'deep' : ''} ${index === cursor.index ? 'active' : ''}`}
        role="treeitem"
        id=${`row-${index}`}
        aria-level=${level}
        aria-posinset=${place}
        aria-setsize=${of}
        aria-selected=${store.isSelected(document.id) ? 'true' : 'false'}
        title=${`${document.path}\n${probability}`}
        @click=${() => this.choose(index)}
      >
        ${pathName(document.path)}
        <span class=${document.aiProbability === null ? 'count' : `count level ${document.confidence}`}>${format.probability(document.aiProbability)}<span class="hidden"> ${l10n.t('AI probability')}, ${levelName(document.confidence)}</span></span>
      </div>
    `;
  }

  /** Whether a row is what is filtered by. */
  private chosen(row: GroupRow): boolean {
    const { cluster, subtopic, card } = this.store.state;
    if (row.kind === 'outliers') return card === 'outliers';
    return cluster === row.cluster.id && subtopic === (row.kind === 'subtopic' ? row.subtopic.id : undefined);
  }

  private choose(index: number): void {
    const row = this.rows[index];
    if (!row) return;
    this.cursor.go(index);
    if (row.kind === 'document') return this.store.toggleDocument(row.document.id);
    if (row.kind === 'outliers') this.store.toggleCard('outliers');
    else this.store.toggleCluster(row.cluster.id, row.kind === 'subtopic' ? row.subtopic.id : undefined);
    if (this.chosen(row)) this.expand(row, true);
  }

  private twisted(event: Event, index: number): void {
    event.stopPropagation();
    const row = this.rows[index];
    if (!row || row.kind === 'document') return;
    this.cursor.go(index);
    this.expand(row, !row.open);
  }

  private expand(row: GroupRow, open: boolean): void {
    const { expanded, expandedSubtopics } = this.store.state;
    const toggled = <T>(list: readonly T[], item: T) => [...list.filter((e) => e !== item), ...(open ? [item] : [])];
    if (row.kind === 'subtopic')
      this.store.update({ expandedSubtopics: toggled(expandedSubtopics, subtopicKey(row.cluster, row.subtopic)) });
    else this.store.update({ expanded: toggled(expanded, row.kind === 'cluster' ? row.cluster.id : OUTLIERS) });
  }

  private readonly keydown = (event: KeyboardEvent) => {
    if (this.cursor.move(event)) return;
    const { index } = this.cursor;
    const row = this.rows[index];
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
    const group = row.kind === 'document' ? undefined : row;
    if (event.key === 'Enter' || event.key === ' ') this.choose(index);
    else if (event.key === 'ArrowRight' && group && !group.open) this.expand(group, true);
    else if (event.key === 'ArrowRight' && group)
      this.cursor.go((this.rows[index + 1]?.level ?? 0) > row.level ? index + 1 : index);
    else if (event.key === 'ArrowLeft' && group?.open) this.expand(group, false);
    else if (event.key === 'ArrowLeft') this.cursor.go(parentRow(this.rows, index));
    else return;
    event.preventDefault();
  };
}
customElements.define('gw-cluster-tree', GwClusterTree);
