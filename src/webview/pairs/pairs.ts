import * as l10n from '@vscode/l10n';
import { css, html, nothing, type PropertyValues } from 'lit';
import { BatchView } from '../batch-view.ts';
import { ListCursor } from '../lists/list-cursor.ts';
import { virtualRows } from '../lists/virtual-rows.ts';
import { listStyles } from '../lists/list-styles.ts';
import { pathName, pathNameStyles } from '../lists/path-name.ts';
import { COPIED_KINDS, isCopied } from '../../report/pair-kinds.ts';
import type { PairKind, SimilarPair } from '../../report/report.ts';
import { kindName } from '../format.ts';
import { theme } from '../theme.ts';
import type { ViewState } from '../view-state.ts';
import '../threshold/threshold.ts';

const HEAD = 28;
const columns = () => [
  'A',
  'B',
  l10n.t('Kind'),
  l10n.t('Shared'),
  l10n.t('Similarity'),
  l10n.t('Meaning'),
  l10n.t('Wording'),
];
type PairGroups = NonNullable<ViewState['pairGroups']>;
const groupsName = (groups: PairGroups) => (groups === 'within' ? l10n.t('Within a group') : l10n.t('Across groups'));
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
        min-height: 0;
        container-type: inline-size;
      }
      .list {
        flex: 1;
      }
      header {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 8px;
        min-height: 28px;
        color: var(--gw-dim);
      }
      vscode-dropdown {
        width: 144px;
      }
      .row {
        grid-template-columns: minmax(0, 1fr) minmax(0, 1fr) 92px 52px 76px 70px 60px;
        gap: 0 8px;
      }
      @container (max-width: 560px) {
        .row {
          grid-template-columns: minmax(0, 1fr) minmax(0, 1fr) 92px 52px 76px;
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
  private readonly cursor = new ListCursor(this, () => ({
    length: this.pairs.length,
    scroller: this.renderRoot.querySelector<HTMLElement>('.list'),
    head: HEAD,
  }));

  constructor() {
    super();
    this.waiting = '';
  }

  override willUpdate(_changed: PropertyValues): void {
    const { threshold, pairKind, pairGroups } = this.store.state;
    const shown = this.batch.shown(this.store.state);
    const key = [this.batch, threshold, shown, pairKind, pairGroups];
    if (key.every((part, i) => part === this.listed[i]) && this.listed.length > 0) return;
    this.listed = key;
    this.pairs = (this.batch.report?.similarity.pairs ?? []).filter(
      (p) =>
        p.similarity >= threshold &&
        isOfKind(p, pairKind) &&
        this.isOfGroups(p, pairGroups) &&
        (!shown || (shown.has(p.a) && shown.has(p.b))),
    );
  }

  override render() {
    const { pairs, cursor } = this;
    if (!this.batch.report) return html`<p class="dim">${this.waiting}</p>`;
    if (pairs.length === 0) return html`${this.filter()}${this.none()}`;
    return html`
      ${this.filter()}
      <div class="list" role="grid" tabindex="0" aria-label=${l10n.t('Most similar pairs')} aria-rowcount=${pairs.length + 1} aria-activedescendant=${cursor.activeId ?? nothing} @keydown=${this.keydown}>
        <div class="head" role="rowgroup">
          <div class="row" role="row" aria-rowindex="1">${columns().map((name) => html`<span role="columnheader" class="cut" title=${name}>${name}</span>`)}</div>
        </div>
        <div role="rowgroup" @rangeChanged=${cursor.ranged}>${virtualRows(pairs, (pair, i) => this.row(pair, i))}</div>
      </div>
    `;
  }

  private none() {
    const { pairKind, pairGroups } = this.store.state;
    return html`<p class="dim">${noneText(pairKind !== undefined, pairGroups)}</p>`;
  }

  private filter() {
    const { pairKind = '', pairGroups = '' } = this.store.state;
    const { report, groups } = this.batch;
    const option = (value: string, name: string, chosen: string) =>
      html`<vscode-option value=${value} ?selected=${value === chosen}>${name}</vscode-option>`;
    // Reports of earlier versions do not know the kinds.
    const byKind = report?.summary.copiedPairs !== undefined;
    return html`<header>
      ${
        byKind
          ? html`<vscode-dropdown aria-label=${l10n.t('Show pairs of this kind')} .value=${pairKind} @change=${this.kindChosen}>
            ${option('', l10n.t('All kinds'), pairKind)} ${option('copied', l10n.t('All copies'), pairKind)} ${KINDS.map((kind) => option(kind, kindName(kind), pairKind))}
          </vscode-dropdown>`
          : nothing
      }
      ${
        groups.length < 2
          ? nothing
          : html`<vscode-dropdown aria-label=${l10n.t('Show pairs of these groups')} .value=${pairGroups} @change=${this.groupsChosen}>
            ${option('', l10n.t('All groups'), pairGroups)} ${option('within', groupsName('within'), pairGroups)} ${option('across', groupsName('across'), pairGroups)}
          </vscode-dropdown>`
      }
      <gw-threshold .batch=${this.batch} .store=${this.store} .format=${this.format}></gw-threshold>
      <span role="status">${this.format.counted(this.pairs.length, l10n.t('{0} pair'), l10n.t('{0} pairs'))}</span>
    </header>`;
  }

  private readonly kindChosen = (event: Event) => {
    const { value } = event.currentTarget as HTMLSelectElement;
    this.store.update({ pairKind: value === '' ? undefined : (value as PairKind | 'copied') });
  };

  private readonly groupsChosen = (event: Event) => {
    const { value } = event.currentTarget as HTMLSelectElement;
    this.store.update({ pairGroups: value === '' ? undefined : (value as PairGroups) });
  };

  /** Documents without a group are of no group: two of them are not within one. */
  private isOfGroups({ a, b }: SimilarPair, wanted: PairGroups | undefined): boolean {
    if (wanted === undefined) return true;
    const group = this.batch.document(a)?.group;
    return (group !== undefined && group === this.batch.document(b)?.group) === (wanted === 'within');
  }

  private row(pair: SimilarPair, index: number) {
    const { batch, format, store, cursor } = this;
    const chosen = store.state.pair?.includes(pair.a) === true && store.state.pair.includes(pair.b);
    return html`
      <div class=${`row ${index === cursor.index ? 'active' : ''}`} role="row" id=${`row-${index}`} aria-rowindex=${index + 2} aria-selected=${chosen ? 'true' : 'false'} @click=${() => this.choose(index)}>
        <span role="gridcell">${pathName(batch.path(pair.a))}</span>
        <span role="gridcell">${pathName(batch.path(pair.b))}</span>
        <span role="gridcell" class="cut">${pair.kind ? kindName(pair.kind) : '—'}</span>
        <span role="gridcell" title=${pair.shares ? l10n.t('{0} of A stands in B, {1} of B in A', format.percent(pair.shares[0]), format.percent(pair.shares[1])) : nothing}>${format.percent(pair.shares ? Math.max(...pair.shares) : null)}</span>
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

const isOfKind = ({ kind }: SimilarPair, wanted: PairKind | 'copied' | undefined) =>
  wanted === undefined || (wanted === 'copied' ? isCopied(kind) : kind === wanted);

/** That no pair is left, and how some may be. */
function noneText(ofKind: boolean, groups: PairGroups | undefined): string {
  if (groups === undefined)
    return ofKind
      ? l10n.t('No pair of this kind is this similar. Lower the threshold, show all kinds or clear the filters.')
      : l10n.t('No pair is this similar. Lower the threshold or clear the filters.');
  if (groups === 'within') {
    return ofKind
      ? l10n.t(
          'No pair of this kind within a group is this similar. Lower the threshold, show all kinds, compare all groups or clear the filters.',
        )
      : l10n.t('No pair within a group is this similar. Lower the threshold, compare all groups or clear the filters.');
  }
  return ofKind
    ? l10n.t(
        'No pair of this kind across groups is this similar. Lower the threshold, show all kinds, compare all groups or clear the filters.',
      )
    : l10n.t('No pair across groups is this similar. Lower the threshold, compare all groups or clear the filters.');
}

customElements.define('gw-pairs', GwPairs);
