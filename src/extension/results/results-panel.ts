import * as vscode from 'vscode';
import type { MessageConnection } from 'vscode-jsonrpc';
import type { Destination, Selection } from '../../protocol/panel.ts';
import type { PanelHost, PanelPage } from '../../protocol/panel-host.ts';
import { announce, expose, type Told } from '../../protocol/rpc.ts';
import type { Annotations } from '../../report/annotations.ts';
import type { Jobs } from '../jobs/jobs.ts';
import { connectToPage } from './connection.ts';
import { pageOf } from './page.ts';

/** Makes the host of a job's page. */
export type HostOf = (jobId: string, page: Told<PanelPage>) => PanelHost;

/** One job's results in an editor tab. */
export class ResultsPanel {
  private readonly connection: MessageConnection;
  private readonly page: Told<PanelPage>;
  private readonly host: PanelHost;
  private readonly subscriptions: vscode.Disposable[];
  /** Chosen in a native tree before the page was there. */
  private waiting: Selection | undefined;
  private loaded = false;

  constructor(
    readonly panel: vscode.WebviewPanel,
    readonly jobId: string,
    private readonly jobs: Jobs,
    hostOf: HostOf,
    extensionUri: vscode.Uri,
  ) {
    const title = this.title();
    panel.title = title;
    panel.iconPath = vscode.Uri.joinPath(extensionUri, 'media', 'panel.svg');
    panel.webview.options = { enableScripts: true, localResourceRoots: [vscode.Uri.joinPath(extensionUri, 'dist')] };
    this.connection = connectToPage(panel.webview);
    this.page = announce<PanelPage>(this.connection);
    this.host = hostOf(jobId, this.page);
    expose(this.connection, { ...this.host, state: () => this.firstState() } satisfies PanelHost);
    this.subscriptions = [
      jobs.onDidProgress(({ job, progress }) => job.id === jobId && void this.page.progress(progress)),
      jobs.onDidAnalyze(({ job, documents }) => job.id === jobId && void this.page.documents(documents)),
      jobs.onDidChange((job) => job?.id === jobId && void this.showState()),
    ];
    panel.onDidDispose(() => this.dispose());
    this.connection.listen();
    panel.webview.html = pageOf(panel.webview, extensionUri, title);
  }

  /** Chooses something in all views of the panel. */
  select(selection: Selection): void {
    if (this.loaded) void this.page.select(selection);
    else this.waiting = selection;
  }

  /** Tells what was written about the documents. */
  showAnnotations(annotations: Annotations): void {
    if (this.loaded) void this.page.annotations(annotations);
  }

  /** Leads there. */
  navigate(to: Destination): void {
    if (this.loaded) void this.page.navigate(to);
  }

  private title(): string {
    return this.jobs.get(this.jobId)?.source.name ?? vscode.l10n.t('Batch results');
  }

  /** The page is there, and can be told things from now on. */
  private async firstState() {
    const state = await this.host.state();
    this.loaded = true;
    if (this.waiting) setTimeout((selection: Selection) => this.select(selection), 0, this.waiting);
    this.waiting = undefined;
    return state;
  }

  private async showState(): Promise<void> {
    if (this.loaded) await this.page.show(await this.host.state());
  }

  private dispose(): void {
    for (const s of this.subscriptions) s.dispose();
    this.connection.dispose();
  }
}
