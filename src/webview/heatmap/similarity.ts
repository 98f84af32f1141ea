import * as l10n from '@vscode/l10n';
import { css, html } from 'lit';
import { BatchView } from '../batch-view.ts';
import { theme } from '../theme.ts';
import type { ViewState } from '../view-state.ts';
import './heatmap.ts';
import '../map/map.ts';
import '../pairs/pairs.ts';
import '../tabs/tabs.ts';

const tabs = () => [
  { id: 'heatmap', label: l10n.t('Heatmap') },
  { id: 'map', label: l10n.t('Map') },
  { id: 'pairs', label: l10n.t('Pairs') },
];

/** Similarity three ways: a heatmap, a map, and a table of pairs. One threshold serves heatmap and pairs. */
export class GwSimilarity extends BatchView {
  static override properties = { waiting: { attribute: false } };
  static override styles = [
    theme,
    css`
      :host {
        display: flex;
        min-width: 0;
      }
      gw-tabs {
        flex: 1;
      }
      .threshold {
        display: flex;
        align-items: center;
        gap: 8px;
        min-height: 28px;
        color: var(--gw-dim);
      }
      /* Keeps its place, so that no tab moves. */
      .threshold[hidden] {
        display: flex;
        visibility: hidden;
      }
      output {
        min-width: 4ch;
        color: var(--vscode-foreground);
        font-variant-numeric: tabular-nums;
      }
      input {
        width: 96px;
        height: 24px;
        margin: 0;
        appearance: none;
        background: none;
        cursor: pointer;
      }
      input::-webkit-slider-runnable-track {
        height: 4px;
        border-radius: 2px;
        background: var(--gw-track);
      }
      input::-webkit-slider-thumb {
        width: 12px;
        height: 12px;
        margin-top: -4px;
        appearance: none;
        border-radius: 50%;
        background: var(--vscode-foreground);
      }
      /* Firefox's, for a report that was exported as a page. */
      input::-moz-range-track {
        height: 4px;
        border-radius: 2px;
        background: var(--gw-track);
      }
      input::-moz-range-thumb {
        width: 12px;
        height: 12px;
        border: 0;
        border-radius: 50%;
        background: var(--vscode-foreground);
      }
      input:disabled {
        cursor: default;
        opacity: 0.4;
      }
    `,
  ];

  /** Why there is nothing to see yet. */
  declare waiting: string;

  constructor() {
    super();
    this.waiting = '';
  }

  override render() {
    const { batch, store, format, waiting } = this;
    const { view, threshold } = store.state;
    return html`
      <gw-tabs .tabs=${tabs()} .selected=${view} .label=${l10n.t('Similarity as')} @tab-change=${(e: CustomEvent<ViewState['view']>) => store.update({ view: e.detail })}>
        <label slot="end" class="threshold" ?hidden=${view === 'map'}>
          ${l10n.t('only above')}
          <output for="threshold">${format.similarity(threshold)}</output>
          <input id="threshold" type="range" min="0" max="1" step="0.01" .value=${String(threshold)} aria-valuetext=${format.similarity(threshold)} ?disabled=${!batch.report} @input=${this.moved} />
        </label>
        <gw-heatmap slot="heatmap" .batch=${batch} .store=${store} .format=${format} .waiting=${waiting}></gw-heatmap>
        <gw-map slot="map" .batch=${batch} .store=${store} .format=${format} .waiting=${waiting}></gw-map>
        <gw-pairs slot="pairs" .batch=${batch} .store=${store} .format=${format} .waiting=${waiting}></gw-pairs>
      </gw-tabs>
    `;
  }

  private readonly moved = (event: InputEvent) =>
    this.store.update({ threshold: (event.currentTarget as HTMLInputElement).valueAsNumber });
}
customElements.define('gw-similarity', GwSimilarity);
