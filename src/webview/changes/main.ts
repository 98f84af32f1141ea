/** The page of two compared analyses: connects its element to the extension. */
import '../language.ts';
import {
  changesRequest,
  openChangedDocumentNotification,
  openChangedPairNotification,
} from '../../protocol/changes.ts';
import { connectToHost, type VsCodeApi } from '../connection.ts';
import type { PanelEvents } from '../events.ts';
import { GwChangesPage } from './changes-page.ts';
import '../panel.css';

declare function acquireVsCodeApi(): VsCodeApi;

const api = acquireVsCodeApi();
const host = connectToHost(api);
const page = new GwChangesPage();

page.addEventListener(
  'open-document',
  (event) =>
    void host.sendNotification(openChangedDocumentNotification, {
      id: (event as CustomEvent<PanelEvents['open-document']>).detail.id,
    }),
);
page.addEventListener('open-pair', (event) => {
  const { a, b } = (event as CustomEvent<PanelEvents['open-pair']>).detail;
  void host.sendNotification(openChangedPairNotification, { a, b });
});
document.body.append(page);

const state = await host.sendRequest(changesRequest);
api.setState({ before: state.before, after: state.after });
page.state = state;
