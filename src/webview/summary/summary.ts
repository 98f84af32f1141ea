import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import type { Job } from '../../protocol/job.ts';
import type { SourceState } from '../../protocol/panel.ts';
import type { Confidence, Report } from '../../report/report.ts';
import { emit } from '../events.ts';
import { Formatter } from '../format.ts';
import { lastPartOf } from '../lists/path-name.ts';
import { SelectionStore } from '../selection-store.ts';
import { theme } from '../theme.ts';
import type { CardFilter } from '../view-state.ts';
import './export-menu.ts';

/**
 * The head of the panel: what was analysed, and one sentence with what was found. Its numbers filter.
 *
 * @slot - stands in for the sentence while there is none
 * @fires run-again
 * @fires export-report
 * @fires retry-documents
 */
export class GwSummary extends LitElement {
  static override properties = { job: { attribute: false }, report: { attribute: false }, source: { attribute: false }, store: { attribute: false }, format: { attribute: false } };
  static override styles = [
    theme,
    css`
      :host {
        display: block;
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
  declare report: Report | undefined;
  declare source: SourceState | undefined;
  declare store: SelectionStore;
  declare format: Formatter;

  constructor() {
    super();
    this.store = new SelectionStore();
    this.format = new Formatter('en');
  }

  override render() {
    const { job, report, format } = this;
    const took = job.startedAt && job.finishedAt ? (Date.parse(job.finishedAt) - Date.parse(job.startedAt)) / 1000 : undefined;
    const where = [job.source.paths[0] ?? '', format.date(job.createdAt), ...(took === undefined ? [] : [format.duration(took)])];
    return html`
      <header>
        <h1 class="cut" title=${job.source.name}>${job.source.name}</h1>
        <span class="where dim cut" title=${[...job.source.paths, ...where.slice(1)].join('\n')}>${where.join(' · ')}</span>
        ${report
          ? html`<span class="actions">
              <vscode-button appearance="secondary" @click=${() => emit(this, 'run-again', null)}>Run again</vscode-button>
              <gw-export-menu></gw-export-menu>
            </span>`
          : nothing}
      </header>
      ${report || job.status === 'processing' ? html`<div class="said">${report ? html`<p>${this.sentence(report)}${this.measure(report)}${this.kept()}${this.since()}</p>
                ${this.notes(report)}` : html`<slot></slot>`}</div>` : nothing}
    `;
  }

  /** What is to be said of the batch as a whole; a document's own notes stand in its evidence. */
  private notes({ warnings }: Report): TemplateResult | typeof nothing {
    const own = warnings.filter((w) => w.document === undefined);
    if (own.length === 0) return nothing;
    return html`<details>
      <summary>${this.format.counted(own.length, 'note')} on this analysis</summary>
      <ul>
        ${own.map((w) => html`<li>${w.message}</li>`)}
      </ul>
    </details>`;
  }

  /** What the levels were measured against, where it is not the usual. */
  private measure({ job: { baseline, options } }: Report): TemplateResult | typeof nothing {
    const { format } = this;
    const against = baseline ? html` Levels are measured against <span title=${baseline.folder}>the ${format.counted(baseline.texts, 'text')} of ${lastPartOf(baseline.folder)}</span>.` : nothing;
    const assumed = options.prior === undefined || options.prior === 0.5 ? nothing : ` Assumed to be machine-written: ${format.percent(options.prior)} of all texts.`;
    return html`${against}${assumed}`;
  }

  /** What has become of the source since. */
  private since(): TemplateResult | typeof nothing {
    if (this.source === 'moved') return html` <b>The source is not where it was</b>: its texts cannot be opened from here. Put it back, or analyse it where it is now.`;
    if (this.source === 'changed') return html` <b>The source has changed since</b>: run the analysis again to see what it holds now.`;
    return nothing;
  }

  /** How much of it was kept from an earlier analysis. */
  private kept(): string {
    const { job, format } = this;
    if (!job.summary || !job.reused) return '';
    const anew = job.summary.analyzed - job.reused;
    return anew === 0 ? ' All texts were known: their analyses are from the cache.' : ` ${format.count(anew)} of ${format.count(job.summary.analyzed)} analysed, the rest from the cache.`;
  }

  private sentence({ summary, documents }: Report): TemplateResult {
    const { format } = this;
    const { high, unknown } = summary.confidence;
    const filter = (by: { card: CardFilter } | { confidence: Confidence }, text: string) => html`<button class="link" @click=${() => this.store.showOnly(by)}>${text}</button>`;
    const copies =
      summary.duplicateGroups === 0 ? html`No near-copies were found.` : html`${filter({ card: 'copies' }, format.counted(summary.duplicateGroups, 'group'))} of near-copies ${summary.duplicateGroups === 1 ? 'was' : 'were'} found.`;
    const scored =
      high === 0
        ? html`No text scores HIGH for machine writing`
        : html`${filter({ confidence: 'high' }, format.counted(high, 'text'))} ${high === 1 ? 'scores' : 'score'} HIGH for machine writing`;
    const allShort = documents.every((d) => d.declined === undefined || d.declined === 'too-short');
    const undecidable = allShort ? `${unknown === 1 ? 'is' : 'are'} too short to judge` : 'cannot be judged';
    const declined = unknown === 0 ? nothing : html`, ${filter({ confidence: 'unknown' }, format.count(unknown))} ${undecidable}`;
    const again = html`<button class="link" @click=${() => emit(this, 'retry-documents', {})}>try again</button>`;
    const skipped = summary.skipped === 0 ? nothing : html`, ${filter({ card: 'skipped' }, format.count(summary.skipped))} ${summary.skipped === 1 ? 'was' : 'were'} skipped (${again})`;
    return html`<b>${format.counted(summary.documents, 'document')}</b> in <b>${format.counted(summary.clusters, 'cluster')}</b>. ${copies} ${scored}${declined}${skipped}.`;
  }
}
customElements.define('gw-summary', GwSummary);
