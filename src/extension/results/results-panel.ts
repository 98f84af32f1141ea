import * as vscode from 'vscode';
import type { MessageConnection } from 'vscode-jsonrpc';
import { signalOf } from '../../protocol/abort-signal.ts';
import type { LeftOutKind } from '../../report/left-out.ts';
import type { AnnotationChange, Annotations } from '../../report/annotations.ts';
import { detailsOf, LARGE_FROM } from '../../protocol/large-report.ts';
import type { SearchProgress, TilePlace } from '../../protocol/analyzer.ts';
import type { Job } from '../../protocol/job.ts';
import {
  annotateNotification,
  annotationsNotification,
  cancelNotification,
  copyNotification,
  type Destination,
  documentDetailsRequest,
  dismissChangesNotification,
  explainDocumentRequest,
  type ExplanationAnswer,
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
  type PanelState,
  panelStateNotification,
  pauseNotification,
  resumeNotification,
  retryNotification,
  leaveOutNotification,
  runAgainNotification,
  showFiguresNotification,
  type SearchAnswer,
  type SearchBy,
  searchDocumentsRequest,
  type Selection,
  selectNotification,
  stateRequest,
  type TileAnswer,
  type TextRange,
} from '../../protocol/panel.ts';
import { toldBy } from '../../report/notice.ts';
import type { ExportFormat } from '../../report/export-formats.ts';
import { compareReports } from '../../report/compare-reports.ts';
import { isUnchanged } from '../../report/report-changes.ts';
import { findDocument } from '../documents/find-document.ts';
import type { Jobs } from '../jobs/jobs.ts';
import { showDetectorFigures } from '../documents/detector-figures.ts';
import { connectToPage } from './connection.ts';
import { pageOf } from './page.ts';
import { sourceState } from './source-state.ts';

/** What the panel's buttons do. */
export interface PanelActions {
  openDocument(jobId: string, documentId: string, range?: TextRange): Promise<void>;
  explain(jobId: string, documentId: string): Promise<ExplanationAnswer>;
  search(
    jobId: string,
    by: SearchBy,
    query: string,
    listeners: { readonly onProgress: (progress: SearchProgress) => void; readonly signal: AbortSignal },
  ): Promise<SearchAnswer>;
  tile(jobId: string, place: TilePlace): Promise<TileAnswer>;
  openPair(jobId: string, a: string, b: string, passage?: number): Promise<void>;
  saveExport(jobId: string, format?: ExportFormat): Promise<void>;
  runAgain(jobId: string): Promise<void>;
  /** Keeps in the settings what counts for no copy, and runs again. */
  leaveOut(jobId: string, kinds: readonly LeftOutKind[]): Promise<void>;
  resume(jobId: string): Promise<void>;
  /** Tries skipped documents again: one, or all. */
  retry(jobId: string, documentId?: string): Promise<void>;
  exportSelection(jobId: string, documents: readonly string[]): Promise<void>;
  annotate(jobId: string, change: AnnotationChange): Promise<void>;
  annotations(jobId: string): Promise<Annotations>;
}

/** One job's results in an editor tab. */
export class ResultsPanel {
  private readonly connection: MessageConnection;
  private readonly subscriptions: vscode.Disposable[];
  /** Chosen in a native tree before the page was there. */
  private waiting: Selection | undefined;
  private loaded = false;

  constructor(
    readonly panel: vscode.WebviewPanel,
    readonly jobId: string,
    private readonly jobs: Jobs,
    private readonly actions: PanelActions,
    private readonly extensionUri: vscode.Uri,
  ) {
    const title = this.title();
    panel.title = title;
    panel.iconPath = vscode.Uri.joinPath(extensionUri, 'media', 'panel.svg');
    panel.webview.options = { enableScripts: true, localResourceRoots: [vscode.Uri.joinPath(extensionUri, 'dist')] };
    this.connection = connectToPage(panel.webview);
    this.answer();
    this.subscriptions = [
      jobs.onDidProgress(
        ({ job, progress }) =>
          job.id === jobId && void this.connection.sendNotification(panelProgressNotification, progress),
      ),
      jobs.onDidAnalyze(
        ({ job, documents }) =>
          job.id === jobId && void this.connection.sendNotification(panelDocumentsNotification, documents),
      ),
      jobs.onDidChange((job) => job?.id === jobId && void this.sendState()),
    ];
    panel.onDidDispose(() => this.dispose());
    this.connection.listen();
    panel.webview.html = pageOf(panel.webview, extensionUri, title);
  }

  /** Chooses something in all views of the panel. */
  select(selection: Selection): void {
    if (this.loaded) void this.connection.sendNotification(selectNotification, selection);
    else this.waiting = selection;
  }

  /** Tells what was written about the documents. */
  sendAnnotations(annotations: Annotations): void {
    if (this.loaded) void this.connection.sendNotification(annotationsNotification, annotations);
  }

  /** Leads there. */
  navigate(to: Destination): void {
    if (this.loaded) void this.connection.sendNotification(navigateNotification, { to });
  }

  private title(): string {
    return this.jobs.get(this.jobId)?.source.name ?? vscode.l10n.t('Batch results');
  }

  private answer(): void {
    const { connection, actions, jobId } = this;
    connection.onRequest(stateRequest, async () => {
      const state = await this.state();
      this.loaded = true;
      if (this.waiting) setTimeout((selection: Selection) => this.select(selection), 0, this.waiting);
      this.waiting = undefined;
      return state;
    });
    connection.onNotification(openDocumentNotification, ({ id, range }) => void actions.openDocument(jobId, id, range));
    connection.onRequest(explainDocumentRequest, ({ id }) => actions.explain(jobId, id));
    connection.onRequest(searchDocumentsRequest, ({ by, query }, token) =>
      actions.search(jobId, by, query, {
        signal: signalOf(token),
        onProgress: (progress) => void connection.sendNotification(panelSearchNotification, progress),
      }),
    );
    connection.onRequest(panelTileRequest, (place) => actions.tile(jobId, place));
    connection.onRequest(documentDetailsRequest, async ({ id }) =>
      detailsOf((await findDocument(this.jobs, jobId, id)).document),
    );
    connection.onNotification(openPairNotification, ({ a, b, passage }) => void actions.openPair(jobId, a, b, passage));
    connection.onNotification(exportNotification, ({ format }) => void actions.saveExport(jobId, format));
    connection.onNotification(
      exportSelectionNotification,
      ({ documents }) => void actions.exportSelection(jobId, documents),
    );
    connection.onNotification(copyNotification, ({ text }) => void vscode.env.clipboard.writeText(text));
    connection.onNotification(annotateNotification, (change) => void actions.annotate(jobId, change));
    connection.onNotification(cancelNotification, () => this.jobs.cancel(jobId));
    connection.onNotification(pauseNotification, () => this.jobs.pause(jobId));
    connection.onNotification(resumeNotification, () => void actions.resume(jobId));
    connection.onNotification(retryNotification, ({ id }) => void actions.retry(jobId, id));
    connection.onNotification(dismissChangesNotification, () => void this.jobs.forgetEarlierReport(jobId));
    connection.onNotification(leaveOutNotification, ({ kinds }) => void actions.leaveOut(jobId, kinds));
    connection.onNotification(runAgainNotification, () => void actions.runAgain(jobId));
    connection.onNotification(showFiguresNotification, () => void showDetectorFigures(this.extensionUri));
  }

  private async sendState(): Promise<void> {
    if (this.loaded) await this.connection.sendNotification(panelStateNotification, await this.state());
  }

  private async state(): Promise<PanelState> {
    const locale = vscode.env.language;
    const job = this.jobs.get(this.jobId);
    if (!job) return { job: goneJob(this.jobId), documents: [], locale };
    const live = this.jobs.live(this.jobId);
    const base = { job, documents: live?.documents ?? [], locale, ...(live?.progress && { progress: live.progress }) };
    const large = (job.summary?.documents ?? 0) >= LARGE_FROM;
    // While a job runs again in its place, what it found before stays in view, unless sending it takes seconds.
    if (live ? !job.summary || large : job.status !== 'completed') return base;
    const overview = large ? await this.jobs.overview(this.jobId) : undefined;
    if (overview) {
      // After the answer: the page has to have the overview by then.
      setTimeout(() => void this.sendLargeReport(), 0);
      return { ...base, overview, annotations: await this.actions.annotations(this.jobId) };
    }
    try {
      const [report, annotations, beside] = await Promise.all([
        this.jobs.reports.whole(this.jobId),
        this.actions.annotations(this.jobId),
        this.beside(),
      ]);
      return { ...base, report, annotations, ...beside };
    } catch (error) {
      return live ? base : { job: { ...job, ...failedBy(error) }, documents: [], locale };
    }
  }

  /** Comes after the overview: a large report is megabytes. */
  private async sendLargeReport(): Promise<void> {
    try {
      await this.connection.sendNotification(largeReportNotification, {
        json: await this.jobs.reports.columns(this.jobId),
      });
      await this.connection.sendNotification(panelAfterNotification, await this.beside());
    } catch (error) {
      const job = this.jobs.get(this.jobId);
      if (job)
        await this.connection.sendNotification(panelStateNotification, {
          job: { ...job, ...failedBy(error) },
          documents: [],
          locale: vscode.env.language,
        });
    }
  }

  /** How the source stands beside the report, and how the report stands beside the one before. */
  private async beside(): Promise<Pick<PanelState, 'source' | 'changes'>> {
    const [source, before] = await Promise.all([
      this.jobs.reports.outline(this.jobId).then(sourceState),
      this.jobs.earlierReport(this.jobId),
    ]);
    const changes = before && compareReports(before, await this.jobs.reports.whole(this.jobId));
    return { source, ...(changes && !isUnchanged(changes) && { changes }) };
  }

  private dispose(): void {
    for (const s of this.subscriptions) s.dispose();
    this.connection.dispose();
  }
}

/** Stands in for a job that was removed while its panel was open. */
function goneJob(id: string): Job {
  return {
    id,
    source: { kind: 'folder', name: vscode.l10n.t('Removed analysis'), paths: [] },
    options: { granularity: 'sentence', clusters: 'auto', threshold: 0.85, seed: 1 },
    status: 'failed',
    createdAt: new Date().toISOString(),
    error: vscode.l10n.t('This analysis was removed. Analyse its source again to see results.'),
  };
}

/** What becomes of a job whose results cannot be shown. */
function failedBy(error: unknown): Pick<Job, 'status' | 'error' | 'notice'> {
  const { message, notice } = toldBy(error);
  return { status: 'failed', error: message, ...(notice && { notice }) };
}
