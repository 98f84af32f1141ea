import { html } from 'lit';
import { BatchView } from '../batch-view.ts';
import { disclosureStyles } from '../disclosure-styles.ts';
import { emit } from '../events.ts';
import { probabilityTrackStyles } from '../table/probability-track.ts';
import { theme } from '../theme.ts';
import { clusterEvidence } from './cluster-evidence.ts';
import type { EvidenceContext } from './context.ts';
import { documentEvidence } from './document-evidence.ts';
import { evidenceStyles } from './evidence-styles.ts';
import { pairEvidence } from './pair-evidence.ts';
import '../explanation/explanation.ts';

/**
 * The one place for details: of the selected pair or document, else of the cluster that is filtered by.
 *
 * @fires open-document
 * @fires open-pair
 * @fires explain-document
 * @fires retry-documents
 */
export class GwEvidence extends BatchView {
  static override styles = [theme, disclosureStyles, probabilityTrackStyles, evidenceStyles];

  override render() {
    const { batch, store, format } = this;
    const { pair, document: selected, cluster: filtered } = store.state;
    const context: EvidenceContext = { batch, store, format, openDocument: (id) => emit(this, 'open-document', { id }), openPair: (a, b, passage) => emit(this, 'open-pair', { a, b, ...(passage !== undefined && { passage }) }), retryDocument: (id) => emit(this, 'retry-documents', { id }) };
    if (pair && batch.document(pair[0]) && batch.document(pair[1])) return pairEvidence(...pair, context);
    const document = batch.document(selected);
    if (document) return documentEvidence(document, context);
    const cluster = batch.cluster(filtered);
    if (cluster) return clusterEvidence(cluster, context);
    return html`<h2>Evidence</h2>
      <p class="dim">${batch.report && batch.report.similarity.order.length > 1 ? 'Select a cell of the heatmap or a document to see what was found.' : 'Select a document to see what was found.'}</p>`;
  }
}
customElements.define('gw-evidence', GwEvidence);
