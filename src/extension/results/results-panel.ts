import * as vscode from 'vscode';
import type { MessageConnection } from 'vscode-jsonrpc';
import type { AnnotationChange, Annotations } from '../../report/annotations.ts';
import { detailsOf, LARGE_FROM, packReport } from '../../protocol/large-report.ts';
import type { Job } from '../../protocol/job.ts';
import {
  annotateNotification,
  annotationsNotification,
  cancelNotification,
  copyNotification,
  documentDetailsRequest,
  explainDocumentRequest,
  type ExplanationAnswer,
  exportNotification,
  exportSelectionNotification,
  largeReportNotification,
  navigateNotification,
  openDocumentNotification,
  openPairNotification,
  panelDocumentsNotification,
  panelProgressNotification,
  type PanelState,
  panelStateNotification,
  runAgainNotification,
  type Selection,
  selectNotification,
  stateRequest,
  type TextRange,
} from '../../protocol/panel.ts';
import type { ExportFormat } from '../../report/report.ts';
import type { Jobs } from '../jobs/jobs.ts';
import { connectToPage } from './connection.ts';
import { pageOf } from './page.ts';

/** What the panel's buttons do. */
export interface PanelActions {
  openDocument(jobId: string, documentId: string, range?: TextRange): Promise<void>;
  explain(jobId: string, documentId: string): Promise<ExplanationAnswer>;
  openPair(jobId: string, a: string, b: string, passage?: number): Promise<void>;
  saveExport(jobId: string, format: ExportFormat): Promise<void>;
  runAgain(jobId: string): Promise<void>;
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
    extensionUri: vscode.Uri,
  ) {
    const title = this.title();
    panel.title = title;
    panel.iconPath = vscode.Uri.joinPath(extensionUri, 'media', 'panel.svg');
    panel.webview.options = { enableScripts: true, localResourceRoots: [vscode.Uri.joinPath(extensionUri, 'dist')] };
    this.connection = connectToPage(panel.webview);
    this.answer();
    this.subscriptions = [
      jobs.onDidProgress(({ job, progress }) => job.id === jobId && void this.connection.sendNotification(panelProgressNotification, progress)),
      jobs.onDidAnalyze(({ job, documents }) => job.id === jobId && void this.connection.sendNotification(panelDocumentsNotification, documents)),
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

  /** Goes to what was chosen before, or after it again. */
  navigate(to: 'back' | 'forward'): void {
    if (this.loaded) void this.connection.sendNotification(navigateNotification, { to });
  }

  private title(): string {
    return this.jobs.get(this.jobId)?.source.name ?? 'Batch results';
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
    connection.onRequest(documentDetailsRequest, async ({ id }) => {
      const document = (await this.jobs.report(jobId)).documents.find((d) => d.id === id);
      if (!document) throw new Error('This document is not part of the analysis.');
      return detailsOf(document);
    });
    connection.onNotification(openPairNotification, ({ a, b, passage }) => void actions.openPair(jobId, a, b, passage));
    connection.onNotification(exportNotification, ({ format }) => void actions.saveExport(jobId, format));
    connection.onNotification(exportSelectionNotification, ({ documents }) => void actions.exportSelection(jobId, documents));
    connection.onNotification(copyNotification, ({ text }) => void vscode.env.clipboard.writeText(text));
    connection.onNotification(annotateNotification, (change) => void actions.annotate(jobId, change));
    connection.onNotification(cancelNotification, () => this.jobs.cancel(jobId));
    connection.onNotification(runAgainNotification, () => void actions.runAgain(jobId));
  }

  private async sendState(): Promise<void> {
    if (this.loaded) await this.connection.sendNotification(panelStateNotification, await this.state());
  }

  private async state(): Promise<PanelState> {
    const locale = vscode.env.language;
    const job = this.jobs.get(this.jobId);
    if (!job) return { job: goneJob(this.jobId), documents: [], locale };
    const live = this.jobs.live(this.jobId);
    if (live) return { job, documents: live.documents, locale, ...(live.progress && { progress: live.progress }) };
    if (job.status !== 'completed') return { job, documents: [], locale };
    const overview = (job.summary?.documents ?? 0) >= LARGE_FROM ? await this.jobs.overview(this.jobId) : undefined;
    if (overview) {
      // After the answer: the page has to have the overview by then.
      setTimeout(() => void this.sendLargeReport(), 0);
      return { job, documents: [], locale, overview, annotations: await this.actions.annotations(this.jobId) };
    }
    try {
      return { job, documents: [], locale, report: await this.jobs.report(this.jobId), annotations: await this.actions.annotations(this.jobId) };
    } catch (error) {
      return { job: { ...job, status: 'failed', error: error instanceof Error ? error.message : String(error) }, documents: [], locale };
    }
  }

  /** Comes after the overview: reading a large report, and sending it, takes seconds. */
  private async sendLargeReport(): Promise<void> {
    try {
      await this.connection.sendNotification(largeReportNotification, packReport(await this.jobs.report(this.jobId)));
    } catch (error) {
      const job = this.jobs.get(this.jobId);
      if (job) await this.connection.sendNotification(panelStateNotification, { job: { ...job, status: 'failed', error: error instanceof Error ? error.message : String(error) }, documents: [], locale: vscode.env.language });
    }
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
    source: { kind: 'folder', name: 'Removed analysis', paths: [] },
    options: { granularity: 'sentence', clusters: 'auto', threshold: 0.85, seed: 1 },
    status: 'failed',
    createdAt: new Date().toISOString(),
    error: 'This analysis was removed. Analyse its source again to see results.',
  };
}
