import * as l10n from '@vscode/l10n';
import { html } from 'lit';
import { BatchView } from '../batch-view.ts';
import type { DocumentDetails } from '../../protocol/large-report.ts';
import { disclosureStyles } from '../disclosure-styles.ts';
import { emit } from '../events.ts';
import { probabilityTrackStyles } from '../table/probability-track.ts';
import { theme } from '../theme.ts';
import { clusterEvidence } from './cluster-evidence.ts';
import type { EvidenceContext } from './context.ts';
import { documentEvidence } from './document-evidence.ts';
import { evidenceStyles } from './evidence-styles.ts';
import { selectionEvidence } from './selection-evidence.ts';
import { pairEvidence } from './pair-evidence.ts';
import type { ShownDocument } from '../shown-document.ts';
import { shownColumns } from '../table/columns.ts';
import { tabSeparated } from '../table/tab-separated.ts';
import '../annotations/annotation-editor.ts';
import '../explanation/explanation.ts';

/**
 * The one place for details: of the selected pair or document, else of the cluster that is filtered by.
 *
 * @fires open-document
 * @fires open-pair
 * @fires explain-document
 * @fires retry-documents
 * @fires document-details
 * @fires copy-text
 * @fires export-selection
 * @fires annotate
 */
export class GwEvidence extends BatchView {
  static override styles = [theme, disclosureStyles, probabilityTrackStyles, evidenceStyles];

  /** Of which document the missing parts were asked for last. */
  private asked: string | undefined;

  override render() {
    const { batch, store, format } = this;
    const { pair, marked, document: selected, cluster: filtered, subtopic } = store.state;
    const context: EvidenceContext = {
      batch,
      store,
      format,
      openDocument: (id) => emit(this, 'open-document', { id }),
      openPair: (a, b, passage) => emit(this, 'open-pair', { a, b, ...(passage !== undefined && { passage }) }),
      retryDocument: (id) => emit(this, 'retry-documents', { id }),
      copyDocuments: (ids) =>
        emit(this, 'copy-text', {
          text: tabSeparated(
            ids.flatMap((id) => batch.document(id) ?? []),
            shownColumns(batch, store.state),
            batch,
            store.state.found,
          ),
        }),
      exportDocuments: (documents) => emit(this, 'export-selection', { documents }),
    };
    if (marked) return selectionEvidence(marked, context);
    if (pair && batch.document(pair[0]) && batch.document(pair[1])) return pairEvidence(...pair, context);
    const document = batch.document(selected);
    if (document) return documentEvidence(this.complete(document), context);
    const cluster = batch.cluster(filtered);
    if (cluster) return clusterEvidence(cluster, batch.subtopic(filtered, subtopic), context);
    return html`<h2>${l10n.t('Evidence')}</h2>
      <p class="dim">${batch.report && batch.report.similarity.order.length > 1 ? l10n.t('Select a cell of the heatmap or a document to see what was found.') : l10n.t('Select a document to see what was found.')}</p>`;
  }

  /** Asks for what is missing once it is looked at. */
  private complete(document: ShownDocument): ShownDocument {
    const { batch } = this;
    const known = batch.complete(document);
    if (batch.report && known.segments === undefined && known.status === 'analyzed' && this.asked !== known.id) {
      this.asked = known.id;
      const answer = (details: DocumentDetails) => {
        batch.keepDetails(known.id, details);
        this.requestUpdate();
      };
      emit(this, 'document-details', { id: known.id, answer });
    }
    return known;
  }
}
customElements.define('gw-evidence', GwEvidence);
