import { html, LitElement, nothing, type PropertyValues } from 'lit';
import type { PanelState } from '../../protocol/panel.ts';
import { Batch } from '../batch.ts';
import { Formatter } from '../format.ts';
import { SelectionStore, StoreController } from '../selection-store.ts';
import { theme } from '../theme.ts';
import type { ViewState } from '../view-state.ts';
import { noticeFor } from './notice-for.ts';
import { panelStyles } from './panel-styles.ts';
import './breadcrumb.ts';
import './notice.ts';
import '../cards/cards.ts';
import '../evidence/evidence.ts';
import '../heatmap/similarity.ts';
import '../progress/progress.ts';
import '../summary/summary.ts';
import '../table/document-table.ts';
import '../tabs/tabs.ts';
import '../tree/cluster-tree.ts';

const PARTS = [
  { id: 'clusters', label: 'Clusters' },
  { id: 'similarity', label: 'Similarity' },
  { id: 'documents', label: 'Documents' },
];

/**
 * The whole page: one job, from waiting to its results.
 *
 * @fires open-document
 * @fires open-pair
 * @fires explain-document
 * @fires export-report
 * @fires cancel-job
 * @fires pause-job
 * @fires resume-job
 * @fires retry-documents
 * @fires run-again
 */
export class GwPanel extends LitElement {
  static override properties = { state: { attribute: false }, store: { attribute: false }, narrow: { state: true } };
  static override styles = [theme, panelStyles];

  declare state: PanelState | undefined;
  declare store: SelectionStore;
  declare private narrow: boolean;
  private batch = new Batch(undefined);
  private format = new Formatter('en');
  private readonly width = matchMedia('(max-width: 699px)');
  private readonly resized = () => (this.narrow = this.width.matches);

  constructor() {
    super();
    this.store = new SelectionStore();
    this.narrow = this.width.matches;
    new StoreController(this, () => this.store);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.width.addEventListener('change', this.resized);
    this.resized();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.width.removeEventListener('change', this.resized);
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('state') || !this.state) return;
    const { report, documents, locale } = this.state;
    const before = changed.get('state');
    if (before?.report !== report || before?.documents !== documents) this.batch = new Batch(report, documents);
    if (before?.locale !== locale) this.format = new Formatter(locale);
  }

  override render() {
    const { state, store, format, batch } = this;
    if (!state) return nothing;
    const { job, report, progress } = state;
    const notice = noticeFor(job, report, format);
    const running = job.status === 'processing';
    const nothingFound = !running && batch.documents.length === 0;
    return html`
      <main>
        <gw-summary .job=${job} .report=${report} .source=${state.source} .store=${store} .format=${format}>
          ${running ? html`<gw-progress .progress=${progress} .format=${format}></gw-progress>` : nothing}
        </gw-summary>
        ${notice ? html`<gw-notice .notice=${notice}></gw-notice>` : nothing}
        ${nothingFound
          ? nothing
          : html`
              <gw-cards .report=${report} .documents=${state.documents} .store=${store} .format=${format}></gw-cards>
              <gw-breadcrumb .batch=${batch} .store=${store} .format=${format}></gw-breadcrumb>
              ${this.narrow ? this.parts() : this.columns()}
            `}
      </main>
    `;
  }

  private columns() {
    return html`<div class="work">${this.tree()} ${this.similarity()} ${this.evidence()}</div>
      ${this.table()}`;
  }

  private parts() {
    const { store } = this;
    return html`
      <gw-tabs .tabs=${PARTS} .selected=${store.state.part} .label=${'Parts of the results'} @tab-change=${(e: CustomEvent<ViewState['part']>) => store.update({ part: e.detail })}>
        ${this.tree('clusters')} ${this.similarity('similarity')} ${this.table('documents')}
      </gw-tabs>
      ${this.evidence()}
    `;
  }

  private tree(slot?: string) {
    const waiting = this.waiting() || 'There are no clusters.';
    return html`<gw-cluster-tree slot=${slot ?? nothing} .batch=${this.batch} .store=${this.store} .format=${this.format} .waiting=${waiting}></gw-cluster-tree>`;
  }

  private similarity(slot?: string) {
    const waiting = this.waiting() || 'With fewer than two documents there is nothing to compare.';
    return html`<gw-similarity slot=${slot ?? nothing} .batch=${this.batch} .store=${this.store} .format=${this.format} .waiting=${waiting}></gw-similarity>`;
  }

  private evidence() {
    return html`<gw-evidence .batch=${this.batch} .store=${this.store} .format=${this.format}></gw-evidence>`;
  }

  private table(slot?: string) {
    return html`<gw-document-table slot=${slot ?? nothing} .batch=${this.batch} .store=${this.store} .format=${this.format}></gw-document-table>`;
  }

  /** Why clusters and similarities are missing; empty once they are there. */
  private waiting(): string {
    if (this.state?.report) return '';
    return this.state?.job.status === 'processing' ? 'Shown once all documents are compared.' : 'The documents were not compared.';
  }
}
customElements.define('gw-panel', GwPanel);
