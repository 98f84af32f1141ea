import path from 'node:path';
import * as vscode from 'vscode';
import { sourceOfExport } from '../../exports/export-name.ts';
import {
  copyNotification,
  exportNotification,
  exportSelectionNotification,
  type PanelState,
  showFiguresNotification,
  stateRequest,
} from '../../protocol/panel.ts';
import { said } from '../said.ts';
import { toldBy } from '../../report/notice.ts';
import type { ExportFormat } from '../../report/export-formats.ts';
import type { Report } from '../../report/report.ts';
import { chooseExport } from '../exports/choose-export.ts';
import type { Exportable, SaveExports } from '../exports/save-exports.ts';
import { showDetectorFigures } from '../documents/detector-figures.ts';
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
      vscode.window.registerCustomEditorProvider(VIEW_TYPE, this, {
        supportsMultipleEditorsPerDocument: true,
        webviewOptions: { retainContextWhenHidden: true },
      }),
      vscode.commands.registerCommand('ghostwriter.openReport', (clicked?: vscode.Uri) => openReport(clicked)),
    );
  }

  async openCustomDocument(uri: vscode.Uri): Promise<ReportFile> {
    const name = path.posix.basename(uri.path);
    try {
      const { parseReport } = await import('../../exports/read-report.ts');
      return {
        uri,
        content: { report: await parseReport(new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)), name) },
        dispose: () => undefined,
      };
    } catch (error) {
      return { uri, content: { failure: said(toldBy(error)) }, dispose: () => undefined };
    }
  }

  resolveCustomEditor({ uri, content }: ReportFile, { webview, onDidDispose }: vscode.WebviewPanel): void {
    if ('failure' in content) {
      webview.html = failurePage(
        vscode.l10n.t('{0} cannot be shown as a report', path.posix.basename(uri.path)),
        content.failure,
      );
      return;
    }
    const { report } = content;
    const state: PanelState = {
      job: { ...report.job, summary: report.summary },
      report,
      documents: [],
      locale: vscode.env.language,
      detached: { from: 'file' },
    };
    webview.options = { enableScripts: true, localResourceRoots: [vscode.Uri.joinPath(this.extensionUri, 'dist')] };
    const connection = connectToPage(webview);
    connection.onRequest(stateRequest, () => state);
    connection.onNotification(exportNotification, ({ format }) => void this.saveExport(uri, format));
    connection.onNotification(copyNotification, ({ text }) => void vscode.env.clipboard.writeText(text));
    connection.onNotification(
      exportSelectionNotification,
      ({ documents }) => void this.exports.saveSelection(exportable(uri), documents),
    );
    connection.onNotification(showFiguresNotification, () => void showDetectorFigures(this.extensionUri));
    onDidDispose(() => connection.dispose());
    connection.listen();
    webview.html = pageOf(webview, this.extensionUri, report.job.source.name);
  }

  /** Beside the file that the report was read from. */
  private async saveExport(uri: vscode.Uri, format: ExportFormat | undefined): Promise<void> {
    const choice = format ? { formats: [format] } : await chooseExport(false);
    if (choice) await this.exports.save(exportable(uri), choice);
  }
}

function exportable(uri: vscode.Uri): Exportable {
  const beside = sourceOfExport(uri.fsPath);
  return { reportPath: uri.fsPath, source: { kind: 'folder', name: path.basename(beside), paths: [beside] } };
}

async function openReport(clicked: vscode.Uri | undefined): Promise<void> {
  const uri =
    clicked ??
    (
      await vscode.window.showOpenDialog({
        title: vscode.l10n.t('Open a report that was exported as JSON'),
        openLabel: vscode.l10n.t('Open Report'),
        filters: { [vscode.l10n.t('Reports as JSON')]: ['json'] },
      })
    )?.[0];
  if (uri) await vscode.commands.executeCommand('vscode.openWith', uri, VIEW_TYPE);
}
