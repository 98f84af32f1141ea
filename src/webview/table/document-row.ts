import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { Batch } from '../batch.ts';
import { confidenceText, type Formatter } from '../format.ts';
import { levelReason, sampleRankText } from '../../report/score-wording.ts';
import { reasonText } from '../said.ts';
import { pathName } from '../lists/path-name.ts';
import type { ShownDocument } from '../shown-document.ts';
import { trickedText } from '../../report/document-words.ts';
import { clusterColour } from '../theme.ts';
import { type Found, ranks, type SortColumn } from '../view-state.ts';
import { noticesOf } from './attention.ts';
import type { Column } from './columns.ts';
import { probabilityTrack } from './probability-track.ts';

/** What the cells of a row are drawn from. */
export interface RowContext {
  readonly batch: Batch;
  readonly format: Formatter;
  readonly found?: Found | undefined;
  /** Whether a press on a name opens the document. */
  readonly opens: boolean;
  /** Keeps whether somebody has looked at a document; absent where that cannot be kept. */
  readonly review?: ((document: ShownDocument, reviewed: boolean) => void) | undefined;
}

type Cell = (document: ShownDocument, context: RowContext) => TemplateResult;

const skipped = ({ status }: ShownDocument) => status === 'skipped';

const CELLS: Readonly<Record<SortColumn, Cell>> = {
  path: (document, { opens }) =>
    html`<span role="gridcell" class="path">${skipped(document) || !opens ? pathName(document.path) : html`<span class="file">${pathName(document.path)}</span>`}</span>`,
  relevance: ({ id }, { format, found }) =>
    html`<span role="gridcell" class="relevance end">${relevanceText(id, found, format)}</span>`,
  group: ({ group }) => html`<span role="gridcell" class="group cut" title=${group ?? nothing}>${group ?? '—'}</span>`,
  words: (document, { format }) =>
    html`<span role="gridcell" class="words end">${skipped(document) ? '—' : format.count(document.words)}</span>`,
  aiProbability: ({ aiProbability, aiInterval, confidence }, { format }) => {
    const interval = aiInterval && format.between(aiInterval);
    return html`<span role="gridcell" class="probability" title=${interval ? `${interval}. ${levelReason({ aiInterval, confidence }, format)}` : nothing}><span class="value">${format.probability(aiProbability)}${interval ? html`<span class="hidden">, ${interval}</span>` : nothing}</span>${probabilityTrack(aiProbability, aiInterval)}</span>`;
  },
  confidence: (document) => {
    const confidence = levelWords(document);
    return html`<span role="gridcell" class="confidence cut" title=${confidence}>${skipped(document) ? confidence : html`<span class=${`level ${document.machineStretch ? 'partly' : document.confidence}`}><span class="cut">${confidence}</span></span>`}</span>`;
  },
  cluster: (document, { batch }) => {
    const cluster = batch.cluster(document.cluster);
    return html`<span role="gridcell" class="cluster" title=${cluster?.label ?? nothing}>${cluster ? html`<span class=${`swatch ${clusterColour(cluster.id)}`}></span><span class="cut">${cluster.label}</span>` : document.outlier ? html`<span class="dim">${l10n.t('Outlier')}</span>` : '—'}</span>`;
  },
  similarity: ({ nearest }, { batch, format }) => {
    const first = nearest?.[0];
    return html`<span role="gridcell" class="similarity end" title=${first ? batch.path(first.id) : nothing}>${first ? format.similarity(first.similarity) : '—'}</span>`;
  },
  copied: ({ shareCopied, sharedWith = [] }, { batch, format }) => {
    const all = sharedWith.map(({ id, share }) => `${format.percent(share)} ${batch.path(id)}`).join('\n');
    const [from] = sharedWith;
    return html`<span role="gridcell" class="copied" title=${all === '' ? nothing : all}><span class="value">${shareCopied === undefined ? '—' : format.percent(shareCopied)}</span>${shareCopied ? html`<svg class="share" viewBox="0 0 40 4" preserveAspectRatio="none" aria-hidden="true"><rect class="track" width="40" height="4"></rect><rect class="value" width=${40 * shareCopied} height="4"></rect></svg>` : nothing}${from ? html`<span class="from cut dim">${lastPart(batch.path(from.id))}</span>` : nothing}</span>`;
  },
  notices: (document, { format }) => {
    const said = noticesOf(document, format).join(' · ');
    return html`<span role="gridcell" class="notices cut" title=${said === '' ? nothing : said}>${said}</span>`;
  },
  reviewed: (document, { review }) =>
    html`<span role="gridcell" class="reviewed"><input type="checkbox" tabindex="-1" aria-label=${l10n.t('Reviewed')} .checked=${document.reviewed === true} ?disabled=${!review} @click=${(e: Event) => e.stopPropagation()} @change=${(e: Event) => review?.(document, (e.currentTarget as HTMLInputElement).checked)} /></span>`,
  tricked: (document, { format }) => {
    const said = trickedText(document, format);
    return html`<span role="gridcell" class="tricked end" title=${said === '' ? nothing : said}>${said === '' ? '—' : html`<span class="mark" aria-hidden="true">⚠</span> ${format.count((document.hiddenWords ?? 0) + (document.disguisedWords ?? 0))}<span class="hidden">, ${said}</span>`}</span>`;
  },
  samples: ({ sampleSimilarity, sampleRank }, { batch: { report }, format }) => {
    const rank =
      sampleRank === undefined || !report?.job.machineSamples
        ? undefined
        : sampleRankText(sampleRank, report.job.machineSamples, format);
    return html`<span role="gridcell" class="samples end" title=${rank ?? nothing}>${sampleSimilarity === undefined ? '—' : format.percent(sampleSimilarity)}</span>`;
  },
  tags: ({ tags = [], note }) => {
    const said = [...tags, ...(note === undefined ? [] : [note])].join(' · ');
    return html`<span role="gridcell" class="tags cut" title=${said === '' ? nothing : said}>${said === '' ? '—' : said}</span>`;
  },
  status: (document) => {
    const status = skipped(document) ? `${l10n.t('Skipped')} · ${reasonText(document)}` : l10n.t('Analysed');
    return html`<span role="gridcell" class="status cut" title=${status}>${status}</span>`;
  },
};

const lastPart = (path: string) => path.slice(path.lastIndexOf('/') + 1);

/** A text of which a stretch reads like a machine's is not low as a whole. */
const levelWords = (document: ShownDocument) =>
  document.machineStretch ? l10n.t('Partly AI') : confidenceText(document);

function relevanceText(id: string, found: Found | undefined, format: Formatter): string {
  const figure = found?.figures[ranks(found).get(id) ?? -1];
  if (!found || figure === undefined) return '—';
  return found.by === 'words'
    ? format.counted(figure, l10n.t('{0} time'), l10n.t('{0} times'))
    : format.similarity(figure);
}

/** The cells of a document's row, one a column. */
export const documentCells = (document: ShownDocument, columns: readonly Column[], context: RowContext) =>
  columns.map(({ id }) => CELLS[id](document, context));
