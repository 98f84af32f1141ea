import { virtualize } from '@lit-labs/virtualizer/virtualize.js';
import { css, html, nothing, type PropertyValues } from 'lit';
import { BatchView } from '../batch-view.ts';
import { ListCursor, ROWS } from '../lists/list-cursor.ts';
import { listStyles } from '../lists/list-styles.ts';
import { pathName, pathNameStyles } from '../lists/path-name.ts';
import { COPIED_KINDS, isCopied } from '../../report/pair-kinds.ts';
import type { PairKind, SimilarPair } from '../../report/report.ts';
import { KIND_NAMES } from '../format.ts';
import { theme } from '../theme.ts';

const HEAD = 28;
const COLUMNS = ['A', 'B', 'Kind', 'Shared', 'Similarity', 'Meaning', 'Wording'];
const KINDS: readonly PairKind[] = [...COPIED_KINDS, 'same-topic'];

/** The strongest pairs and all copies as a table: what the heatmap shows, for reading and for the keyboard. A row selects its pair. */
export class GwPairs extends BatchView {
  static override properties = { waiting: { attribute: false } };
  static override styles = [
    theme,
    listStyles,
    pathNameStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        height: max(300px, 44vh);
        max-height: max(300px, 44vh);
        container-type: inline-size;
      }
      .list {
        flex: 1;
      }
      header {
        display: flex;
        align-items: center;
        gap: 8px;
        min-height: 28px;
        color: var(--gw-dim);
      }
      vscode-dropdown {
        width: 144px;
      }
      .row {
        grid-template-columns: minmax(0, 1fr) minmax(0, 1fr) 92px 52px 64px 60px 56px;
        gap: 0 8px;
      }
      @container (max-width: 560px) {
        .row {
          grid-template-columns: minmax(0, 1fr) minmax(0, 1fr) 92px 52px 64px;
        }
        .row > :nth-child(n + 6) {
          display: none;
        }
      }
      /* Two names share the width: the tooltip and the evidence give the folders. */
      @container (max-width: 720px) {
        .path-name .folders {
          display: none;
        }
      }
      .head .row {
        color: var(--gw-dim);
      }
      .row > :nth-child(n + 4) {
        text-align: right;
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  declare waiting: string;
  private pairs: readonly SimilarPair[] = [];
  private listed: readonly unknown[] = [];
  private readonly cursor = new ListCursor(this, () => ({ length: this.pairs.length, scroller: this.renderRoot.querySelector<HTMLElement>('.list'), head: HEAD }));

  constructor() {
    super();
    this.waiting = '';
  }

  override willUpdate(_changed: PropertyValues): void {
    const { threshold, pairKind } = this.store.state;
    const shown = this.batch.shown(this.store.state);
    const key = [this.batch, threshold, shown, pairKind];
    if (key.every((part, i) => part === this.listed[i]) && this.listed.length > 0) return;
    this.listed = key;
    this.pairs = (this.batch.report?.similarity.pairs ?? []).filter((p) => p.similarity >= threshold && isOfKind(p, pairKind) && (!shown || (shown.has(p.a) && shown.has(p.b))));
  }

  override render() {
    const { pairs, cursor } = this;
    if (!this.batch.report) return html`<p class="dim">${this.waiting}</p>`;
    if (pairs.length === 0) return html`${this.filter()}<p class="dim">${this.store.state.pairKind === undefined ? 'No pair is this similar.' : 'No pair of this kind is this similar.'} Lower the threshold${this.store.state.pairKind === undefined ? '' : ', show all kinds'} or clear the filters.</p>`;
    return html`
      ${this.filter()}
      <div class="list" role="grid" tabindex="0" aria-label="Most similar pairs" aria-rowcount=${pairs.length + 1} aria-activedescendant=${cursor.activeId ?? nothing} @keydown=${this.keydown}>
        <div class="head" role="rowgroup">
          <div class="row" role="row" aria-rowindex="1">${COLUMNS.map((name) => html`<span role="columnheader" class="cut" title=${name}>${name}</span>`)}</div>
        </div>
        <div role="rowgroup" @rangeChanged=${cursor.ranged}>${virtualize({ layout: ROWS, items: pairs as SimilarPair[], renderItem: (pair, i) => this.row(pair, i) })}</div>
      </div>
    `;
  }

  private filter() {
    const { pairKind = '' } = this.store.state;
    const option = (value: string, name: string) => html`<vscode-option value=${value} ?selected=${value === pairKind}>${name}</vscode-option>`;
    // Reports of earlier versions do not know the kinds.
    if (this.batch.report?.summary.copiedPairs === undefined) return nothing;
    return html`<header>
      <vscode-dropdown aria-label="Show pairs of this kind" .value=${pairKind} @change=${this.kindChosen}>
        ${option('', 'All kinds')} ${option('copied', 'All copies')} ${KINDS.map((kind) => option(kind, KIND_NAMES[kind]))}
      </vscode-dropdown>
      <span role="status">${this.format.counted(this.pairs.length, 'pair')}</span>
    </header>`;
  }

  private readonly kindChosen = (event: Event) => {
    const { value } = event.currentTarget as HTMLSelectElement;
    this.store.update({ pairKind: value === '' ? undefined : (value as PairKind | 'copied') });
  };

  private row(pair: SimilarPair, index: number) {
    const { batch, format, store, cursor } = this;
    const chosen = store.state.pair?.includes(pair.a) === true && store.state.pair.includes(pair.b);
    return html`
      <div class=${`row ${index === cursor.index ? 'active' : ''}`} role="row" id=${`row-${index}`} aria-rowindex=${index + 2} aria-selected=${chosen ? 'true' : 'false'} @click=${() => this.choose(index)}>
        <span role="gridcell">${pathName(batch.path(pair.a))}</span>
        <span role="gridcell">${pathName(batch.path(pair.b))}</span>
        <span role="gridcell" class="cut">${pair.kind ? KIND_NAMES[pair.kind] : '—'}</span>
        <span role="gridcell" title=${pair.shares ? `${format.percent(pair.shares[0])} of A stands in B, ${format.percent(pair.shares[1])} of B in A` : nothing}>${format.percent(pair.shares ? Math.max(...pair.shares) : null)}</span>
        <span role="gridcell">${format.similarity(pair.similarity)}</span>
        <span role="gridcell">${format.similarity(pair.meaning)}</span>
        <span role="gridcell">${format.similarity(pair.wording)}</span>
      </div>
    `;
  }

  private choose(index: number): void {
    this.cursor.go(index);
    const pair = this.pairs[index];
    if (pair) this.store.togglePair(pair.a, pair.b);
  }

  private readonly keydown = (event: KeyboardEvent) => {
    if (this.cursor.move(event) || event.key !== 'Enter') return;
    event.preventDefault();
    this.choose(this.cursor.index);
  };
}

const isOfKind = ({ kind }: SimilarPair, wanted: PairKind | 'copied' | undefined) => wanted === undefined || (wanted === 'copied' ? isCopied(kind) : kind === wanted);

customElements.define('gw-pairs', GwPairs);
