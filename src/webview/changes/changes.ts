import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type {
  ClusterFigures,
  DocumentChange,
  DocumentFigures,
  PairChange,
  ReportChanges,
  ScoreChange,
} from '../../report/report-changes.ts';
import { confidenceText, Formatter } from '../format.ts';
import { HostedElement } from '../hosted-element.ts';
import { reasonText } from '../said.ts';
import { pathName, pathNameStyles } from '../lists/path-name.ts';
import { theme } from '../theme.ts';
import { isOtherCluster, relationName } from './change-words.ts';
import { changesStyles } from './changes-styles.ts';

/** Rows of a table that are shown at first. */
const FIRST = 100;

interface Column {
  readonly label: string;
  /** Class of its cells. */
  readonly kind?: string;
}

/**
 * What is different between two reports, a table for each kind of change; what did not change is not there.
 */
export class GwChanges extends HostedElement {
  static override properties = { changes: { attribute: false }, format: { attribute: false }, whole: { state: true } };
  static override styles = [theme, pathNameStyles, changesStyles];

  declare changes: ReportChanges | undefined;
  declare format: Formatter;
  /** Titles of the tables that are shown to their end. */
  declare private whole: ReadonlySet<string>;

  constructor() {
    super();
    this.format = new Formatter('en');
    this.whole = new Set();
  }

  override render() {
    const { changes } = this;
    if (!changes) return nothing;
    const { added, gone, renamed, edited, scores, moves, pairs } = changes;
    const clusters = changes.clusters.filter(isOtherCluster);
    const document: Column = { label: l10n.t('Document') };
    const [then, now] = [{ label: l10n.t('Then') }, { label: l10n.t('Now') }];
    const figures: readonly Column[] = [
      document,
      { label: l10n.t('Words'), kind: 'number' },
      { label: l10n.t('AI probability'), kind: 'number' },
      { label: l10n.t('Confidence'), kind: 'level-cell wide' },
      { label: l10n.t('Cluster'), kind: 'wide' },
    ];
    return html`
      ${this.table(l10n.t('AI probability'), [document, { ...then, kind: 'number' }, { ...now, kind: 'number' }, { label: l10n.t('Confidence'), kind: 'level-cell' }, { label: l10n.t('Text'), kind: 'note wide' }], scores, this.score)}
      ${this.table(l10n.t('Copied pairs'), [{ label: 'A' }, { label: 'B' }, { ...then, kind: 'kind' }, { ...now, kind: 'kind' }, { label: l10n.t('Similarity'), kind: 'number wide' }, { label: l10n.t('Open'), kind: 'action' }], pairs, this.pair)}
      ${this.table(l10n.t('Documents added'), figures, added, (d) => this.document(d, true))} ${this.table(l10n.t('Documents gone'), figures, gone, (d) => this.document(d, false))}
      ${this.table(l10n.t('Documents renamed'), [then, now], renamed, ({ before, after }) => html`<td>${pathName(before.path)}</td><td>${this.open(after)}</td>`)}
      ${this.table(l10n.t('Texts edited'), [document, { label: l10n.t('Words then'), kind: 'number' }, { ...now, kind: 'number' }, { label: l10n.t({ message: 'Note', comment: 'what is to be said' }), kind: 'wide' }], edited, this.edit)}
      ${this.table(l10n.t('In another cluster'), [document, { label: l10n.t('From') }, { label: l10n.t('To') }], moves, ({ document: moved, from, to }) => html`<td>${this.open(moved)}</td><td title=${from.label}>${from.label}</td><td title=${to.label}>${to.label}</td>`)}
      ${this.table(l10n.t('Clusters'), [then, now, { label: l10n.t('In both'), kind: 'number' }], clusters, ({ before, after, shared }) => html`<td>${this.cluster(before)}</td><td>${this.cluster(after)}</td><td class="number">${this.format.count(shared)}</td>`)}
    `;
  }

  private table<T>(title: string, columns: readonly Column[], rows: readonly T[], cells: (row: T) => TemplateResult) {
    if (rows.length === 0) return nothing;
    const shown = this.whole.has(title) ? rows : rows.slice(0, FIRST);
    const id = title.toLowerCase().replaceAll(' ', '-');
    return html`<section aria-labelledby=${id}>
      <h2 id=${id}>${title} <span>— ${this.format.count(rows.length)}</span></h2>
      <table aria-labelledby=${id}>
        <thead>
          <tr>
            ${columns.map(({ label, kind }) => html`<th scope="col" class=${kind ?? nothing} title=${label}>${label}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${shown.map((row) => html`<tr>${cells(row)}</tr>`)}
        </tbody>
      </table>
      ${shown.length < rows.length ? html`<button class="link more" @click=${() => (this.whole = new Set([...this.whole, title]))}>${l10n.t('Show all {0}', this.format.count(rows.length))}</button>` : nothing}
    </section>`;
  }

  private readonly score = ({ before, after, level, edited }: ScoreChange) => html`
    <td>${this.open(after)}</td>
    <td class="number">${this.format.probability(before.aiProbability)}</td>
    <td class="number">${this.format.probability(after.aiProbability)}</td>
    <td class="level-cell" title=${`${confidenceText(before)} → ${confidenceText(after)}`}>
      ${level === 'same' ? this.level(after) : html`<span class="wide">${confidenceText(before)}<span class="arrow" aria-hidden="true">→</span><span class="hidden"> ${l10n.t('to')} </span></span>${this.level(after)}`}
    </td>
    <td class="note wide dim">${edited ? l10n.t('edited') : l10n.t('the same')}</td>
  `;

  private readonly pair = ({ a, b, before, after, similarity }: PairChange) => html`
    <td>${after ? this.open(a) : pathName(a.path)}</td>
    <td>${after ? this.open(b) : pathName(b.path)}</td>
    <td class="kind">${relationName(before)}</td>
    <td class="kind">${relationName(after)}</td>
    <td class="number wide">${similarity === undefined ? '—' : this.format.similarity(similarity)}</td>
    <td class="action">${after ? html`<button class="link" aria-label=${l10n.t('Compare {0} with {1}', a.path, b.path)} @click=${() => void this.host.openPair?.(a.id, b.id)}>${l10n.t('Compare')}</button>` : nothing}</td>
  `;

  private document(document: DocumentFigures, present: boolean) {
    const skipped = document.status === 'skipped';
    const about = document.cluster ?? (document.reason === undefined ? undefined : reasonText(document));
    return html`
      <td>${present && !skipped ? this.open(document) : pathName(document.path)}</td>
      <td class="number">${skipped ? '—' : this.format.count(document.words)}</td>
      <td class="number">${this.format.probability(document.aiProbability)}</td>
      <td class="level-cell wide">${skipped ? l10n.t('Skipped') : this.level(document)}</td>
      <td class="wide" title=${about ?? nothing}>${about ?? '—'}</td>
    `;
  }

  private readonly edit = ({ before, after }: DocumentChange) => {
    const words = (d: DocumentFigures) => (d.status === 'skipped' ? '—' : this.format.count(d.words));
    const note =
      before.status === after.status
        ? '—'
        : after.status === 'skipped'
          ? l10n.t('Skipped now: {0}', reasonText(after))
          : l10n.t('Was skipped, can be read now');
    return html`<td>${after.status === 'skipped' ? pathName(after.path) : this.open(after)}</td>
      <td class="number">${words(before)}</td>
      <td class="number">${words(after)}</td>
      <td class="wide" title=${note}>${note}</td>`;
  };

  private level(document: DocumentFigures) {
    return html`<span class=${`level ${document.confidence}`}><span class="cut">${confidenceText(document)}</span></span>`;
  }

  private cluster(cluster: ClusterFigures | undefined) {
    return cluster
      ? html`<span title=${cluster.label}>${cluster.label} <span class="dim">(${this.format.count(cluster.size)})</span></span>`
      : '—';
  }

  private open({ id, path }: DocumentFigures) {
    return html`<button class="link" @click=${() => void this.host.openDocument?.(id)}>${pathName(path)}</button>`;
  }
}
customElements.define('gw-changes', GwChanges);
