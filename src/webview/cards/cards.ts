import { html, LitElement, nothing, type SVGTemplateResult } from 'lit';
import { CONFIDENCE_CUTS } from '../../report/confidence.ts';
import { type OverviewFigures, overviewFigures } from '../../report/overview.ts';
import { Formatter } from '../format.ts';
import { SelectionStore, StoreController } from '../selection-store.ts';
import { theme } from '../theme.ts';
import type { CardFilter } from '../view-state.ts';
import { cardsStyles } from './cards-styles.ts';
import { histogram } from './histogram.ts';

interface Card {
  readonly title: string;
  readonly figure: string;
  readonly context: string;
  /** What the figure means, where its title does not say it. */
  readonly hint?: string;
  readonly chart: SVGTemplateResult;
  readonly bars: number;
  /** What a press filters by: `high` by confidence, `all` takes every filter away. */
  readonly filter: CardFilter | 'high' | 'all';
}

/** The overview: one figure a card, with a small distribution and a line of context. A card is a filter. */
export class GwCards extends LitElement {
  static override properties = { figures: { attribute: false }, store: { attribute: false }, format: { attribute: false } };
  static override styles = [theme, cardsStyles];

  declare figures: OverviewFigures;
  declare store: SelectionStore;
  declare format: Formatter;

  constructor() {
    super();
    this.figures = overviewFigures([]);
    this.store = new SelectionStore();
    this.format = new Formatter('en');
    new StoreController(this, () => this.store);
  }

  override render() {
    return this.cards().map(({ title, figure, context, hint, chart, bars, filter }) => {
      const { card, confidence } = this.store.state;
      const pressed = filter === 'all' ? nothing : filter === (filter === 'high' ? confidence : card) ? 'true' : 'false';
      return html`
        <button aria-pressed=${pressed} ?disabled=${filter === 'copies' && !this.figures.duplicateGroups} @click=${() => this.choose(filter)}>
          <span class="title cut">${title}</span>
          <span class="figure">${figure}</span>
          <svg viewBox="0 0 ${bars * 10} 30" preserveAspectRatio="none" aria-hidden="true">${chart}</svg>
          <span class="context cut" title=${hint === undefined ? context : `${context}\n${hint}`}>${context}</span>
        </button>
      `;
    });
  }

  private choose(filter: Card['filter']): void {
    if (filter === 'all') this.store.clearFilters();
    else if (filter === 'high') this.store.toggleConfidence('high');
    else this.store.toggleCard(filter);
  }

  private cards(): Card[] {
    const { figures, format } = this;
    const { clusters: sizes, duplicateGroups: groups, confidence: level, reasons } = figures;
    const wait = '–';
    const { medium, high } = CONFIDENCE_CUTS;
    return [
      {
        title: 'Total Documents',
        figure: format.count(figures.documents),
        context: `${format.count(figures.analyzed)} analysed · median ${format.counted(figures.medianWords, 'word')}`,
        chart: histogram(figures.words.map((value) => ({ value }))),
        bars: 8,
        filter: 'all',
      },
      {
        title: 'Clusters Found',
        figure: sizes ? format.count(sizes.length) : wait,
        context: sizes ? (sizes.length > 0 ? `largest ${format.count(sizes[0] ?? 0)} · smallest ${format.count(sizes.at(-1) ?? 0)}` : 'nothing to group') : 'once all are analysed',
        chart: histogram((sizes ?? []).slice(0, 12).map((value, i) => ({ value, kind: `c${i}` }))),
        bars: Math.max(6, Math.min(12, sizes?.length ?? 0)),
        filter: 'analyzed',
      },
      {
        title: 'Avg AI Probability',
        figure: format.percent(figures.meanAiProbability),
        context: `grey band: ${format.percent(medium)} to ${format.percent(high)}`,
        chart: histogram(figures.probabilities.map((value) => ({ value })), { from: 4, to: 7 }),
        bars: 10,
        filter: 'judged',
      },
      {
        title: 'High Confidence AI',
        figure: format.count(level.high),
        context: `medium ${format.count(level.medium)} · low ${format.count(level.low)} · unknown ${format.count(level.unknown)}`,
        hint: `Levels go by the lower end of each interval: HIGH above ${format.percent(high)}, MEDIUM from ${format.percent(medium)}.`,
        chart: histogram([{ value: level.high, kind: 'high' }, { value: level.medium, kind: 'medium' }, { value: level.low, kind: 'low' }, { value: level.unknown }]),
        bars: 4,
        filter: 'high',
      },
      {
        title: 'Near-copies',
        figure: groups ? format.count(groups.length) : wait,
        context: groups ? (groups.length === 0 ? 'none found' : `${format.counted(groups.reduce((n, size) => n + size, 0), 'document')} in ${format.counted(groups.length, 'group')}`) : 'once all are analysed',
        chart: histogram((groups ?? []).slice(0, 10).map((value) => ({ value, kind: 'copy' }))),
        bars: Math.max(5, Math.min(10, groups?.length ?? 0)),
        filter: 'copies',
      },
      {
        title: 'Skipped',
        figure: format.count(figures.skipped),
        context: reasons[0]?.reason ?? 'every document was read',
        chart: histogram(reasons.map(({ count }) => ({ value: count }))),
        bars: 6,
        filter: 'skipped',
      },
    ];
  }
}
customElements.define('gw-cards', GwCards);
