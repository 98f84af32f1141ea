import path from 'node:path';
import * as vscode from 'vscode';
import { parseReport } from '../../exports/read-report.ts';
import { exportNotification, type PanelState, stateRequest } from '../../protocol/panel.ts';
import type { ExportFormat } from '../../report/export-formats.ts';
import type { Report } from '../../report/report.ts';
import { chooseExport } from '../exports/choose-export.ts';
import type { SaveExports } from '../exports/save-exports.ts';
import { connectToPage } from './connection.ts';
import { failurePage, pageOf } from './page.ts';

const VIEW_TYPE = 'ghostwriter.report';

/** A report that was exported as JSON, opened as a file; or why it cannot be shown. */
interface ReportFile extends vscode.CustomDocument {
  readonly content: { readonly report: Report } | { readonly failure: string };
}

/** Shows exported reports in the panel, without the job or the source that they came from: read-only, and no texts can be opened. */
export class ReportFiles implements vscode.CustomReadonlyEditorProvider<ReportFile> {
  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly exports: SaveExports,
  ) {}

  register(): vscode.Disposable {
    return vscode.Disposable.from(
      vscode.window.registerCustomEditorProvider(VIEW_TYPE, this, { supportsMultipleEditorsPerDocument: true, webviewOptions: { retainContextWhenHidden: true } }),
      vscode.commands.registerCommand('ghostwriter.openReport', (clicked?: vscode.Uri) => openReport(clicked)),
    );
  }

  async openCustomDocument(uri: vscode.Uri): Promise<ReportFile> {
    const name = path.posix.basename(uri.path);
    try {
      return { uri, content: { report: parseReport(new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)), name) }, dispose: () => undefined };
    } catch (error) {
      return { uri, content: { failure: error instanceof Error ? error.message : String(error) }, dispose: () => undefined };
    }
  }

  resolveCustomEditor({ uri, content }: ReportFile, { webview, onDidDispose }: vscode.WebviewPanel): void {
    if ('failure' in content) {
      webview.html = failurePage(`${path.posix.basename(uri.path)} cannot be shown as a report`, content.failure);
      return;
    }
    const { report } = content;
    const state: PanelState = { job: { ...report.job, summary: report.summary }, report, documents: [], locale: vscode.env.language, detached: { from: 'file' } };
    webview.options = { enableScripts: true, localResourceRoots: [vscode.Uri.joinPath(this.extensionUri, 'dist')] };
    const connection = connectToPage(webview);
    connection.onRequest(stateRequest, () => state);
    connection.onNotification(exportNotification, ({ format }) => void this.saveExport(uri, report, format));
    onDidDispose(() => connection.dispose());
    connection.listen();
    webview.html = pageOf(webview, this.extensionUri, report.job.source.name);
  }

  /** Beside the file that the report was read from. */
  private async saveExport(uri: vscode.Uri, report: Report, format: ExportFormat | undefined): Promise<void> {
    const choice = format ? { formats: [format] } : await chooseExport(false);
    const beside = uri.fsPath.replace(/(\.analysis(-\d+)?)?\.json$/i, '');
    if (choice) await this.exports.save({ report, source: { kind: 'folder', name: path.basename(beside), paths: [beside] } }, choice);
  }
}

async function openReport(clicked: vscode.Uri | undefined): Promise<void> {
  const uri = clicked ?? (await vscode.window.showOpenDialog({ title: 'Open a report that was exported as JSON', openLabel: 'Open Report', filters: { 'Reports as JSON': ['json'] } }))?.[0];
  if (uri) await vscode.commands.executeCommand('vscode.openWith', uri, VIEW_TYPE);
}
