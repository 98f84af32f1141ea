import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { Annotations } from '../../report/annotations.ts';
import type { Destination } from '../../protocol/panel.ts';
import type { Jobs } from '../jobs/jobs.ts';
import { type HostOf, ResultsPanel } from './results-panel.ts';

const VIEW_TYPE = 'ghostwriter.results';

/** What a page saves for the time after a reload; the rest of it is the page's own. */
const SavedState = z.object({ jobId: z.string() });

/** All open results panels: one a job. */
export class Panels implements vscode.WebviewPanelSerializer, vscode.Disposable {
  private readonly open = new Map<string, ResultsPanel>();
  private readonly activated = new vscode.EventEmitter<string>();
  private last: string | undefined;

  /** A panel came to the front: its job's id. */
  readonly onDidActivate = this.activated.event;

  constructor(
    private readonly jobs: Jobs,
    private readonly hostOf: HostOf,
    private readonly extensionUri: vscode.Uri,
  ) {}

  register(): vscode.Disposable {
    return vscode.window.registerWebviewPanelSerializer(VIEW_TYPE, this);
  }

  /** The job whose panel was last in front. */
  get lastJobId(): string | undefined {
    return this.last;
  }

  /**
   * Opens a job's panel beside the editor, or brings it to the front.
   *
   * @param focus whether the keyboard goes there too
   */
  show(jobId: string, focus = false): ResultsPanel {
    const existing = this.open.get(jobId);
    if (existing) {
      existing.panel.reveal(undefined, !focus);
      this.activate(jobId);
      return existing;
    }
    const panel = vscode.window.createWebviewPanel(VIEW_TYPE, '', { viewColumn: besideTexts(), preserveFocus: !focus });
    return this.adopt(panel, jobId);
  }

  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const saved = SavedState.safeParse(state);
    if (saved.success && !this.open.has(saved.data.jobId)) this.adopt(panel, saved.data.jobId);
    else panel.dispose();
    return Promise.resolve();
  }

  /** Tells an open panel what was written about its documents. */
  annotated(jobId: string, annotations: Annotations): void {
    this.open.get(jobId)?.showAnnotations(annotations);
  }

  /** In the panel that is in front. */
  navigate(to: Destination): void {
    for (const results of this.open.values()) if (results.panel.active) results.navigate(to);
  }

  close(jobId: string): void {
    this.open.get(jobId)?.panel.dispose();
  }

  dispose(): void {
    this.activated.dispose();
  }

  private adopt(panel: vscode.WebviewPanel, jobId: string): ResultsPanel {
    const results = new ResultsPanel(panel, jobId, this.jobs, this.hostOf, this.extensionUri);
    this.open.set(jobId, results);
    panel.onDidChangeViewState(() => panel.active && this.activate(jobId));
    panel.onDidDispose(() => this.open.delete(jobId));
    this.activate(jobId);
    return results;
  }

  private activate(jobId: string): void {
    this.last = jobId;
    this.activated.fire(jobId);
  }
}

/** Beside the editor that is open; where none is, the results take the whole width. */
export function besideTexts(): vscode.ViewColumn {
  return vscode.window.tabGroups.all.some((group) => group.tabs.length > 0)
    ? vscode.ViewColumn.Beside
    : vscode.ViewColumn.One;
}
