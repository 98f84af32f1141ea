import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Selection } from '../protocol/panel.ts';
import type { Confidence } from '../report/report.ts';
import { type CardFilter, INITIAL_VIEW, isFiltered, type ViewState } from './view-state.ts';

/** `undefined` takes a choice away. */
export type ViewChange = { readonly [K in keyof ViewState]?: ViewState[K] | undefined };

const NO_FILTERS = { cluster: undefined, subtopic: undefined, card: undefined, confidence: undefined, group: undefined, text: '' };

/** The one state that all views share: change it here, and everything follows. */
export class SelectionStore extends EventTarget {
  private current: ViewState;

  /** @param restored what an earlier page saved */
  constructor(restored: Partial<ViewState> = {}) {
    super();
    this.current = { ...INITIAL_VIEW, ...restored };
  }

  get state(): ViewState {
    return this.current;
  }

  get filtered(): boolean {
    return isFiltered(this.current);
  }

  update(change: ViewChange): void {
    this.current = Object.fromEntries(Object.entries({ ...this.current, ...change }).filter(([, value]) => value !== undefined)) as unknown as ViewState;
    this.dispatchEvent(new Event('change'));
  }

  /** Filters by a cluster, or by one of its sub-topics, or lets go when it is on already. Neither holds an outlier. */
  toggleCluster(cluster: number, subtopic?: number): void {
    const on = this.current.cluster === cluster && this.current.subtopic === subtopic;
    this.update({ cluster: on ? undefined : cluster, subtopic: on ? undefined : subtopic, ...(this.current.card === 'outliers' && { card: undefined }) });
  }

  /** Takes a filter, or lets it go when it is on already. A skipped document has neither confidence nor cluster, an outlier no cluster: those filters would leave nothing of it. */
  toggleCard(card: CardFilter): void {
    const on = this.current.card !== card;
    this.update({ card: on ? card : undefined, ...(on && card === 'skipped' && { confidence: undefined }), ...(on && (card === 'skipped' || card === 'outliers') && { cluster: undefined, subtopic: undefined }) });
  }

  toggleConfidence(confidence: Confidence): void {
    this.setConfidence(this.current.confidence === confidence ? undefined : confidence);
  }

  setConfidence(confidence: Confidence | undefined): void {
    this.update({ confidence, ...(this.current.card === 'skipped' && { card: undefined }) });
  }

  /** Filters by this alone. */
  showOnly(filters: Pick<ViewChange, 'card' | 'confidence'>): void {
    this.update({ ...NO_FILTERS, ...filters });
  }

  clearFilters(): void {
    this.update(NO_FILTERS);
  }

  /** Selects a document, or lets it go when it is selected already. */
  toggleDocument(document: string): void {
    this.select(this.current.document === document ? {} : { document });
  }

  togglePair(a: string, b: string): void {
    const [x, y] = this.current.pair ?? [];
    this.select((x === a && y === b) || (x === b && y === a) ? {} : { pair: [a, b] });
  }

  /** Either a document or a pair is selected, never both. */
  select({ document, pair }: Pick<Selection, 'document' | 'pair'>): void {
    this.update({ document, pair });
  }

  /** Whether a document is selected, alone or in a pair. */
  isSelected(id: string): boolean {
    return this.current.document === id || (this.current.pair?.includes(id) ?? false);
  }
}

/** Draws its element again whenever the store changes. The store may be given after the element was made. */
export class StoreController implements ReactiveController {
  private observed: SelectionStore | undefined;
  private readonly changed = () => this.host.requestUpdate();

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly store: () => SelectionStore | undefined,
  ) {
    host.addController(this);
  }

  hostUpdate(): void {
    const store = this.store();
    if (store === this.observed) return;
    this.hostDisconnected();
    this.observed = store;
    store?.addEventListener('change', this.changed);
  }

  hostDisconnected(): void {
    this.observed?.removeEventListener('change', this.changed);
    this.observed = undefined;
  }

  hostConnected(): void {
    this.host.requestUpdate();
  }
}
