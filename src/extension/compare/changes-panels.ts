import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { ChangesHost, ChangesState } from '../../protocol/changes.ts';
import { expose } from '../../protocol/rpc.ts';
import { compareReports } from '../../report/compare-reports.ts';
import type { OpenDocuments } from '../documents/open-documents.ts';
import type { Jobs } from '../jobs/jobs.ts';
import { connectToPage } from '../results/connection.ts';
import { pageOf } from '../results/page.ts';
import { besideTexts } from '../results/panels.ts';

const VIEW_TYPE = 'ghostwriter.changes';

/** What a page saves for the time after a reload. */
const SavedState = z.object({ before: z.string(), after: z.string() });

/** Pages that show what is different between two analyses. */
export class ChangesPanels implements vscode.WebviewPanelSerializer {
  constructor(
    private readonly jobs: Jobs,
    private readonly documents: OpenDocuments,
    private readonly extensionUri: vscode.Uri,
  ) {}

  register(): vscode.Disposable {
    return vscode.window.registerWebviewPanelSerializer(VIEW_TYPE, this);
  }

  /** @param before the earlier of two completed jobs, by its id */
  show(before: string, after: string): void {
    this.fill(
      vscode.window.createWebviewPanel(VIEW_TYPE, '', { viewColumn: besideTexts(), preserveFocus: true }),
      before,
      after,
    );
  }

  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const saved = SavedState.safeParse(state);
    if (saved.success) this.fill(panel, saved.data.before, saved.data.after);
    else panel.dispose();
    return Promise.resolve();
  }

  private fill(panel: vscode.WebviewPanel, before: string, after: string): void {
    const title = vscode.l10n.t('Changes: {0}', this.jobs.get(after)?.source.name ?? vscode.l10n.t('removed analysis'));
    panel.title = title;
    panel.iconPath = vscode.Uri.joinPath(this.extensionUri, 'media', 'panel.svg');
    panel.webview.options = {
      enableScripts: true,
      localResourceRoots: [vscode.Uri.joinPath(this.extensionUri, 'dist')],
    };
    const connection = connectToPage(panel.webview);
    const host: ChangesHost = {
      state: () => this.state(before, after),
      openDocument: (id) => this.documents.open(after, id),
      openPair: (a, b) => this.documents.openPair(after, a, b),
    };
    expose(connection, host);
    panel.onDidDispose(() => connection.dispose());
    connection.listen();
    panel.webview.html = pageOf(panel.webview, this.extensionUri, title, 'changes');
  }

  private async state(before: string, after: string): Promise<ChangesState> {
    const ids = { before, after, locale: vscode.env.language };
    try {
      return {
        ...ids,
        result: {
          changes: compareReports(await this.jobs.reports.whole(before), await this.jobs.reports.whole(after)),
        },
      };
    } catch {
      return {
        ...ids,
        result: {
          failure: vscode.l10n.t(
            'One of the two analyses was removed, or its results are damaged. Close this tab, and compare others from the list of analyses.',
          ),
        },
      };
    }
  }
}
