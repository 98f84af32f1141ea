import * as vscode from 'vscode';
import type { Job, Progress } from '../../protocol/job.ts';
import type { Jobs } from './jobs.ts';
import { countOf, documentsText, percentOf, stageText, statusText, timeLeftText } from './words.ts';
import { said } from '../said.ts';
import { commandId } from '../register-command.ts';

/** How long the end of a job stays in the status bar. */
const END_SHOWN_MS = 15_000;

/** One item in the status bar while a job runs, and for a moment after its end. A click offers to show or to cancel it. */
export class StatusBar implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem('ghostwriter.progress', vscode.StatusBarAlignment.Left, 50);
  private readonly subscriptions: readonly { dispose(): unknown }[];
  private hiding: NodeJS.Timeout | undefined;
  private shown: string | undefined;

  constructor(private readonly jobs: Jobs) {
    this.item.name = 'Ghost-Writer Batch Analysis';
    this.subscriptions = [
      this.item,
      jobs.onDidProgress(({ job, progress }) => this.showProgress(job, progress)),
      jobs.onDidChange((job) => job && this.showState(job)),
    ];
  }

  dispose(): void {
    clearTimeout(this.hiding);
    for (const s of this.subscriptions) s.dispose();
  }

  private showProgress(job: Job, progress: Progress): void {
    const count = progress.total > 0 ? ` · ${countOf(progress.done)}/${countOf(progress.total)}` : '';
    const waiting = this.jobs.list().filter((other) => other.status === 'pending' && this.jobs.live(other.id)).length;
    const tooltip = new vscode.MarkdownString();
    tooltip.appendText(`${job.source.name}: ${stageText(progress.stage)}${timeLeftText(progress.secondsLeft)}`);
    if (waiting > 0) tooltip.appendText(`\n${vscode.l10n.t('{0} more waiting', waiting)}`);
    const batch = vscode.l10n.t('Batch {0}', `${percentOf(progress.fraction)}${count}`);
    this.show(job, `$(sync~spin) ${batch}`, tooltip, `${batch}, ${stageText(progress.stage)}`);
  }

  private showState(job: Job): void {
    const name = job.source.name;
    if (job.status === 'processing') {
      const [batch, starting] = [vscode.l10n.t('Batch {0}', percentOf(0)), vscode.l10n.t('starting')];
      this.show(job, `$(sync~spin) ${batch}`, `${name}: ${starting}`, `${batch}, ${starting}`);
      return;
    }
    if (job.status === 'pending' || job.id !== this.shown) return;
    const icon = { completed: 'check', failed: 'error', cancelled: 'circle-slash', paused: 'debug-pause' }[job.status];
    const words = job.status === 'completed' ? vscode.l10n.t('done') : statusText(job.status);
    const count = job.summary ? ` · ${documentsText(job.summary.documents)}` : '';
    const batch = vscode.l10n.t('Batch {0}', `${words}${count}`);
    this.show(
      job,
      `$(${icon}) ${batch}`,
      `${name}: ${job.error === undefined ? words : said({ ...job, message: job.error })}`,
      batch,
    );
    this.hiding = setTimeout(() => this.item.hide(), END_SHOWN_MS);
  }

  private show(job: Job, text: string, tooltip: vscode.MarkdownString | string, spoken: string): void {
    clearTimeout(this.hiding);
    // Setting the command anew makes VS Code forget the one that a click is on its way to.
    if (this.shown !== job.id)
      this.item.command = {
        command: commandId('chooseJobAction'),
        title: vscode.l10n.t('Show or cancel'),
        arguments: [job.id],
      };
    this.shown = job.id;
    this.item.text = text;
    this.item.tooltip = tooltip;
    this.item.accessibilityInformation = { label: spoken };
    this.item.show();
  }
}
