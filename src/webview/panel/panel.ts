import * as l10n from '@vscode/l10n';
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { ContextProvider } from '@lit/context';
import type { ResultsTab } from '../../protocol/panel.ts';
import type { Capabilities, PanelState } from '../../protocol/panel-host.ts';
import { type OverviewFigures, overviewFigures, overviewOf, type ReportOverview } from '../../report/overview.ts';
import { Batch } from '../batch.ts';
import { Formatter } from '../format.ts';
import { hostContext } from '../hosted-element.ts';
import { SelectionStore, StoreController } from '../selection-store.ts';
import { pageStyles } from '../page-styles.ts';
import { theme } from '../theme.ts';
import { noticeFor } from './notice-for.ts';
import { panelStyles } from './panel-styles.ts';
import './breadcrumb.ts';
import './notice.ts';
import '../cards/cards.ts';
import '../copies/copies.ts';
import '../figures/figures.ts';
import '../pairs/pairs.ts';
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

const tabs = (): readonly { readonly id: ResultsTab; readonly label: string }[] => [
  { id: 'review', label: l10n.t({ message: 'Review', comment: 'a tab: the documents to look at' }) },
  { id: 'matches', label: l10n.t({ message: 'Matches', comment: 'a tab: pairs and passages' }) },
  { id: 'topics', label: l10n.t('Topics') },
  { id: 'overview', label: l10n.t('Overview') },
];

/**
 * The whole page: one job, from waiting to its results.
 */
export class GwPanel extends LitElement {
  static override properties = {
    state: { attribute: false },
    store: { attribute: false },
    host: { attribute: false },
  };
  static override styles = [theme, pageStyles, panelStyles];

  declare state: PanelState | undefined;
  declare store: SelectionStore;
  /** Who gives the results; the elements inside can ask it for what the state says that it can do. */
  declare host: Capabilities;
  private batch = new Batch(undefined);
  private overview: ReportOverview | undefined;
  private figures: OverviewFigures = overviewFigures([]);
  private format = new Formatter('en');
  private readonly hosting = new ContextProvider(this, { context: hostContext, initialValue: {} });

  constructor() {
    super();
    this.store = new SelectionStore();
    this.host = {};
    new StoreController(this, () => this.store);
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
              <gw-figures .figures=${this.figures} .store=${store} .format=${format}></gw-figures>
              <gw-breadcrumb .batch=${batch} .store=${store} .format=${format}></gw-breadcrumb>
              <div class="body">${this.results()} ${this.evidence()}</div>
            `
        }
        ${apart && report?.manifest ? html`<gw-provenance .manifest=${report.manifest} .format=${format}></gw-provenance>` : nothing}
      </main>
    `;
  }

  /** Puts the focus into the search box. */
  async goToSearch(): Promise<void> {
    this.store.update({ tab: 'review' });
    await this.updateComplete;
    this.renderRoot.querySelector<GwDocumentTable>('gw-document-table')?.goToSearch();
  }

  private results() {
    const { store, batch, format } = this;
    const { tab } = store.state;
    const waiting = this.waiting();
    const apart = waiting || l10n.t('With fewer than two documents there is nothing to compare.');
    return html`
      <gw-tabs .tabs=${tabs()} .selected=${tab} .label=${l10n.t('Parts of the results')} @tab-change=${(e: CustomEvent<ResultsTab>) => store.update({ tab: e.detail })}>
        <gw-document-table slot="review" .batch=${batch} .store=${store} .format=${format}></gw-document-table>
        <div slot="matches" class="matches">
          <gw-copies .batch=${batch} .store=${store} .format=${format}></gw-copies>
          <gw-pairs .batch=${batch} .store=${store} .format=${format} .waiting=${apart}></gw-pairs>
        </div>
        <gw-cards slot="overview" .figures=${this.figures} .store=${store} .format=${format}></gw-cards>
        <div class=${`topics ${tab}`} slot=${tab === 'overview' ? 'overview' : 'topics'}>
          <gw-cluster-tree .batch=${batch} .store=${store} .format=${format} .waiting=${waiting || l10n.t('There are no clusters.')}></gw-cluster-tree>
          <gw-similarity .batch=${batch} .store=${store} .format=${format} .waiting=${apart}></gw-similarity>
        </div>
      </gw-tabs>
    `;
  }

  private evidence() {
    return html`<gw-evidence .batch=${this.batch} .store=${this.store} .format=${this.format} .apart=${this.state?.apart}></gw-evidence>`;
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
