import path from 'node:path';
import * as vscode from 'vscode';
import { expose } from '../../protocol/rpc.ts';
import { said } from '../said.ts';
import { toldBy } from '../../report/notice.ts';
import type { Report } from '../../report/report.ts';
import type { SaveExports } from '../exports/save-exports.ts';
import { connectToPage } from './connection.ts';
import { fileHost } from './file-host.ts';
import { failurePage, pageOf } from './page.ts';
import { registerCommand } from '../register-command.ts';

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
      registerCommand('openReport', (clicked?: vscode.Uri) => openReport(clicked)),
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
    webview.options = { enableScripts: true, localResourceRoots: [vscode.Uri.joinPath(this.extensionUri, 'dist')] };
    const connection = connectToPage(webview);
    expose(connection, fileHost(uri, report, this.exports, this.extensionUri));
    onDidDispose(() => connection.dispose());
    connection.listen();
    webview.html = pageOf(webview, this.extensionUri, report.job.source.name);
  }
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
