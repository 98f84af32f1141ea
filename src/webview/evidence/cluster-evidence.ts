import * as l10n from '@vscode/l10n';
import { html, nothing } from 'lit';
import type { Cluster, Topic } from '../../report/report.ts';
import { clusterColour } from '../theme.ts';
import type { EvidenceContext } from './context.ts';

/** One cluster, or one sub-topic of it: what it is about, how close its documents are, and the most typical of them. */
export function clusterEvidence(
  cluster: Cluster,
  subtopic: Topic | undefined,
  { batch, store, format }: EvidenceContext,
) {
  const topic = subtopic ?? cluster;
  const { stability, subtopics, meanAiProbability } = cluster;
  return html`
    <h2>${subtopic ? l10n.t('Filtered by sub-topic') : l10n.t('Filtered by cluster')}</h2>
    <h3 class="name"><span class=${`swatch ${clusterColour(cluster.id)}`}></span>${topic.label}</h3>
    <ul class="terms" aria-label=${l10n.t('Terms')}>
      ${topic.terms.map((term) => html`<li>${term}</li>`)}
    </ul>
    <dl>
      ${subtopic ? html`<dt>${l10n.t('Part of')}</dt><dd class="cut" title=${cluster.label}>${cluster.label}</dd>` : nothing}
      <dt>${l10n.t('Documents')}</dt>
      <dd>${format.count(topic.size)}</dd>
      <dt>${l10n.t('Similar to each other')}</dt>
      <dd>${format.similarity(topic.cohesion)}</dd>
      ${subtopic || stability === undefined ? nothing : html`<dt>${l10n.t('Stability')}</dt><dd title=${l10n.t('How well the cluster is found again when samples of the batch are grouped anew: 1 is always, under {0} it may be an accident', format.similarity(0.6))}>${format.similarity(stability)}, ${stabilityText(stability)}</dd>`}
      ${subtopic ? nothing : html`<dt>${l10n.t('Average AI probability')}</dt><dd>${format.probability(meanAiProbability)}</dd>`}
    </dl>
    ${
      subtopic || !subtopics
        ? nothing
        : html`<h4>${l10n.t('Sub-topics')}</h4>
          <ul>
            ${subtopics.map(({ id, label, size }) => html`<li><button class="link cut" title=${label} @click=${() => store.toggleCluster(cluster.id, id)}>${label}</button> <span class="dim">${format.count(size)}</span></li>`)}
          </ul>`
    }
    <h4>${l10n.t('Most typical document')}</h4>
    <ul>
      <li><button class="link cut" title=${batch.path(topic.representative)} @click=${() => store.select({ document: topic.representative })}>${batch.path(topic.representative)}</button></li>
    </ul>
  `;
}

/** What a stability means, by the bounds of Hennig (2007). */
function stabilityText(stability: number): string {
  if (stability >= 0.85) return l10n.t('found again nearly always');
  if (stability >= 0.75) return l10n.t('found again mostly');
  if (stability >= 0.6) return l10n.t('a pattern with open borders');
  return l10n.t('maybe an accident');
}
