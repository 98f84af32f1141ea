import * as l10n from '@vscode/l10n';
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { ContextProvider } from '@lit/context';
import type { Capabilities, PanelState } from '../../protocol/panel-host.ts';
import { type OverviewFigures, overviewFigures, overviewOf, type ReportOverview } from '../../report/overview.ts';
import { Batch } from '../batch.ts';
import { Formatter } from '../format.ts';
import { hostContext } from '../hosted-element.ts';
import { SelectionStore, StoreController } from '../selection-store.ts';
import { pageStyles } from '../page-styles.ts';
import { theme } from '../theme.ts';
import type { ViewState } from '../view-state.ts';
import { noticeFor } from './notice-for.ts';
import { panelStyles } from './panel-styles.ts';
import './breadcrumb.ts';
import './notice.ts';
import '../cards/cards.ts';
import '../copies/copies.ts';
import '../changes/changed-since.ts';
import '../evidence/evidence.ts';
import '../heatmap/similarity.ts';
import '../progress/progress.ts';
import '../provenance/provenance.ts';
import '../summary/summary.ts';
import type { GwDocumentTable } from '../table/document-table.ts';
import '../table/document-table.ts';
import '../tabs/tabs.ts';
import '../tree/cluster-tree.ts';

const parts = () => [
  { id: 'clusters', label: l10n.t('Clusters') },
  { id: 'similarity', label: l10n.t('Similarity') },
  { id: 'documents', label: l10n.t('Documents') },
];

/**
 * The whole page: one job, from waiting to its results.
 */
export class GwPanel extends LitElement {
  static override properties = {
    state: { attribute: false },
    store: { attribute: false },
    host: { attribute: false },
    narrow: { state: true },
  };
  static override styles = [theme, pageStyles, panelStyles];

  declare state: PanelState | undefined;
  declare store: SelectionStore;
  /** Who gives the results; the elements inside can ask it for what the state says that it can do. */
  declare host: Capabilities;
  declare private narrow: boolean;
  private batch = new Batch(undefined);
  private overview: ReportOverview | undefined;
  private figures: OverviewFigures = overviewFigures([]);
  private format = new Formatter('en');
  private readonly hosting = new ContextProvider(this, { context: hostContext, initialValue: {} });
  private readonly width = matchMedia('(max-width: 699px)');
  private readonly resized = () => (this.narrow = this.width.matches);

  constructor() {
    super();
    this.store = new SelectionStore();
    this.host = {};
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
    if (!this.state || !(changed.has('state') || changed.has('host'))) return;
    const { report, overview, documents, annotations, locale, can } = this.state;
    const before = changed.has('state') ? changed.get('state') : this.state;
    if (changed.has('host') || before?.can.join() !== can.join())
      this.hosting.setValue(Object.fromEntries(can.map((name) => [name, Reflect.get(this.host, name) as unknown])));
    if (!before || before.report !== report || before.overview !== overview || before.documents !== documents) {
      // A large report brings the same overview that came before it.
      this.overview =
        overview ??
        (report && before?.overview?.job.id === report.job.id && before.overview.earlierLevels !== undefined
          ? before.overview
          : report && overviewOf(report));
      this.figures = this.overview?.figures ?? overviewFigures(documents);
    }
    if (!before || before.report !== report || before.documents !== documents || before.annotations !== annotations)
      this.batch = new Batch(report, documents, annotations);
    if (before?.locale !== locale) this.format = new Formatter(locale);
  }

  override render() {
    const { state, store, format, batch } = this;
    if (!state) return nothing;
    const { job, report, progress, apart } = state;
    const notice = noticeFor(job, report, format);
    const running = job.status === 'processing';
    const nothingFound = !running && this.figures.documents === 0;
    return html`
      <main>
        <gw-summary .job=${job} .overview=${this.overview} .source=${state.source} .store=${store} .format=${format}>
          ${running ? html`<gw-progress .progress=${progress} .format=${format}></gw-progress>` : nothing}
        </gw-summary>
        ${notice ? html`<gw-notice .notice=${notice}></gw-notice>` : nothing}
        ${state.changes ? html`<gw-changed-since .changes=${state.changes} .format=${format}></gw-changed-since>` : nothing}
        ${
          nothingFound
            ? nothing
            : html`
              <gw-cards .figures=${this.figures} .store=${store} .format=${format}></gw-cards>
              <gw-copies .batch=${batch} .store=${store} .format=${format}></gw-copies>
              <gw-breadcrumb .batch=${batch} .store=${store} .format=${format}></gw-breadcrumb>
              ${this.narrow ? this.parts() : this.columns()}
            `
        }
        ${apart && report?.manifest ? html`<gw-provenance .manifest=${report.manifest} .format=${format}></gw-provenance>` : nothing}
      </main>
    `;
  }

  /** Puts the focus into the search box. */
  async goToSearch(): Promise<void> {
    if (this.narrow) this.store.update({ part: 'documents' });
    await this.updateComplete;
    this.renderRoot.querySelector<GwDocumentTable>('gw-document-table')?.goToSearch();
  }

  private columns() {
    return html`<div class="work">${this.tree()} ${this.similarity()} ${this.evidence()}</div>
      ${this.table()}`;
  }

  private parts() {
    const { store } = this;
    return html`
      <gw-tabs .tabs=${parts()} .selected=${store.state.part} .label=${l10n.t('Parts of the results')} @tab-change=${(e: CustomEvent<ViewState['part']>) => store.update({ part: e.detail })}>
        ${this.tree('clusters')} ${this.similarity('similarity')} ${this.table('documents')}
      </gw-tabs>
      ${this.evidence()}
    `;
  }

  private tree(slot?: string) {
    const waiting = this.waiting() || l10n.t('There are no clusters.');
    return html`<gw-cluster-tree slot=${slot ?? nothing} .batch=${this.batch} .store=${this.store} .format=${this.format} .waiting=${waiting}></gw-cluster-tree>`;
  }

  private similarity(slot?: string) {
    const waiting = this.waiting() || l10n.t('With fewer than two documents there is nothing to compare.');
    return html`<gw-similarity slot=${slot ?? nothing} .batch=${this.batch} .store=${this.store} .format=${this.format} .waiting=${waiting}></gw-similarity>`;
  }

  private evidence() {
    return html`<gw-evidence .batch=${this.batch} .store=${this.store} .format=${this.format} .apart=${this.state?.apart}></gw-evidence>`;
  }

  private table(slot?: string) {
    return html`<gw-document-table slot=${slot ?? nothing} .batch=${this.batch} .store=${this.store} .format=${this.format}></gw-document-table>`;
  }

  /** Why clusters and similarities are missing; empty once they are there. */
  private waiting(): string {
    if (this.state?.report) return '';
    if (this.state?.overview) return l10n.t('Loading the documents …');
    return this.state?.job.status === 'processing'
      ? l10n.t('Shown once all documents are compared.')
      : l10n.t('The documents were not compared.');
  }
}
customElements.define('gw-panel', GwPanel);
