import * as l10n from '@vscode/l10n';
import { css, html } from 'lit';
import { BatchView } from '../batch-view.ts';
import { theme } from '../theme.ts';
import type { ViewState } from '../view-state.ts';
import './heatmap.ts';
import '../map/map.ts';
import '../threshold/threshold.ts';
import '../tabs/tabs.ts';

const tabs = () => [
  { id: 'heatmap', label: l10n.t('Heatmap') },
  { id: 'map', label: l10n.t('Map') },
];

/** Similarity two ways: a heatmap and a map. */
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
    const { view } = store.state;
    return html`
      <gw-tabs .tabs=${tabs()} .selected=${view} .label=${l10n.t('Similarity as')} @tab-change=${(e: CustomEvent<ViewState['view']>) => store.update({ view: e.detail })}>
        <gw-threshold slot="end" ?inert=${view === 'map'} .batch=${batch} .store=${store} .format=${format}></gw-threshold>
        <gw-heatmap slot="heatmap" .batch=${batch} .store=${store} .format=${format} .waiting=${waiting}></gw-heatmap>
        <gw-map slot="map" .batch=${batch} .store=${store} .format=${format} .waiting=${waiting}></gw-map>
      </gw-tabs>
    `;
  }
}
customElements.define('gw-similarity', GwSimilarity);
