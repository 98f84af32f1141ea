import * as l10n from '@vscode/l10n';
import { css, html, nothing } from 'lit';
import { BatchView } from '../batch-view.ts';
import { chipStyles } from '../chip-styles.ts';
import { type ViewChange } from '../selection-store.ts';
import { theme } from '../theme.ts';
import type { CardFilter } from '../view-state.ts';
import type { Confidence } from '../../report/report.ts';
import type { SearchBy } from '../../protocol/panel.ts';

/** Which documents are shown: all of them, then a step for each filter. The line is always there, so that a filter moves nothing. */
export class GwBreadcrumb extends BatchView {
  static override styles = [
    theme,
    chipStyles,
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
    const step = (to: 'back' | 'forward', name: string, line: string) =>
      html`<button class="go" title=${name} aria-label=${name} ?disabled=${!store.canGo(to)} @click=${() => store.go(to)}><svg viewBox="0 0 16 16" aria-hidden="true"><path d=${line}></path></svg></button>`;
    const shown = batch.shown(store.state)?.size ?? all;
    return html`
      <nav aria-label=${l10n.t('Filters')}>
        ${step('back', l10n.t('Back to what was chosen before'), 'M10 3.5L5.5 8l4.5 4.5')}${step('forward', l10n.t('Forward again'), 'M6 3.5L10.5 8 6 12.5')}
        <ol>
          <li class="dim">${!batch.report && all === 0 ? nothing : batch.report ? format.counted(all, l10n.t('{0} document'), l10n.t('All {0} documents')) : format.counted(all, l10n.t('{0} document so far'), l10n.t('{0} documents so far'))}</li>
          ${steps.map(
            ({ name, without }) =>
              html`<li><button class="chip step" title=${l10n.t('{0}: take this filter away', name)} @click=${() => store.update(without)}><span class="cut">${name}</span><span aria-hidden="true">×</span></button></li>`,
          )}
        </ol>
        <span class="count dim" role="status">${steps.length > 0 ? l10n.t('{0} shown', format.count(shown)) : nothing}</span>
        ${steps.length > 0 ? html`<button class="link clear" @click=${() => store.clearFilters()}>${l10n.t({ message: 'Clear', comment: 'the filters' })}</button>` : nothing}
      </nav>
    `;
  }

  private steps(): { readonly name: string; readonly without: ViewChange }[] {
    const { cluster, subtopic, card, confidence, group, only, found, text } = this.store.state;
    return [
      ...(cluster === undefined
        ? []
        : [
            {
              name: this.batch.cluster(cluster)?.label ?? l10n.t('Cluster'),
              without: { cluster: undefined, subtopic: undefined },
            },
          ]),
      ...(cluster === undefined || subtopic === undefined
        ? []
        : [
            {
              name: this.batch.subtopic(cluster, subtopic)?.label ?? l10n.t('Sub-topic'),
              without: { subtopic: undefined },
            },
          ]),
      ...(card === undefined ? [] : [{ name: cardText(card), without: { card: undefined } }]),
      ...(confidence === undefined ? [] : [{ name: confidenceStep(confidence), without: { confidence: undefined } }]),
      ...(group === undefined ? [] : [{ name: group, without: { group: undefined } }]),
      ...(only === undefined
        ? []
        : [
            {
              name: this.format.counted(only.length, l10n.t('{0} chosen document'), l10n.t('{0} chosen documents')),
              without: { only: undefined },
            },
          ]),
      ...(found === undefined ? [] : [{ name: foundText(found.by, found.query), without: { found: undefined } }]),
      ...(text === '' ? [] : [{ name: l10n.t('“{0}”', text), without: { text: '' } }]),
    ];
  }
}

function cardText(card: CardFilter): string {
  switch (card) {
    case 'analyzed':
      return l10n.t('analysed');
    case 'judged':
      return l10n.t('with an AI probability');
    case 'copies':
      return l10n.t('near-copies');
    case 'copied':
      return l10n.t('with words of others');
    case 'tricked':
      return l10n.t('with hidden text or look-alike letters');
    case 'outliers':
      return l10n.t('outliers');
    case 'skipped':
      return l10n.t('skipped');
  }
}

function confidenceStep(level: Confidence): string {
  switch (level) {
    case 'high':
      return l10n.t('confidence high');
    case 'medium':
      return l10n.t('undecided');
    case 'low':
      return l10n.t('confidence low');
    case 'unknown':
      return l10n.t('confidence unknown');
  }
}

const foundText = (by: SearchBy, query: string) =>
  by === 'words' ? l10n.t('words “{0}”', query) : l10n.t('meaning “{0}”', query);

customElements.define('gw-breadcrumb', GwBreadcrumb);
