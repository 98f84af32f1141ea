import * as l10n from '@vscode/l10n';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { Job } from '../../protocol/job.ts';
import type { SourceState } from '../../protocol/panel.ts';
import type { ReportOverview } from '../../report/overview.ts';
import type { Confidence } from '../../report/report.ts';
import { filled } from '../filled.ts';
import { Formatter } from '../format.ts';
import { HostedElement } from '../hosted-element.ts';
import { isOne } from '../language.ts';
import { said } from '../said.ts';
import { earlierLevelsText } from '../../report/earlier-levels.ts';
import { lastPartOf, samplesText } from '../../report/score-wording.ts';
import { SelectionStore } from '../selection-store.ts';
import { theme } from '../theme.ts';
import type { CardFilter } from '../view-state.ts';
import './export-menu.ts';

/**
 * The head of the panel: what was analysed, and one sentence with what was found. Its numbers filter.
 *
 * @slot - stands in for the sentence while there is none
 */
export class GwSummary extends HostedElement {
  static override properties = {
    job: { attribute: false },
    overview: { attribute: false },
    source: { attribute: false },
    store: { attribute: false },
    format: { attribute: false },
  };
  static override styles = [
    theme,
    css`
      :host {
        display: block;
      }
      .together {
        white-space: nowrap;
      }
      header {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 12px;
        min-height: 32px;
      }
      h1 {
        margin: 0;
        font-size: 20px;
        font-weight: 600;
        line-height: 28px;
      }
      .where {
        flex: 1 1 160px;
      }
      .actions {
        display: flex;
        gap: 8px;
      }
      /* As high as the progress of a running job, so that its end moves nothing. */
      .said {
        min-height: 36px;
      }
      p {
        margin: 0;
        padding-top: 4px;
      }
      summary {
        width: max-content;
        min-height: 24px;
        line-height: 24px;
        color: var(--gw-dim);
        cursor: pointer;
      }
      ul {
        max-height: 144px;
        margin: 0;
        padding-inline-start: 20px;
        overflow: auto;
      }
      button.link {
        min-height: 24px;
      }
    `,
  ];

  declare job: Job;
  /** Once the batch is analysed. */
  declare overview: ReportOverview | undefined;
  declare source: SourceState | undefined;
  declare store: SelectionStore;
  declare format: Formatter;

  constructor() {
    super();
    this.store = new SelectionStore();
    this.format = new Formatter('en');
  }

  override render() {
    const { job, overview, format, host } = this;
    const took =
      job.startedAt && job.finishedAt ? (Date.parse(job.finishedAt) - Date.parse(job.startedAt)) / 1000 : undefined;
    const where = [
      job.source.paths[0] ?? '',
      format.date(job.startedAt ?? job.createdAt),
      ...(job.watched ? [l10n.t('watched')] : []),
      ...(took === undefined ? [] : [format.duration(took)]),
    ];
    return html`
      <header>
        <h1 class="cut" title=${job.source.name}>${job.source.name}</h1>
        <span class="where dim cut" title=${[...job.source.paths, ...where.slice(1)].join('\n')}>${where.join(' · ')}</span>
        ${
          overview
            ? html`<span class="actions">
              ${host.runAgain ? html`<vscode-button appearance="secondary" @click=${() => void host.runAgain?.()}>${l10n.t('Run again')}</vscode-button>` : nothing}
              ${host.exportReport ? html`<gw-export-menu></gw-export-menu>` : nothing}
            </span>`
            : nothing
        }
      </header>
      ${
        overview || job.status === 'processing'
          ? html`<div class="said">${
              overview
                ? html`<p>${this.sentence(overview)}${this.measure(overview)}${this.kept()}${this.since()}${overview.earlierLevels ? html` <b>${earlierLevelsText()}</b>` : nothing}</p>
                ${this.notes(overview)}`
                : html`<slot></slot>`
            }</div>`
          : nothing
      }
    `;
  }

  /** What is to be said of the batch as a whole; a document's own notes stand in its evidence. */
  private notes({ warnings: own }: ReportOverview): TemplateResult | typeof nothing {
    if (own.length === 0) return nothing;
    return html`<details>
      <summary>${this.format.counted(own.length, l10n.t('{0} note on this analysis'), l10n.t('{0} notes on this analysis'))}</summary>
      <ul>
        ${own.map((w) => html`<li>${said(w)}</li>`)}
      </ul>
    </details>`;
  }

  /** What the levels were measured against and the texts compared by, where it is not the usual. */
  private measure({
    job: { baseline, machineSamples, options, engine },
  }: ReportOverview): TemplateResult | typeof nothing {
    const { format } = this;
    const against = baseline
      ? html` ${filled(l10n.t('Levels are measured against {0}.'), html`<span title=${baseline.folder}>${format.counted(baseline.texts, l10n.t('the {0} text of {1}'), l10n.t('the {0} texts of {1}'), lastPartOf(baseline.folder))}</span>`)}`
      : nothing;
    const assumed =
      options.prior === undefined || options.prior === 0.5
        ? nothing
        : ` ${l10n.t('Assumed to be machine-written: {0} of all texts.', format.percent(options.prior))}`;
    const encoder =
      engine.encoder === 'fast'
        ? html` <span title=${l10n.t('It compares texts by their words, not by whole sentences (ghostwriter.encoder).')}>${l10n.t('Compared by the fast encoder.')}</span>`
        : nothing;
    const seen = engine.seen
      ? html` <span title=${engine.seen.models.join(', ')}>${l10n.t('The detector knows models up to {0}.', format.month(engine.seen.until))}</span>`
      : nothing;
    const samples = machineSamples
      ? html` <span title=${machineSamples.folder}>${samplesText(machineSamples, format)}</span>`
      : nothing;
    return html`${against}${samples}${assumed}${encoder}${seen}`;
  }

  /** What has become of the source since. */
  private since(): TemplateResult | typeof nothing {
    if (this.job.status === 'pending' || this.job.status === 'processing')
      return html` ${filled(l10n.t('{0}: this is what was found before.'), html`<b>${l10n.t('It is being analysed again')}</b>`)}`;
    if (this.source === 'moved')
      return html` ${filled(l10n.t('{0}: its texts cannot be opened from here. Put it back, or analyse it where it is now.'), html`<b>${l10n.t('The source is not where it was')}</b>`)}`;
    if (this.source === 'changed')
      return html` ${filled(l10n.t('{0}: run the analysis again to see what it holds now.'), html`<b>${l10n.t('The source has changed since')}</b>`)}`;
    return nothing;
  }

  /** How much of it was kept from an earlier analysis. */
  private kept(): string {
    const { job, format } = this;
    if (!job.summary || !job.reused) return '';
    const anew = job.summary.analyzed - job.reused;
    return anew === 0
      ? ` ${l10n.t('All texts were known: their analyses are from the cache.')}`
      : ` ${l10n.t('{0} of {1} analysed, the rest from the cache', format.count(anew), format.count(job.summary.analyzed))}.`;
  }

  private sentence({ summary, figures }: ReportOverview): TemplateResult {
    const { format } = this;
    const { high, medium, low, unknown } = summary.confidence;
    const filter = (by: { card: CardFilter } | { confidence: Confidence }, text: string) =>
      html`<button class="link" @click=${() => this.store.showOnly(by)}>${text}</button>`;
    const copies =
      summary.duplicateGroups === 0
        ? l10n.t('No near-copies were found.')
        : filled(
            isOne(summary.duplicateGroups)
              ? l10n.t('{0} of near-copies was found.')
              : l10n.t('{0} of near-copies were found.'),
            filter(
              { card: 'copies' },
              format.counted(summary.duplicateGroups, l10n.t('{0} group'), l10n.t('{0} groups')),
            ),
          );
    const scored =
      high === 0
        ? high + medium + low === 0
          ? l10n.t('No text could be judged')
          : l10n.t('No text scores HIGH for machine writing')
        : filled(
            isOne(high) ? l10n.t('{0} scores HIGH for machine writing') : l10n.t('{0} score HIGH for machine writing'),
            filter({ confidence: 'high' }, format.texts(high)),
          );
    const undecided =
      medium === 0
        ? nothing
        : html`, ${filled(isOne(medium) ? l10n.t('{0} stays undecided') : l10n.t('{0} stay undecided'), filter({ confidence: 'medium' }, format.count(medium)))}`;
    const declined =
      unknown === 0
        ? nothing
        : html`, ${filled(undecidableText(unknown, figures.onlyTooShort), filter({ confidence: 'unknown' }, format.count(unknown)))}`;
    const outliers = summary.outliers
      ? html`, ${filled(l10n.t('{0} in none'), filter({ card: 'outliers' }, format.counted(summary.outliers, l10n.t('{0} outlier'), l10n.t('{0} outliers'))))}`
      : nothing;
    const again = this.host.retry
      ? html` <span class="together">(<button class="link" @click=${() => void this.host.retry?.()}>${l10n.t('try again')}</button>)</span>`
      : nothing;
    const skipped =
      summary.skipped === 0
        ? nothing
        : html`, ${filled(isOne(summary.skipped) ? l10n.t('{0} was skipped') : l10n.t('{0} were skipped'), filter({ card: 'skipped' }, format.count(summary.skipped)))}${again}`;
    const clusters = format.counted(
      summary.clusters,
      l10n.t({ message: '{0} cluster', comment: 'behind “in”' }),
      l10n.t({ message: '{0} clusters', comment: 'behind “in”' }),
    );
    return html`${filled(l10n.t('{0} in {1}'), html`<b>${format.documents(summary.documents)}</b>`, html`<b>${clusters}</b>`)}${outliers}. ${copies} ${scored}${undecided}${declined}${skipped}.`;
  }
}
/** How many texts there is no probability of, and why. */
function undecidableText(count: number, tooShort: boolean): string {
  if (tooShort) return isOne(count) ? l10n.t('{0} is too short to judge') : l10n.t('{0} are too short to judge');
  return isOne(count)
    ? l10n.t({ message: '{0} cannot be judged', comment: 'one text' })
    : l10n.t({ message: '{0} cannot be judged', comment: 'several texts' });
}

customElements.define('gw-summary', GwSummary);
