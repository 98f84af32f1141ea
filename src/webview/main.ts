/** The results panel's page: connects the elements to the extension, and keeps what was chosen while the page is hidden or reloaded. */
import './language.ts';
import * as l10n from '@vscode/l10n';
import { CancellationTokenSource } from 'vscode-jsonrpc/browser';
import {
  annotateNotification,
  annotationsNotification,
  cancelNotification,
  copyNotification,
  documentDetailsRequest,
  dismissChangesNotification,
  explainDocumentRequest,
  exportNotification,
  exportSelectionNotification,
  largeReportNotification,
  navigateNotification,
  openDocumentNotification,
  openPairNotification,
  panelAfterNotification,
  panelDocumentsNotification,
  panelProgressNotification,
  panelSearchNotification,
  panelTileRequest,
  panelStateNotification,
  pauseNotification,
  resumeNotification,
  retryNotification,
  type PanelState,
  leaveOutNotification,
  runAgainNotification,
  searchDocumentsRequest,
  type Selection,
  selectNotification,
  showFiguresNotification,
  stateRequest,
} from '../protocol/panel.ts';
import type { SearchProgress } from '../protocol/analyzer.ts';
import { type LargeReport, unpackReport } from '../protocol/large-report.ts';
import { messageOf } from '../protocol/message-of.ts';
import type { Report } from '../report/report.ts';
import { Batch } from './batch.ts';
import { connectToHost, type VsCodeApi } from './connection.ts';
import type { PanelEvents } from './events.ts';
import { GwNotice } from './panel/notice.ts';
import { GwPanel } from './panel/panel.ts';
import './printout/printout.ts';
import { knownChoices, movedChoices, savedPage, type SavedPage } from './restore-view.ts';
import { SelectionStore, type ViewChange } from './selection-store.ts';
import type { ViewState } from './view-state.ts';
import './controls.ts';
import './panel.css';

declare function acquireVsCodeApi(): VsCodeApi;

const api = acquireVsCodeApi();
const host = connectToHost(api);
const panel = new GwPanel();
const restored = savedPage(api.getState());
/** Is told how far the last search is. */
let searching: ((progress: SearchProgress) => void) | undefined;
/** The report that was shown last of this job. */
let last: Report | undefined;
/** What the extension selected before the page knew its job. */
let requested: ViewChange | undefined;

function save(): void {
  if (panel.state)
    api.setState({ jobId: panel.state.job.id, view: panel.store.state, scroll: scrollY } satisfies SavedPage);
}

/** Begins with what is chosen, and nothing to go back to. */
function begin(view: Partial<ViewState>): void {
  panel.store = new SelectionStore(view);
  panel.store.addEventListener('change', save);
}

/** Shows a state of the job; the first one of a job begins with what the page had saved for it. */
function show(state: PanelState): void {
  if (panel.state?.job.id !== state.job.id) {
    begin(restored?.jobId === state.job.id ? restored.view : {});
    last = undefined;
  }
  const { report } = state;
  // Run again in its place: what was chosen is what it was, and where one could go back to is gone.
  if (report && last && last.job.startedAt !== report.job.startedAt)
    begin(movedChoices(panel.store.state, last, report));
  last = report ?? last;
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

function select({ cluster, subtopic, document, pair }: Selection): void {
  const change = {
    cluster,
    subtopic,
    document,
    pair,
    marked: undefined,
    ...(cluster !== undefined && panel.store.state.card === 'outliers' && { card: undefined }),
  };
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
host.onNotification(annotationsNotification, (annotations) => {
  if (panel.state) panel.state = { ...panel.state, annotations };
});
host.onNotification(largeReportNotification, ({ json }) => {
  if (!panel.state) return;
  const { overview: _, ...state } = panel.state;
  // What is missing of its documents is asked for one by one (`document-details`).
  show({ ...state, report: unpackReport(JSON.parse(new TextDecoder().decode(json)) as LargeReport) as Report });
});
host.onNotification(panelAfterNotification, (after) => {
  if (panel.state) panel.state = { ...panel.state, ...after };
});
host.onNotification(panelSearchNotification, (progress) => searching?.(progress));
host.onNotification(navigateNotification, ({ to }) => {
  if (to === 'search') void panel.goToSearch();
  else panel.store.go(to);
});
host.onNotification(selectNotification, select);

on('open-document', (detail) => host.sendNotification(openDocumentNotification, detail));
on('explain-document', async ({ id, answer }) =>
  answer(
    await host.sendRequest(explainDocumentRequest, { id }).catch((error: unknown) => ({ failure: messageOf(error) })),
  ),
);
on('search-documents', async ({ by, query, signal, told, answer }) => {
  const source = new CancellationTokenSource();
  signal.addEventListener('abort', () => source.cancel(), { once: true });
  searching = told;
  answer(
    await host
      .sendRequest(searchDocumentsRequest, { by, query }, source.token)
      .catch((error: unknown) => ({ failure: messageOf(error) })),
  );
});
on('heatmap-tile', async ({ place, answer }) =>
  answer(await host.sendRequest(panelTileRequest, place).catch((error: unknown) => ({ failure: messageOf(error) }))),
);
on('document-details', ({ id, answer }) =>
  host.sendRequest(documentDetailsRequest, { id }).then(answer, () => undefined),
);
on('open-pair', (detail) => host.sendNotification(openPairNotification, detail));
on('export-report', (detail) => host.sendNotification(exportNotification, detail));
on('export-selection', (detail) => host.sendNotification(exportSelectionNotification, detail));
on('copy-text', (detail) => host.sendNotification(copyNotification, detail));
on('annotate', (detail) => host.sendNotification(annotateNotification, detail));
on('cancel-job', () => host.sendNotification(cancelNotification));
on('pause-job', () => host.sendNotification(pauseNotification));
on('resume-job', () => host.sendNotification(resumeNotification));
on('retry-documents', (detail) => host.sendNotification(retryNotification, detail));
on('dismiss-changes', () => host.sendNotification(dismissChangesNotification));
on('leave-out', (detail) => host.sendNotification(leaveOutNotification, detail));
on('run-again', () => host.sendNotification(runAgainNotification));
on('show-figures', () => host.sendNotification(showFiguresNotification));

document.body.append(panel);
addEventListener('scrollend', save);

try {
  const state = await host.sendRequest(stateRequest);
  show(state);
  await panel.updateComplete;
  if (restored?.jobId === state.job.id) scrollTo(0, restored.scroll);
} catch (error) {
  const notice = new GwNotice();
  notice.notice = {
    text: l10n.t('The results could not be loaded: {0}. Close this tab and open them again.', messageOf(error)),
    failed: false,
  };
  document.body.append(notice);
}
