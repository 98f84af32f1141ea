import * as vscode from 'vscode';
import type { Job } from '../../protocol/job.ts';
import { messageOf } from '../../protocol/message-of.ts';
import { analysisLogBytes, trimAnalysisLogs } from '../../storage/analysis-logs.ts';
import { isOwned } from '../../storage/owner-lock.ts';
import { plainMessage } from '../plain-message.ts';
import { cacheLimit, retentionDays } from '../settings.ts';
import { diagnostics } from './diagnostics.ts';
import { expired } from '../../jobs/expired.ts';
import type { Jobs } from './jobs.ts';
import type { JobStore } from '../../jobs/job-store.ts';
import { sizeText } from './words.ts';
import { registerCommand } from '../register-command.ts';

/** What the extension has stored: how much of it there may be, and how it is deleted. */
export class StoredData implements vscode.Disposable {
  private readonly subscription: vscode.Disposable;

  constructor(
    private readonly store: JobStore,
    private readonly jobs: Jobs,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.subscription = jobs.onDidChange((job) => job?.status === 'completed' && void this.trim());
  }

  register(): vscode.Disposable[] {
    return [
      registerCommand('clearCache', () => this.clearCache()),
      registerCommand('deleteAllData', () => this.deleteAll()),
      registerCommand('collectDiagnostics', () => this.collectDiagnostics()),
    ];
  }

  /** Deletes analyses that are older than they may be, and the oldest of the cache. */
  async tidy(): Promise<void> {
    for (const { id } of expired(this.jobs.list(), retentionDays(), Date.now())) {
      this.log.info(`${id}: deleted after ${retentionDays()} days (ghostwriter.storage.retentionDays)`);
      await this.jobs.remove(id);
    }
    await this.trim();
  }

  dispose(): void {
    this.subscription.dispose();
  }

  private async trim(): Promise<void> {
    const freed = await trimAnalysisLogs(this.store.root, cacheLimit(), this.inUse).catch((error: unknown) => {
      this.log.warn(`The cache could not be made smaller: ${messageOf(error)}`);
      return 0;
    });
    if (freed > 0) this.log.info(`The cache was made smaller by ${sizeText(freed)} (ghostwriter.storage.cacheSize)`);
  }

  private async clearCache(): Promise<void> {
    const bytes = await analysisLogBytes(this.store.root);
    if (bytes === 0) {
      void vscode.window.showInformationMessage(vscode.l10n.t('The analysis cache is empty.'));
      return;
    }
    const question = vscode.l10n.t(
      'The analysis cache takes {0} of at most {1}. Without it all documents are analysed anew, and analyses that are paused begin again. Results stay.',
      sizeText(bytes),
      sizeText(cacheLimit()),
    );
    if (!(await confirmed(question, vscode.l10n.t('Clear')))) return;
    const freed = await trimAnalysisLogs(this.store.root, 0, this.inUse);
    void vscode.window.showInformationMessage(
      plainMessage(vscode.l10n.t('{0} of the analysis cache were deleted.', sizeText(freed))),
    );
    await this.jobs.load();
  }

  private async deleteAll(): Promise<void> {
    const jobs = this.jobs.list();
    const question = vscode.l10n.t(
      'All {0} analyses are deleted, with their results and all that was kept of their documents. Exports beside the sources stay.',
      jobs.length + this.jobs.left.filter(({ why }) => why !== 'foreign').length,
    );
    if (!(await confirmed(question, vscode.l10n.t('Delete')))) return;
    await Promise.all(jobs.map((job) => this.jobs.stopAndRemove(job.id)));
    for (const name of await this.store.removeAll())
      this.log.info(
        `${name} in ${this.store.root} was not deleted: another window runs it, or it is none of the analyses`,
      );
    await this.jobs.load();
    const left = this.jobs.list().length;
    if (left > 0)
      void vscode.window.showWarningMessage(
        plainMessage(
          vscode.l10n.t(
            '{0} analyses run in another window and were not deleted. Cancel them there and delete again.',
            left,
          ),
        ),
      );
    else void vscode.window.showInformationMessage(vscode.l10n.t('All analysis data were deleted.'));
  }

  /** Opens what was collected as an unsaved document: the user sees all of it before it goes anywhere. */
  private async collectDiagnostics(): Promise<void> {
    const withNames = {
      label: vscode.l10n.t('With names of files and folders'),
      description: vscode.l10n.t('never texts'),
      picked: false,
    };
    const chosen = await vscode.window.showQuickPick([withNames], {
      canPickMany: true,
      title: vscode.l10n.t('Collect Diagnostics'),
      placeHolder: vscode.l10n.t('Versions, settings, states and times are collected; press Enter'),
    });
    if (!chosen) return;
    const extension = vscode.extensions.getExtension('ghostwriter.ghostwriter-batch')?.packageJSON as
      { version: string; contributes: { configuration: { properties: Record<string, unknown> } } } | undefined;
    const settings = vscode.workspace.getConfiguration();
    const values = Object.fromEntries(
      Object.keys(extension?.contributes.configuration.properties ?? {}).map((name) => [name, settings.get(name)]),
    );
    const surroundings = {
      extension: extension?.version ?? 'unknown',
      vscode: vscode.version,
      settings: values,
      cache: { bytes: await analysisLogBytes(this.store.root), limit: cacheLimit() },
    };
    const content = diagnostics(this.jobs.list(), surroundings, chosen.includes(withNames), (id) =>
      this.jobs.bytes(id),
    );
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: 'json', content }));
  }

  private readonly inUse = (id: Job['id']) => this.jobs.live(id) !== undefined || isOwned(this.store.folder(id));
}

/** Asks before something is deleted; `yes` is the button's label. */
const confirmed = async (question: string, yes: string): Promise<boolean> =>
  (await vscode.window.showWarningMessage(plainMessage(question), { modal: true }, yes)) === yes;
