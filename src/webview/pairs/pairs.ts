import { virtualize } from '@lit-labs/virtualizer/virtualize.js';
import { css, html, nothing, type PropertyValues } from 'lit';
import { BatchView } from '../batch-view.ts';
import { ListCursor, ROWS } from '../lists/list-cursor.ts';
import { listStyles } from '../lists/list-styles.ts';
import { pathName, pathNameStyles } from '../lists/path-name.ts';
import type { SimilarPair } from '../../report/report.ts';
import { theme } from '../theme.ts';

const HEAD = 28;
const COLUMNS = ['A', 'B', 'Similarity', 'Meaning', 'Wording', 'Containment'];

/** The strongest pairs as a table: what the heatmap shows, for reading and for the keyboard. A row selects its pair. */
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
      .row {
        grid-template-columns: minmax(0, 1fr) minmax(0, 1fr) 64px 60px 56px 88px;
        gap: 0 8px;
      }
      @container (max-width: 480px) {
        .row {
          grid-template-columns: minmax(0, 1fr) minmax(0, 1fr) 64px 88px;
        }
        .row > :nth-child(4),
        .row > :nth-child(5) {
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
      .row > :nth-child(n + 3) {
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
    const { threshold } = this.store.state;
    const shown = this.batch.shown(this.store.state);
    const key = [this.batch, threshold, shown];
    if (key.every((part, i) => part === this.listed[i]) && this.listed.length > 0) return;
    this.listed = key;
    this.pairs = (this.batch.report?.similarity.pairs ?? []).filter((p) => p.similarity >= threshold && (!shown || (shown.has(p.a) && shown.has(p.b))));
  }

  override render() {
    const { pairs, cursor } = this;
    if (!this.batch.report) return html`<p class="dim">${this.waiting}</p>`;
    if (pairs.length === 0) return html`<p class="dim">No pair is this similar. Lower the threshold or clear the filters.</p>`;
    return html`
      <div class="list" role="grid" tabindex="0" aria-label="Most similar pairs" aria-rowcount=${pairs.length + 1} aria-activedescendant=${cursor.activeId ?? nothing} @keydown=${this.keydown}>
        <div class="head" role="rowgroup">
          <div class="row" role="row" aria-rowindex="1">${COLUMNS.map((name) => html`<span role="columnheader" class="cut" title=${name}>${name}</span>`)}</div>
        </div>
        <div role="rowgroup" @rangeChanged=${cursor.ranged}>${virtualize({ layout: ROWS, items: pairs as SimilarPair[], renderItem: (pair, i) => this.row(pair, i) })}</div>
      </div>
    `;
  }

  private row(pair: SimilarPair, index: number) {
    const { batch, format, store, cursor } = this;
    const chosen = store.state.pair?.includes(pair.a) === true && store.state.pair.includes(pair.b);
    return html`
      <div class=${`row ${index === cursor.index ? 'active' : ''}`} role="row" id=${`row-${index}`} aria-rowindex=${index + 2} aria-selected=${chosen ? 'true' : 'false'} @click=${() => this.choose(index)}>
        <span role="gridcell">${pathName(batch.path(pair.a))}</span>
        <span role="gridcell">${pathName(batch.path(pair.b))}</span>
        <span role="gridcell">${format.similarity(pair.similarity)}</span>
        <span role="gridcell">${format.similarity(pair.meaning)}</span>
        <span role="gridcell">${format.similarity(pair.wording)}</span>
        <span role="gridcell">${format.percent(pair.containment)}</span>
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
customElements.define('gw-pairs', GwPairs);
