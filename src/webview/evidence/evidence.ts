import * as l10n from '@vscode/l10n';
import { html } from 'lit';
import { BatchView } from '../batch-view.ts';
import type { Apart } from '../../protocol/panel.ts';
import { disclosureStyles } from '../disclosure-styles.ts';
import { probabilityTrackStyles } from '../table/probability-track.ts';
import { theme } from '../theme.ts';
import { clusterEvidence } from './cluster-evidence.ts';
import type { EvidenceContext } from './context.ts';
import { documentEvidence } from './document-evidence.ts';
import { evidenceStyles } from './evidence-styles.ts';
import { selectionEvidence } from './selection-evidence.ts';
import { pairEvidence } from './pair-evidence.ts';
import type { ShownDocument } from '../shown-document.ts';
import '../annotations/annotation-editor.ts';
import '../explanation/explanation.ts';

/**
 * The one place for details: of the selected pair or document, else of the cluster that is filtered by.
 */
export class GwEvidence extends BatchView {
  static override properties = { ...BatchView.properties, apart: { attribute: false } };
  static override styles = [theme, disclosureStyles, probabilityTrackStyles, evidenceStyles];

  /** Where the results are shown apart from their texts. */
  declare apart: Apart | undefined;

  /** Of which document the missing parts were asked for last. */
  private asked: string | undefined;

  override render() {
    const { batch, store, format, host, apart } = this;
    const { pair, marked, document: selected, cluster: filtered, subtopic } = store.state;
    const context: EvidenceContext = { batch, store, format, host, apart };
    if (marked) return selectionEvidence(marked, context);
    if (pair && batch.document(pair[0]) && batch.document(pair[1])) return pairEvidence(...pair, context);
    const document = batch.document(selected);
    if (document) return documentEvidence(this.complete(document), context);
    const cluster = batch.cluster(filtered);
    if (cluster) return clusterEvidence(cluster, batch.subtopic(filtered, subtopic), context);
    return html`<h2>${l10n.t('Evidence')}</h2>
      <p class="dim">${batch.report && batch.report.similarity.order.length > 1 ? l10n.t('Select a document or a pair to see what was found.') : l10n.t('Select a document to see what was found.')}</p>`;
  }

  /** Asks for what is missing once it is looked at. */
  private complete(document: ShownDocument): ShownDocument {
    const { batch } = this;
    const known = batch.complete(document);
    if (batch.report && known.segments === undefined && known.status === 'analyzed' && this.asked !== known.id) {
      this.asked = known.id;
      void this.host.details?.(known.id).then(
        (details) => {
          batch.keepDetails(known.id, details);
          this.requestUpdate();
        },
        () => undefined,
      );
    }
    return known;
  }
}
customElements.define('gw-evidence', GwEvidence);
