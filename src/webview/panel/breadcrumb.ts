import { css, html, nothing } from 'lit';
import { BatchView } from '../batch-view.ts';
import { CONFIDENCE_NAMES } from '../format.ts';
import { type ViewChange } from '../selection-store.ts';
import { theme } from '../theme.ts';
import type { CardFilter } from '../view-state.ts';

const CARDS: Readonly<Record<CardFilter, string>> = { analyzed: 'analysed', judged: 'with an AI probability', copies: 'near-copies', skipped: 'skipped' };

/** Which documents are shown: all of them, then a step for each filter. The line is always there, so that a filter moves nothing. */
export class GwBreadcrumb extends BatchView {
  static override styles = [
    theme,
    css`
      :host {
        display: block;
      }
      nav {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 8px;
        min-height: 24px;
      }
      ol {
        display: contents;
      }
      li {
        display: flex;
        min-width: 0;
        align-items: center;
        gap: 8px;
      }
      li + li::before {
        content: '›' / '';
        color: var(--gw-dim);
      }
      .step {
        display: flex;
        align-items: center;
        gap: 6px;
        max-width: 260px;
        height: 24px;
        padding: 0 8px;
        border: 1px solid var(--gw-line);
        border-radius: 2px;
        background: none;
        color: inherit;
        font: inherit;
        cursor: pointer;
      }
      .step:hover {
        background: var(--gw-hover);
      }
      .go {
        width: 24px;
        height: 24px;
        padding: 4px;
        border: 0;
        border-radius: 2px;
        background: none;
        color: inherit;
        cursor: pointer;
      }
      .go:hover:enabled {
        background: var(--gw-hover);
        outline: 1px dashed var(--gw-selected-line);
      }
      .go:disabled {
        opacity: 0.4;
        cursor: default;
      }
      .go + .go {
        margin-left: -8px;
      }
      .go svg {
        display: block;
        fill: none;
        stroke: currentColor;
      }
      .clear {
        height: 24px;
        margin-left: 4px;
      }
      .count {
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  override render() {
    const { batch, store, format } = this;
    const all = batch.documents.length;
    const steps = this.steps();
    const step = (to: 'back' | 'forward', name: string, line: string) => html`<button class="go" title=${name} aria-label=${name} ?disabled=${!store.canGo(to)} @click=${() => store.go(to)}><svg viewBox="0 0 16 16" aria-hidden="true"><path d=${line}></path></svg></button>`;
    const shown = batch.shown(store.state)?.size ?? all;
    return html`
      <nav aria-label="Filters">
        ${step('back', 'Back to what was chosen before', 'M10 3.5L5.5 8l4.5 4.5')}${step('forward', 'Forward again', 'M6 3.5L10.5 8 6 12.5')}
        <ol>
          <li class="dim">${!batch.report && all === 0 ? nothing : batch.report ? `${all === 1 ? '' : 'All '}${format.counted(all, 'document')}` : `${format.counted(all, 'document')} so far`}</li>
          ${steps.map(
            ({ name, without }) => html`<li><button class="step" title=${`${name}: take this filter away`} @click=${() => store.update(without)}><span class="cut">${name}</span><span aria-hidden="true">×</span></button></li>`,
          )}
        </ol>
        <span class="count dim" role="status">${steps.length > 0 ? `${format.count(shown)} shown` : nothing}</span>
        ${steps.length > 0 ? html`<button class="link clear" @click=${() => store.clearFilters()}>Clear</button>` : nothing}
      </nav>
    `;
  }

  private steps(): { readonly name: string; readonly without: ViewChange }[] {
    const { cluster, card, confidence, group, only, text } = this.store.state;
    return [
      ...(cluster === undefined ? [] : [{ name: this.batch.cluster(cluster)?.label ?? 'cluster', without: { cluster: undefined } }]),
      ...(card === undefined ? [] : [{ name: CARDS[card], without: { card: undefined } }]),
      ...(confidence === undefined ? [] : [{ name: `confidence ${CONFIDENCE_NAMES[confidence].toLowerCase()}`, without: { confidence: undefined } }]),
      ...(group === undefined ? [] : [{ name: group, without: { group: undefined } }]),
      ...(only === undefined ? [] : [{ name: this.format.counted(only.length, 'chosen document'), without: { only: undefined } }]),
      ...(text === '' ? [] : [{ name: `“${text}”`, without: { text: '' } }]),
    ];
  }
}
customElements.define('gw-breadcrumb', GwBreadcrumb);
