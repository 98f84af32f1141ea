/** The results panel's page: connects the elements to their host, and keeps what was chosen while the page is hidden or reloaded. */
import './language.ts';
import * as l10n from '@vscode/l10n';
import type { ResultsTab, Selection } from '../protocol/panel.ts';
import type { PanelState } from '../protocol/panel-host.ts';
import { type LargeReport, unpackReport } from '../protocol/large-report.ts';
import { messageOf } from '../protocol/message-of.ts';
import { overviewOf } from '../report/overview.ts';
import type { Report } from '../report/report.ts';
import { Batch } from './batch.ts';
import './hosts/page-connection.ts';
import { connectPanel, type VsCodeApi } from './hosts/vscode.ts';
import { GwNotice } from './panel/notice.ts';
import { GwPanel } from './panel/panel.ts';
import './printout/printout.ts';
import { knownChoices, movedChoices, savedPage, type SavedPage } from './restore-view.ts';
import { SelectionStore, type ViewChange } from './selection-store.ts';
import type { ViewState } from './view-state.ts';
import './controls.ts';
import './panel.css';

declare function acquireVsCodeApi(): VsCodeApi;

const connection = globalThis.ghostwriterHost ?? connectPanel(acquireVsCodeApi());
const panel = new GwPanel();
const restored = savedPage(connection.saved());
/** The report that was shown last of this job. */
let last: Report | undefined;
/** Whether it is settled which part of the results is in front. */
let opened = false;
/** What the extension selected before the page knew its job. */
let requested: ViewChange | undefined;

/** Documents and words from which on a batch is so many short texts that its topics tell more than a list. */
const MANY = 1000;
const SHORT_WORDS = 400;

function save(): void {
  if (panel.state)
    connection.save({ jobId: panel.state.job.id, view: panel.store.state, scroll: scrollY } satisfies SavedPage);
}

/** Begins with what is chosen, and nothing to go back to. */
function begin(view: Partial<ViewState>): void {
  panel.store = new SelectionStore(view);
  panel.store.addEventListener('change', save);
  let { tab } = panel.store.state;
  panel.store.addEventListener('change', () => {
    if (panel.store.state.tab === tab) return;
    ({ tab } = panel.store.state);
    if (panel.state?.can.includes('keepTab')) void panel.host.keepTab?.(tab);
  });
}

/** The part of a batch's results that is in front before anybody has chosen one. */
function firstTab({ report, overview }: PanelState): ResultsTab {
  const figures = overview?.figures ?? (report && overviewOf(report).figures);
  return figures && figures.documents >= MANY && figures.medianWords <= SHORT_WORDS ? 'topics' : 'review';
}

/** Shows a state of the job; the first one of a job begins with what the page had saved for it. */
function show(state: PanelState): void {
  if (panel.state?.job.id !== state.job.id) {
    begin(restored?.jobId === state.job.id ? restored.view : state.tab ? { tab: state.tab } : {});
    opened = restored?.jobId === state.job.id || state.tab !== undefined;
    last = undefined;
  }
  const { report, overview } = state;
  if (!opened && (report ?? overview)) {
    opened = true;
    if (panel.store.state.tab === 'review') begin({ ...panel.store.state, tab: firstTab(state) });
  }
  // Run again in its place: what was chosen is what it was, and where one could go back to is gone.
  if (report && last && last.job.startedAt !== report.job.startedAt)
    begin(movedChoices(panel.store.state, last, report));
  last = report ?? last;
  panel.state = state;
  choose(requested ?? {});
  requested = undefined;
}

/** Takes in what is new of the state that is shown. */
function change(part: Partial<PanelState>): void {
  if (panel.state) panel.state = { ...panel.state, ...part };
}

/** Changes what is chosen, and lets go of what the report does not have. */
function choose(chosen: ViewChange): void {
  const report = panel.state?.report;
  panel.store.update(chosen);
  if (report) panel.store.update(knownChoices(panel.store.state, new Batch(report)));
}

function select({ cluster, subtopic, document, pair }: Selection): void {
  const chosen = {
    cluster,
    subtopic,
    document,
    pair,
    marked: undefined,
    ...(cluster !== undefined && panel.store.state.card === 'outliers' && { card: undefined }),
  };
  if (panel.state) choose(chosen);
  else requested = chosen;
}

const host = connection.connect({
  show,
  progress: (progress) => change({ progress }),
  documents: (more) => panel.state && change({ documents: [...panel.state.documents, ...more] }),
  annotations: (annotations) => change({ annotations }),
  largeReport(json) {
    if (!panel.state) return;
    const { overview: _, ...state } = panel.state;
    // What is missing of its documents is asked for one by one (`Capabilities.details`).
    show({ ...state, report: unpackReport(JSON.parse(new TextDecoder().decode(json)) as LargeReport) as Report });
  },
  after: change,
  navigate(to) {
    if (to === 'search') void panel.goToSearch();
    else panel.store.go(to);
  },
  select,
});
panel.host = host;
document.body.append(panel);
addEventListener('scrollend', save);

try {
  const state = await host.state();
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
