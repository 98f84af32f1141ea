import * as l10n from '@vscode/l10n';
import { html, LitElement, nothing } from 'lit';
import type { Excerpts } from '../../report/excerpts.ts';
import type { Report, ReportDocument } from '../../report/report.ts';
import { Batch } from '../batch.ts';
import { confidenceText, Formatter } from '../format.ts';
import { filled } from '../filled.ts';
import { reasonText } from '../said.ts';
import { leftOutWords } from '../left-out-words.ts';
import { theme } from '../theme.ts';
import { trickedText } from '../../report/document-words.ts';
import { printoutStyles } from './printout-styles.ts';
import '../provenance/provenance.ts';

/** Pairs that are printed, at most: the strongest. */
const MOST_PAIRS = 40;

/** Documents that are named beside a share, at most: those that hold most. */
const MOST_SOURCES = 3;

/** A report on paper: everything that the panel shows a part at a time, one after the other, each row there. */
export class GwPrintout extends LitElement {
  static override properties = { report: { attribute: false }, excerpts: { attribute: false } };
  static override styles = [theme, printoutStyles];

  declare report: Report | undefined;
  declare excerpts: Excerpts;

  constructor() {
    super();
    this.excerpts = {};
  }

  /** Draws at once: a page that is being printed waits for nothing. */
  override performUpdate(): void {
    super.performUpdate();
  }

  override render() {
    const { report } = this;
    if (!report) return nothing;
    const format = new Formatter(navigator.language);
    const batch = new Batch(report);
    const { job, summary } = report;
    const { high, medium, low, unknown } = summary.confidence;
    const counts = [
      `${format.documents(summary.documents)} ${format.counted(summary.clusters, l10n.t('in {0} cluster'), l10n.t('in {0} clusters'))}`,
      ...(summary.outliers
        ? [format.counted(summary.outliers, l10n.t('{0} outlier in none'), l10n.t('{0} outliers in none'))]
        : []),
      format.counted(summary.duplicateGroups, l10n.t('{0} group of near-copies'), l10n.t('{0} groups of near-copies')),
      l10n.t('{0} skipped', format.count(summary.skipped)),
    ];
    return html`
      <h1>${job.source.name}</h1>
      <p>
        Ghost-Writer Batch Analysis, ${format.date(job.finishedAt)}. ${counts.join(', ')}.
        ${l10n.t('AI probability: {0} HIGH, {1} undecided, {2} LOW, {3} unknown.', format.count(high), format.count(medium), format.count(low), format.count(unknown))}
      </p>
      <p>${filled(l10n.t('{0} it can be wrong about any single text. Decide nothing about a person by it.'), html`<b>${l10n.t('An AI probability is an estimate, never proof:')}</b>`)}</p>
      ${this.clusters(report, format)} ${this.tricked(report, format)} ${this.copies(report, batch, format)} ${this.shared(report, batch, format)} ${this.pairs(report, batch, format)} ${this.documents(report, batch, format)} ${this.passages(report, format)}
      ${report.manifest ? html`<gw-provenance open .manifest=${report.manifest} .format=${format}></gw-provenance>` : nothing}
    `;
  }

  private clusters({ clusters }: Report, format: Formatter) {
    if (clusters.length === 0) return nothing;
    return html`<h2>${l10n.t('Clusters')}</h2>
      <table>
        <thead><tr><th>${l10n.t('Cluster')}</th><th class="number">${l10n.t('Documents')}</th><th class="number">${l10n.t('Similar to each other')}</th><th class="number">${l10n.t('Stability')}</th><th class="number">${l10n.t('Mean AI probability')}</th></tr></thead>
        <tbody>
          ${clusters.map(
            (c) => html`
            <tr><td>${c.label}</td><td class="number">${format.count(c.size)}</td><td class="number">${format.similarity(c.cohesion)}</td><td class="number">${c.stability === undefined ? '—' : format.similarity(c.stability)}</td><td class="number">${format.percent(c.meanAiProbability)}</td></tr>
            ${c.subtopics?.map((s) => html`<tr class="below"><td>${s.label}</td><td class="number">${format.count(s.size)}</td><td class="number">${format.similarity(s.cohesion)}</td><td></td><td></td></tr>`)}
          `,
          )}
        </tbody>
      </table>`;
  }

  private tricked({ documents }: Report, format: Formatter) {
    const tricked = documents.filter((d) => trickedText(d, format) !== '');
    if (tricked.length === 0) return nothing;
    return html`<h2>${l10n.t('Hidden text and look-alike letters')}</h2>
      <p>${l10n.t('White, tiny or look-alike letters are put into documents to mislead programs that read them. Look at the originals.')}</p>
      <table>
        <thead><tr><th>${l10n.t('Document')}</th><th>${l10n.t('Words')}</th></tr></thead>
        <tbody>${tricked.map((d) => html`<tr><td>${d.path}</td><td>${trickedText(d, format)}</td></tr>`)}</tbody>
      </table>`;
  }

  private copies({ duplicateGroups }: Report, batch: Batch, format: Formatter) {
    if (duplicateGroups.length === 0) return nothing;
    return html`<h2>${l10n.t('Groups of near-copies')}</h2>
      <table>
        <thead><tr><th>${l10n.t('Documents')}</th><th class="number">${l10n.t('Average similarity')}</th></tr></thead>
        <tbody>${duplicateGroups.map((g) => html`<tr><td>${g.members.map((id) => html`<div>${batch.path(id)}</div>`)}</td><td class="number">${format.similarity(g.averageSimilarity)}</td></tr>`)}</tbody>
      </table>`;
  }

  private shared({ sharedPassages = [], summary: { leftOut = {} } }: Report, batch: Batch, format: Formatter) {
    const told = leftOutWords(leftOut, format);
    const left = told.length > 0 ? html`<p>${l10n.t('Left out of copies: {0}', told.join(', '))}.</p>` : nothing;
    if (sharedPassages.length === 0) return left;
    return html`<h2>${l10n.t('Passages that three documents or more share')}</h2>
      <table>
        <thead><tr><th>${l10n.t('Documents')}</th><th class="number">${l10n.t('Words')}</th></tr></thead>
        <tbody>${sharedPassages.slice(0, MOST_PAIRS).map(({ words, documents }) => html`<tr><td>${documents.slice(0, MOST_PAIRS).map(({ id }) => html`<div>${batch.path(id)}</div>`)}${documents.length > MOST_PAIRS ? html`<div class="dim">${l10n.t('and {0} more', format.count(documents.length - MOST_PAIRS))}</div>` : nothing}</td><td class="number">${format.count(words)}</td></tr>`)}</tbody>
      </table>
      ${left}`;
  }

  private pairs({ similarity: { pairs } }: Report, batch: Batch, format: Formatter) {
    if (pairs.length === 0) return nothing;
    return html`<h2>${l10n.t('Most similar pairs')}</h2>
      <table>
        <thead><tr><th>${l10n.t('Document')}</th><th>${l10n.t('Document')}</th><th class="number">${l10n.t('Similarity')}</th><th class="number">${l10n.t('Meaning')}</th><th class="number">${l10n.t('Wording')}</th></tr></thead>
        <tbody>${pairs.slice(0, MOST_PAIRS).map((p) => html`<tr><td>${batch.path(p.a)}</td><td>${batch.path(p.b)}</td><td class="number">${format.similarity(p.similarity)}</td><td class="number">${format.similarity(p.meaning)}</td><td class="number">${format.similarity(p.wording)}</td></tr>`)}</tbody>
      </table>
      ${pairs.length > MOST_PAIRS ? html`<p class="dim">${l10n.t('The strongest {0} of {1}.', format.count(MOST_PAIRS), format.count(pairs.length))}</p>` : nothing}`;
  }

  private documents({ documents }: Report, batch: Batch, format: Formatter) {
    return html`<h2>${l10n.t('Documents')}</h2>
      <table>
        <thead><tr><th>${l10n.t('Document')}</th><th class="number">${l10n.t('Words')}</th><th class="number">${l10n.t('Share copied')}</th><th class="number">${l10n.t('AI probability')}</th><th>${l10n.t('Level')}</th><th>${l10n.t('Cluster')}</th></tr></thead>
        <tbody>${documents.map((d) => this.document(d, batch, format))}</tbody>
      </table>`;
  }

  private document(d: ReportDocument, batch: Batch, format: Formatter) {
    if (d.status === 'skipped')
      return html`<tr><td>${d.path}</td><td colspan="5">${l10n.t('Skipped: {0}', reasonText(d))}</td></tr>`;
    return html`<tr>
      <td>${d.path}</td>
      <td class="number">${format.count(d.words)}</td>
      <td class="number">${d.shareCopied === undefined ? '—' : format.percent(d.shareCopied)}${d.sharedWith?.slice(0, MOST_SOURCES).map(({ id, share }) => html`<div class="dim">${format.percent(share)} ${batch.path(id)}</div>`)}</td>
      <td class="number">${format.probability(d.aiProbability)}${d.aiInterval ? html`<div class="dim">${format.between(d.aiInterval)}</div>` : nothing}</td>
      <td>${confidenceText(d)}</td>
      <td>${d.outlier ? l10n.t('Outlier') : (batch.cluster(d.cluster)?.label ?? '—')}${d.subtopic === undefined ? nothing : html`<div class="dim">${batch.subtopic(d.cluster, d.subtopic)?.label}</div>`}</td>
    </tr>`;
  }

  private passages({ documents }: Report, format: Formatter) {
    const quoted = documents.flatMap((d) => {
      const excerpts = d.sha256 === undefined ? undefined : this.excerpts[d.sha256];
      return excerpts && excerpts.length > 0 ? [{ path: d.path, excerpts }] : [];
    });
    if (quoted.length === 0) return nothing;
    return html`<h2>${l10n.t('Passages that read most like a machine’s')}</h2>
      ${quoted.map(({ path, excerpts }) => html`<h3>${path}</h3>${excerpts.map(({ text, aiProbability }) => html`<blockquote>${text} <span class="dim">(${format.probability(aiProbability)})</span></blockquote>`)}`)}`;
  }
}
customElements.define('gw-printout', GwPrintout);
