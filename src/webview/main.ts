/** The results panel's page: connects the elements to the extension, and keeps what was chosen while the page is hidden or reloaded. */
import {
  cancelNotification,
  explainDocumentRequest,
  exportNotification,
  openDocumentNotification,
  openPairNotification,
  panelDocumentsNotification,
  panelProgressNotification,
  panelStateNotification,
  pauseNotification,
  resumeNotification,
  retryNotification,
  type PanelState,
  runAgainNotification,
  type Selection,
  selectNotification,
  stateRequest,
} from '../protocol/panel.ts';
import { Batch } from './batch.ts';
import { connectToHost, type VsCodeApi } from './connection.ts';
import type { PanelEvents } from './events.ts';
import { GwNotice } from './panel/notice.ts';
import { GwPanel } from './panel/panel.ts';
import { knownChoices, savedPage, type SavedPage } from './restore-view.ts';
import { SelectionStore, type ViewChange } from './selection-store.ts';
import './controls.ts';
import './panel.css';

declare function acquireVsCodeApi(): VsCodeApi;

const api = acquireVsCodeApi();
const host = connectToHost(api);
const panel = new GwPanel();
const restored = savedPage(api.getState());
/** What the extension selected before the page knew its job. */
let requested: ViewChange | undefined;

function save(): void {
  if (panel.state) api.setState({ jobId: panel.state.job.id, view: panel.store.state, scroll: scrollY } satisfies SavedPage);
}

/** Shows a state of the job; the first one of a job begins with what the page had saved for it. */
function show(state: PanelState): void {
  if (panel.state?.job.id !== state.job.id) {
    panel.store = new SelectionStore(restored?.jobId === state.job.id ? restored.view : {});
    panel.store.addEventListener('change', save);
  }
  panel.state = state;
  choose(requested ?? {});
  requested = undefined;
}

/** Changes what is chosen, and lets go of what the report does not have. */
function choose(change: ViewChange): void {
  const report = panel.state?.report;
  panel.store.update(change);
  if (report) panel.store.update(knownChoices(panel.store.state, new Batch(report)));
}

function select({ cluster, document, pair }: Selection): void {
  const change = { cluster, document, pair };
  if (panel.state) choose(change);
  else requested = change;
}

function on<K extends keyof PanelEvents>(name: K, tell: (detail: PanelEvents[K]) => Promise<void>): void {
  panel.addEventListener(name, (event) => void tell((event as CustomEvent<PanelEvents[K]>).detail));
}

host.onNotification(panelStateNotification, show);
host.onNotification(panelProgressNotification, (progress) => {
  if (panel.state) panel.state = { ...panel.state, progress };
});
host.onNotification(panelDocumentsNotification, (documents) => {
  if (panel.state) panel.state = { ...panel.state, documents: [...panel.state.documents, ...documents] };
});
host.onNotification(selectNotification, select);

on('open-document', (detail) => host.sendNotification(openDocumentNotification, detail));
on('explain-document', async ({ id, answer }) => answer(await host.sendRequest(explainDocumentRequest, { id }).catch((error: unknown) => ({ failure: error instanceof Error ? error.message : String(error) }))));
on('open-pair', (detail) => host.sendNotification(openPairNotification, detail));
on('export-report', (detail) => host.sendNotification(exportNotification, detail));
on('cancel-job', () => host.sendNotification(cancelNotification));
on('pause-job', () => host.sendNotification(pauseNotification));
on('resume-job', () => host.sendNotification(resumeNotification));
on('retry-documents', (detail) => host.sendNotification(retryNotification, detail));
on('run-again', () => host.sendNotification(runAgainNotification));

document.body.append(panel);
addEventListener('scrollend', save);

try {
  const state = await host.sendRequest(stateRequest);
  show(state);
  await panel.updateComplete;
  if (restored?.jobId === state.job.id) scrollTo(0, restored.scroll);
} catch (error) {
  const notice = new GwNotice();
  notice.notice = { text: `The results could not be loaded: ${error instanceof Error ? error.message : String(error)}. Close this tab and open them again.`, failed: false };
  document.body.append(notice);
}
