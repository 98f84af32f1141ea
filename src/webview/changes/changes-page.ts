import * as l10n from '@vscode/l10n';
import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { ContextProvider } from '@lit/context';
import type { ChangesState } from '../../protocol/changes.ts';
import type { Capabilities } from '../../protocol/panel-host.ts';
import { isUnchanged, type ReportChanges } from '../../report/report-changes.ts';
import type { Summary } from '../../report/report.ts';
import { Formatter } from '../format.ts';
import { conditionsOf } from '../../report/compare-conditions.ts';
import { hostContext } from '../hosted-element.ts';
import { pageStyles } from '../page-styles.ts';
import { theme } from '../theme.ts';
import { changesStyles } from './changes-styles.ts';
import '../panel/notice.ts';
import './changes.ts';

/** Figures over the batch that are set side by side. */
const figures = (): readonly (readonly [label: string, figure: (summary: Summary, format: Formatter) => string])[] => [
  [l10n.t('Documents'), (s, format) => format.count(s.documents)],
  [l10n.t('Skipped'), (s, format) => format.count(s.skipped)],
  [l10n.t('Clusters'), (s, format) => format.count(s.clusters)],
  [l10n.t('Groups of near-copies'), (s, format) => format.count(s.duplicateGroups)],
  [
    l10n.t('Copied pairs'),
    (s, format) =>
      s.copiedPairs
        ? format.count(s.copiedPairs.identical + s.copiedPairs['near-duplicate'] + s.copiedPairs['partly-copied'])
        : '—',
  ],
  [l10n.t('Mean AI probability'), (s, format) => format.probability(s.meanAiProbability)],
  [l10n.t('Texts that score HIGH'), (s, format) => format.count(s.highConfidence)],
];

/** The page of two compared analyses: figures side by side, what they were made with, and what is different. */
export class GwChangesPage extends LitElement {
  static override properties = { state: { attribute: false }, host: { attribute: false } };
  static override styles = [
    theme,
    pageStyles,
    changesStyles,
    css`
      main {
        gap: 20px;
        max-width: 1200px;
      }
      h1 {
        margin: 0;
        font-size: 20px;
        font-weight: 600;
        line-height: 28px;
      }
      p {
        margin: 0;
        padding-top: 4px;
      }
      .figures {
        max-width: 640px;
      }
      .figures .number {
        width: 176px;
      }
      @media (max-width: 699px) {
        main {
          padding: 16px;
        }
        .figures .number {
          width: 96px;
        }
      }
      .conditions {
        padding: 12px;
        border: 1px solid var(--gw-line);
        border-radius: 4px;
        background: var(--gw-surface);
      }
      .conditions p {
        padding: 0 0 8px;
      }
    `,
  ];

  declare state: ChangesState | undefined;
  declare host: Capabilities;
  private format = new Formatter('en');
  private readonly hosting = new ContextProvider(this, { context: hostContext, initialValue: {} });

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('host')) this.hosting.setValue(this.host);
    if (this.state) this.format = new Formatter(this.state.locale);
  }

  override render() {
    const { state, format } = this;
    if (!state) return nothing;
    if ('failure' in state.result)
      return html`<main><h1>${l10n.t('Comparison')}</h1><gw-notice .notice=${{ text: state.result.failure }}></gw-notice></main>`;
    const { changes } = state.result;
    const { before, after } = changes;
    const name = before.name === after.name ? after.name : l10n.t('{0} and {1}', before.name, after.name);
    return html`
      <main>
        <header>
          <h1 class="cut" title=${name}>${name}</h1>
          <p class="dim">${l10n.t('The analysis of {0}, then; that of {1}, now.', format.date(before.startedAt), format.date(after.startedAt))}</p>
        </header>
        ${this.conditions(changes)} ${this.figures(changes)} ${isUnchanged(changes) ? html`<p>${l10n.t('Both say the same of the same documents.')}</p>` : html`<gw-changes .changes=${changes} .format=${format}></gw-changes>`}
      </main>
    `;
  }

  private conditions({ before: then, after: now }: ReportChanges) {
    const conditions = conditionsOf(then.madeWith, now.madeWith);
    if (conditions.length === 0) return nothing;
    return html`<section class="conditions" aria-labelledby="conditions">
      <h2 id="conditions">${l10n.t('Made in different ways')}</h2>
      <p>${l10n.t('Figures below may differ for that reason alone, and not because the texts did.')}</p>
      <table aria-labelledby="conditions">
        <thead>
          <tr>
            <th scope="col">${l10n.t('What')}</th>
            <th scope="col">${l10n.t('Then')}</th>
            <th scope="col">${l10n.t('Now')}</th>
          </tr>
        </thead>
        <tbody>
          ${conditions.map(({ name, before, after }) => html`<tr><td title=${name}>${name}</td><td title=${before}>${before}</td><td title=${after}>${after}</td></tr>`)}
        </tbody>
      </table>
    </section>`;
  }

  private figures({ before, after }: ReportChanges) {
    const { format } = this;
    return html`<section class="figures" aria-labelledby="figures">
      <h2 id="figures">${l10n.t('At a glance')}</h2>
      <table aria-labelledby="figures">
        <thead>
          <tr>
            <th scope="col">${l10n.t('Figure')}</th>
            <th scope="col" class="number">${l10n.t('Then')}</th>
            <th scope="col" class="number">${l10n.t('Now')}</th>
          </tr>
        </thead>
        <tbody>
          ${figures().map(([label, figure]) => html`<tr><td>${label}</td><td class="number">${figure(before.summary, format)}</td><td class="number">${figure(after.summary, format)}</td></tr>`)}
        </tbody>
      </table>
    </section>`;
  }
}
customElements.define('gw-changes-page', GwChangesPage);
