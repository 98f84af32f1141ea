import * as vscode from 'vscode';
import type { MessageConnection } from 'vscode-jsonrpc';
import type { Job } from '../../protocol/job.ts';
import {
  cancelNotification,
  explainDocumentRequest,
  type ExplanationAnswer,
  exportNotification,
  openDocumentNotification,
  openPairNotification,
  panelDocumentsNotification,
  panelProgressNotification,
  type PanelState,
  panelStateNotification,
  pauseNotification,
  resumeNotification,
  retryNotification,
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
import { sourceState } from './source-state.ts';

/** What the panel's buttons do. */
export interface PanelActions {
  openDocument(jobId: string, documentId: string, range?: TextRange): Promise<void>;
  explain(jobId: string, documentId: string): Promise<ExplanationAnswer>;
  openPair(jobId: string, a: string, b: string, passage?: number): Promise<void>;
  saveExport(jobId: string, format: ExportFormat): Promise<void>;
  runAgain(jobId: string): Promise<void>;
  resume(jobId: string): Promise<void>;
  /** Tries skipped documents again: one, or all. */
  retry(jobId: string, documentId?: string): Promise<void>;
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
    connection.onNotification(openPairNotification, ({ a, b, passage }) => void actions.openPair(jobId, a, b, passage));
    connection.onNotification(exportNotification, ({ format }) => void actions.saveExport(jobId, format));
    connection.onNotification(cancelNotification, () => this.jobs.cancel(jobId));
    connection.onNotification(pauseNotification, () => this.jobs.pause(jobId));
    connection.onNotification(resumeNotification, () => void actions.resume(jobId));
    connection.onNotification(retryNotification, ({ id }) => void actions.retry(jobId, id));
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
    try {
      const report = await this.jobs.report(this.jobId);
      return { job, documents: [], locale, report, source: await sourceState(report) };
    } catch (error) {
      return { job: { ...job, status: 'failed', error: error instanceof Error ? error.message : String(error) }, documents: [], locale };
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
