import { html, nothing } from 'lit';
import type { Batch } from '../batch.ts';
import { confidenceText, type Formatter } from '../format.ts';
import { pathName } from '../lists/path-name.ts';
import type { ShownDocument } from '../shown-document.ts';
import { clusterColour } from '../theme.ts';
import { probabilityTrack } from './probability-track.ts';

/** The cells of a document's row, one a column. */
export function documentCells(document: ShownDocument, batch: Batch, format: Formatter) {
  const skipped = document.status === 'skipped';
  const cluster = batch.cluster(document.cluster);
  const nearest = document.nearest?.[0];
  const interval = document.aiInterval && format.between(document.aiInterval);
  const confidence = confidenceText(document);
  const status = skipped ? `Skipped · ${document.reason ?? ''}` : 'Analysed';
  return html`
    <span role="gridcell" class="path">${skipped || batch.detached ? pathName(document.path) : html`<span class="file">${pathName(document.path)}</span>`}</span>
    ${batch.groups.length > 0 ? html`<span role="gridcell" class="group cut" title=${document.group ?? nothing}>${document.group ?? '—'}</span>` : nothing}
    <span role="gridcell" class="words end">${skipped ? '—' : format.count(document.words)}</span>
    <span role="gridcell" class="probability" title=${interval ? `${interval}. The level goes by the lower end.` : nothing}><span class="value">${format.probability(document.aiProbability)}${interval ? html`<span class="hidden">, ${interval}</span>` : nothing}</span>${probabilityTrack(document.aiProbability, document.aiInterval)}</span>
    <span role="gridcell" class="confidence cut" title=${confidence}>${skipped ? confidence : html`<span class=${`level ${document.confidence}`}><span class="cut">${confidence}</span></span>`}</span>
    <span role="gridcell" class="cluster" title=${cluster?.label ?? nothing}>${cluster ? html`<span class=${`swatch ${clusterColour(cluster.id)}`}></span><span class="cut">${cluster.label}</span>` : '—'}</span>
    <span role="gridcell" class="similarity end" title=${nearest ? batch.path(nearest.id) : nothing}>${nearest ? format.similarity(nearest.similarity) : '—'}</span>
    <span role="gridcell" class="status cut" title=${status}>${status}</span>
  `;
}
