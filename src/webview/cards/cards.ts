import * as l10n from '@vscode/l10n';
import { html, LitElement, nothing, type SVGTemplateResult } from 'lit';
import { CONFIDENCE_CUTS } from '../../report/confidence.ts';
import { type OverviewFigures, overviewFigures } from '../../report/overview.ts';
import { Formatter } from '../format.ts';
import { reasonText } from '../said.ts';
import { SelectionStore, StoreController } from '../selection-store.ts';
import { theme } from '../theme.ts';
import type { CardFilter } from '../view-state.ts';
import { cardsStyles } from './cards-styles.ts';
import { trickedText } from '../../report/document-words.ts';
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
  static override properties = {
    figures: { attribute: false },
    store: { attribute: false },
    format: { attribute: false },
  };
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
    const cards = this.cards();
    this.style.setProperty('--cards', String(cards.length));
    return cards.map(({ title, figure, context, hint, chart, bars, filter }) => {
      const { card, confidence } = this.store.state;
      const pressed =
        filter === 'all' ? nothing : filter === (filter === 'high' ? confidence : card) ? 'true' : 'false';
      return html`
        <button aria-pressed=${pressed} ?disabled=${(filter === 'copies' && !this.figures.duplicateGroups) || (filter === 'copied' && !this.figures.copied)} @click=${() => this.choose(filter)}>
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
        title: l10n.t('Total Documents'),
        figure: format.count(figures.documents),
        context: `${l10n.t('{0} analysed', format.count(figures.analyzed))} · ${l10n.t('median {0}', format.words(figures.medianWords))}`,
        chart: histogram(figures.words.map((value) => ({ value }))),
        bars: 8,
        filter: 'all',
      },
      {
        title: l10n.t('Clusters Found'),
        figure: sizes ? format.count(sizes.length) : wait,
        context: sizes
          ? sizes.length > 0
            ? l10n.t('largest {0} · smallest {1}', format.count(sizes[0] ?? 0), format.count(sizes.at(-1) ?? 0))
            : l10n.t('nothing to group')
          : l10n.t('once all are analysed'),
        chart: histogram(
          (sizes ?? []).slice(0, 12).map((value, i) => ({ value, kind: `c${i}` })),
          slotsFor(sizes, 6, 12),
        ),
        bars: slotsFor(sizes, 6, 12),
        filter: 'analyzed',
      },
      {
        title: l10n.t('Avg AI Probability'),
        figure: format.probability(figures.meanAiProbability),
        context: l10n.t('grey band: {0} to {1}', format.percent(medium), format.percent(high)),
        chart: histogram(
          figures.probabilities.map((value) => ({ value })),
          10,
          { from: 4, to: 7 },
        ),
        bars: 10,
        filter: 'judged',
      },
      {
        title: l10n.t('High Confidence AI'),
        figure: format.count(level.high),
        context: l10n.t('undecided {0} · low {1}', format.count(level.medium), format.count(level.low)),
        hint: `${l10n.t('unknown {0}', format.count(level.unknown))}\n${l10n.t('HIGH: the lower end of the range is above {0}. LOW: the upper end is below {1}. All between is undecided, and LOW does not say that a person wrote a text.', format.percent(high), format.percent(medium))}`,
        chart: histogram([
          { value: level.high, kind: 'high' },
          { value: level.medium, kind: 'medium' },
          { value: level.low, kind: 'low' },
          { value: level.unknown, kind: 'unknown' },
        ]),
        bars: 4,
        filter: 'high',
      },
      {
        title: l10n.t('Near-copies'),
        figure: groups ? format.count(groups.length) : wait,
        context: groups
          ? groups.length === 0
            ? l10n.t('none found')
            : `${format.documents(groups.reduce((n, size) => n + size, 0))} ${format.counted(groups.length, l10n.t('in {0} group'), l10n.t('in {0} groups'))}`
          : l10n.t('once all are analysed'),
        chart: histogram(
          (groups ?? []).slice(0, 10).map((value) => ({ value, kind: 'copy' })),
          slotsFor(groups, 5, 10),
        ),
        bars: slotsFor(groups, 5, 10),
        filter: 'copies',
      },
      ...(groups && !figures.copied ? [] : [this.copiedCard()]),
      ...this.trickedCard(),
      {
        title: l10n.t('Skipped'),
        figure: format.count(figures.skipped),
        context: reasons[0] ? reasonText(reasons[0]) : l10n.t('every document was read'),
        chart: histogram(
          reasons.slice(0, 6).map(({ count }) => ({ value: count })),
          6,
        ),
        bars: 6,
        filter: 'skipped',
      },
    ];
  }

  private copiedCard(): Card {
    const {
      figures: { copied },
      format,
    } = this;
    return {
      title: l10n.t('Share Copied'),
      figure: copied ? format.count(copied.documents) : '–',
      context: copied
        ? copied.documents === 0
          ? l10n.t('no document holds words of another one')
          : l10n.t('hold words of others, up to {0}', format.percent(copied.largest))
        : l10n.t('once all are analysed'),
      chart: histogram(
        (copied?.shares ?? []).map((value) => ({ value, kind: 'copy' })),
        10,
      ),
      bars: 10,
      filter: 'copied',
    };
  }

  private trickedCard(): Card[] {
    const {
      figures: { tricked },
      format,
    } = this;
    if (!tricked) return [];
    const context = trickedText(
      {
        ...(tricked.hidden > 0 && { hiddenWords: tricked.hidden }),
        ...(tricked.disguised > 0 && { disguisedWords: tricked.disguised }),
      },
      format,
    );
    return [
      {
        title: l10n.t('Hidden Text'),
        figure: format.count(tricked.documents),
        context,
        hint: l10n.t(
          'White, tiny or look-alike letters are put into documents to mislead programs that read them. Look at the originals.',
        ),
        chart: histogram(
          [
            { value: tricked.hidden, kind: 'high' },
            { value: tricked.disguised, kind: 'medium' },
          ],
          4,
        ),
        bars: 4,
        filter: 'tricked',
      },
    ];
  }
}

/** Bars that have room in a chart of a list. */
const slotsFor = (list: readonly unknown[] | undefined, least: number, most: number) =>
  Math.max(least, Math.min(most, list?.length ?? 0));

customElements.define('gw-cards', GwCards);
