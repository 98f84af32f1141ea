import * as l10n from '@vscode/l10n';
import { css, html, LitElement, nothing } from 'lit';
import { type OverviewFigures, overviewFigures } from '../../report/overview.ts';
import type { Confidence } from '../../report/report.ts';
import { Formatter } from '../format.ts';
import { SelectionStore, StoreController } from '../selection-store.ts';
import { theme } from '../theme.ts';
import type { CardFilter } from '../view-state.ts';

interface Figure {
  readonly count: number;
  readonly name: string;
  readonly filter: { readonly confidence: Confidence } | { readonly card: CardFilter };
}

/** What was found, as one quiet row of figures. Each is a filter; one that counts nothing has nothing to show. */
export class GwFigures extends LitElement {
  static override properties = {
    figures: { attribute: false },
    store: { attribute: false },
    format: { attribute: false },
  };
  static override styles = [
    theme,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 8px;
      }
      button {
        display: flex;
        align-items: center;
        gap: 6px;
        height: 26px;
        padding: 0 10px;
        border: 1px solid var(--gw-line);
        border-radius: 13px;
        background: none;
        color: inherit;
        font: inherit;
        cursor: pointer;
      }
      button:hover:enabled {
        background: var(--gw-hover);
      }
      button:disabled {
        color: var(--gw-dim);
        cursor: default;
      }
      button[aria-pressed='true'] {
        border-color: var(--gw-accent);
        outline: 1px solid var(--gw-accent);
        outline-offset: -2px;
      }
      b {
        font-weight: 600;
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

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
    return this.list().map((figure) => this.figure(figure));
  }

  private figure({ count, name, filter }: Figure) {
    const { card, confidence } = this.store.state;
    const pressed = 'card' in filter ? filter.card === card : filter.confidence === confidence;
    const level = 'confidence' in filter ? `level ${filter.confidence}` : nothing;
    return html`<button aria-pressed=${pressed ? 'true' : 'false'} ?disabled=${count === 0 && !pressed} @click=${() => this.choose(filter)}><b>${this.format.count(count)}</b><span class=${level}>${name}</span></button>`;
  }

  private choose(filter: Figure['filter']): void {
    if ('card' in filter) this.store.toggleCard(filter.card);
    else this.store.toggleConfidence(filter.confidence);
  }

  private list(): Figure[] {
    const { confidence, copied, duplicateGroups = [], skipped, tricked } = this.figures;
    return [
      { count: confidence.high, name: l10n.t('AI: High'), filter: { confidence: 'high' } },
      { count: confidence.medium, name: l10n.t('AI: Undecided'), filter: { confidence: 'medium' } },
      {
        count: duplicateGroups.reduce((sum, size) => sum + size, 0),
        name: l10n.t('Near-copies'),
        filter: { card: 'copies' },
      },
      ...(copied
        ? [{ count: copied.documents, name: l10n.t('Copied texts'), filter: { card: 'copied' } as const }]
        : []),
      ...(tricked
        ? [{ count: tricked.documents, name: l10n.t('Hidden text'), filter: { card: 'tricked' } as const }]
        : []),
      { count: skipped, name: l10n.t('Skipped'), filter: { card: 'skipped' } },
    ];
  }
}
customElements.define('gw-figures', GwFigures);
