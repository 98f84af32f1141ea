import { html } from 'lit';
import type { Cluster } from '../../report/report.ts';
import { clusterColour } from '../theme.ts';
import type { EvidenceContext } from './context.ts';

/** One cluster: what it is about, how close its documents are, and the most typical of them. */
export function clusterEvidence(cluster: Cluster, { batch, store, format }: EvidenceContext) {
  return html`
    <h2>Filtered by cluster</h2>
    <h3 class="name"><span class=${`swatch ${clusterColour(cluster.id)}`}></span>${cluster.label}</h3>
    <ul class="terms" aria-label="Terms">
      ${cluster.terms.map((term) => html`<li>${term}</li>`)}
    </ul>
    <dl>
      <dt>Documents</dt>
      <dd>${format.count(cluster.size)}</dd>
      <dt>Similar to each other</dt>
      <dd>${format.similarity(cluster.cohesion)}</dd>
      <dt>Average AI probability</dt>
      <dd>${format.percent(cluster.meanAiProbability)}</dd>
    </dl>
    <h4>Most typical document</h4>
    <ul>
      <li><button class="link cut" title=${batch.path(cluster.representative)} @click=${() => store.select({ document: cluster.representative })}>${batch.path(cluster.representative)}</button></li>
    </ul>
  `;
}
