import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Selection } from '../protocol/panel.ts';
import type { Confidence } from '../report/report.ts';
import { type CardFilter, idSet, INITIAL_VIEW, isFiltered, type ViewState } from './view-state.ts';

/** `undefined` takes a choice away. */
export type ViewChange = { readonly [K in keyof ViewState]?: ViewState[K] | undefined };

/** What back and forward lead through: what is filtered by, what is selected, and the view of it. */
const VISITED = [
  'cluster',
  'subtopic',
  'card',
  'confidence',
  'group',
  'only',
  'found',
  'text',
  'document',
  'pair',
  'marked',
  'tab',
  'view',
] as const satisfies readonly (keyof ViewState)[];

/** Steps that back leads through, at most. */
const STEPS = 100;

const NO_FILTERS = {
  cluster: undefined,
  subtopic: undefined,
  card: undefined,
  confidence: undefined,
  group: undefined,
  only: undefined,
  found: undefined,
  text: '',
};

/** The one state that all views share: change it here, and everything follows. */
export class SelectionStore extends EventTarget {
  private current: ViewState;
  private past: ViewState[] = [];
  private future: ViewState[] = [];
  /** Whether the last step was a change of the text alone: letters of one word are one step. */
  private typing = false;

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
    const before = this.current;
    this.current = withChange(before, change);
    const changed = VISITED.filter((name) => before[name] !== this.current[name]);
    if (changed.length > 0) {
      const typing = changed.every((name) => name === 'text');
      if (!(typing && this.typing)) this.past = [...this.past.slice(1 - STEPS), before];
      this.typing = typing;
      this.future = [];
    }
    this.dispatchEvent(new Event('change'));
  }

  /** Whether there is a step to go back or forward to. */
  canGo(to: 'back' | 'forward'): boolean {
    return (to === 'back' ? this.past : this.future).length > 0;
  }

  /** Returns to what was chosen before, or after it again. What is no choice, such as the order of the table, stays. */
  go(to: 'back' | 'forward'): void {
    const [from, onto] = to === 'back' ? [this.past, this.future] : [this.future, this.past];
    const step = from.pop();
    if (!step) return;
    onto.push(this.current);
    this.current = withChange(this.current, Object.fromEntries(VISITED.map((name) => [name, step[name]])));
    this.typing = false;
    this.dispatchEvent(new Event('change'));
  }

  /** Filters by a cluster, or by one of its sub-topics, or lets go when it is on already. Neither holds an outlier. */
  toggleCluster(cluster: number, subtopic?: number): void {
    const on = this.current.cluster === cluster && this.current.subtopic === subtopic;
    this.update({
      cluster: on ? undefined : cluster,
      subtopic: on ? undefined : subtopic,
      ...(this.current.card === 'outliers' && { card: undefined }),
    });
  }

  /** Takes a filter, or lets it go when it is on already. A skipped document has neither confidence nor cluster, an outlier no cluster: those filters would leave nothing of it. */
  toggleCard(card: CardFilter): void {
    const on = this.current.card !== card;
    this.update({
      card: on ? card : undefined,
      ...(on && card === 'skipped' && { confidence: undefined }),
      ...(on && (card === 'skipped' || card === 'outliers') && { cluster: undefined, subtopic: undefined }),
    });
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

  /** A document, a pair or several documents are selected, never two of these. */
  select({ document, pair }: Pick<Selection, 'document' | 'pair'>): void {
    this.update({ document, pair, marked: undefined });
  }

  /** Selects several documents together; one alone is selected as such. */
  mark(ids: readonly string[]): void {
    if (ids.length < 2) this.select(ids[0] === undefined ? {} : { document: ids[0] });
    else this.update({ document: undefined, pair: undefined, marked: ids });
  }

  /** Takes a document into the selection, or out of it. */
  toggleMarked(id: string): void {
    const ids = this.selected;
    this.mark(this.isSelected(id) ? ids.filter((other) => other !== id) : [...ids, id]);
  }

  /** `id`s of all selected documents. */
  get selected(): readonly string[] {
    const { marked, pair, document } = this.current;
    return marked ?? pair ?? (document === undefined ? [] : [document]);
  }

  /** Whether a document is selected, alone or with others. */
  isSelected(id: string): boolean {
    const { marked, pair, document } = this.current;
    return marked ? idSet(marked).has(id) : document === id || (pair?.includes(id) ?? false);
  }
}

/** The state after a change, without what was taken away. */
function withChange(state: ViewState, change: ViewChange): ViewState {
  return Object.fromEntries(
    Object.entries({ ...state, ...change }).filter(([, value]) => value !== undefined),
  ) as unknown as ViewState;
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
