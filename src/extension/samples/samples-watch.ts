import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import type { SurveySamplesResponse } from '../../protocol/analyzer.ts';
import { countOf, counted } from '../jobs/words.ts';
import { said } from '../said.ts';
import { toldBy } from '../../report/notice.ts';
import { takeApart } from './answers.ts';
import { sampleFlawText, type SampleSurvey } from './sample-survey.ts';
import { commandId } from '../register-command.ts';

/** Answers from which a folder can be used. */
export const ENOUGH = 5;

/** How long a folder has to be quiet, in milliseconds: a file may be saved in parts. */
const QUIET_MS = 500;

/** Flaws that the tooltip names. */
const SHOWN_FLAWS = 8;

/** The watched folder, in the state of the workspace. */
const KEY = 'ghostwriter.watchedSamples';

/** Watches a folder for answers that are pasted or saved there, counts them in the status bar, and goes on after a reload. A text file with several answers is taken apart. */
export class SamplesWatch implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem('ghostwriter.samples', vscode.StatusBarAlignment.Left, 49);
  private watched: vscode.Disposable | undefined;
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> = Promise.resolve();

  constructor(
    private readonly survey: SampleSurvey,
    private readonly state: vscode.Memento,
    /** Once there are enough, and whenever their number has changed since. */
    private readonly onEnough: (folder: string, usable: number) => void,
  ) {
    this.item.name = vscode.l10n.t('Ghost-Writer: machine samples');
    this.item.command = commandId('reviewMachineSamples');
    const { folder } = this;
    if (folder !== undefined) this.begin(folder);
  }

  /** The folder that is watched. */
  get folder(): string | undefined {
    return this.state.get<string>(KEY);
  }

  /** Watches a folder in place of another one. */
  async start(folder: string): Promise<void> {
    await mkdir(folder, { recursive: true });
    await this.state.update(KEY, folder);
    this.begin(folder);
  }

  async stop(): Promise<void> {
    this.end();
    await this.state.update(KEY, undefined);
  }

  /** Opens a new file in the folder, to paste answers into. */
  async paste(folder: string): Promise<void> {
    for (let n = 1; ; n++) {
      const file = path.join(folder, n === 1 ? 'pasted.txt' : `pasted-${n}.txt`);
      try {
        await writeFile(file, '', { flag: 'wx' });
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'EEXIST') continue;
        throw error;
      }
      await vscode.window.showTextDocument(vscode.Uri.file(file));
      return;
    }
  }

  dispose(): void {
    this.end();
    this.item.dispose();
  }

  private begin(folder: string): void {
    this.end();
    let known = 0;
    const look = async () => {
      const { usable, leftOut } = await this.found(folder);
      if (this.folder !== folder) return;
      this.show(folder, usable.length, leftOut);
      if (usable.length >= ENOUGH && known < ENOUGH) this.onEnough(folder, usable.length);
      known = usable.length;
    };
    const soon = () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => {
        // One look after the other: each may take files apart.
        this.looking = this.looking.then(look).catch((error: unknown) => this.showTrouble(folder, error));
      }, QUIET_MS);
    };
    const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(vscode.Uri.file(folder), '*'));
    this.watched = vscode.Disposable.from(
      watcher,
      watcher.onDidCreate(soon),
      watcher.onDidChange(soon),
      watcher.onDidDelete(soon),
    );
    soon();
  }

  private end(): void {
    clearTimeout(this.timer);
    this.watched?.dispose();
    this.watched = undefined;
    this.item.hide();
  }

  private async found(folder: string): Promise<SurveySamplesResponse> {
    const taken = new Set(await takeApart(folder));
    const tabs = vscode.window.tabGroups.all
      .flatMap((group) => group.tabs)
      .filter(({ input, isDirty }) => !isDirty && input instanceof vscode.TabInputText && taken.has(input.uri.fsPath));
    if (tabs.length > 0) await vscode.window.tabGroups.close(tabs);
    return this.survey.of(folder);
  }

  private show(folder: string, usable: number, leftOut: SurveySamplesResponse['leftOut']): void {
    const count =
      usable < ENOUGH
        ? vscode.l10n.t('{0} of {1} machine samples', countOf(usable), countOf(ENOUGH))
        : counted(usable, vscode.l10n.t('{0} machine sample'), vscode.l10n.t('{0} machine samples'));
    const flaws = leftOut.slice(0, SHOWN_FLAWS).map((text) => `${text.name}: ${sampleFlawText(text)}`);
    const tooltip = new vscode.MarkdownString();
    tooltip.appendText(
      [
        vscode.l10n.t('{0} is watched for answers.', folder),
        ...(leftOut.length > 0
          ? [vscode.l10n.t('Not used:'), ...flaws, ...(leftOut.length > SHOWN_FLAWS ? ['…'] : [])]
          : []),
      ].join('\n'),
    );
    this.item.text = `$(sparkle) ${count}${leftOut.length > 0 ? ` $(warning)` : ''}`;
    this.item.tooltip = tooltip;
    this.item.accessibilityInformation = {
      label: [count, ...(leftOut.length > 0 ? [vscode.l10n.t('{0} not used', countOf(leftOut.length))] : [])].join(
        ', ',
      ),
    };
    this.item.show();
  }

  private showTrouble(folder: string, error: unknown): void {
    this.item.text = `$(warning) ${vscode.l10n.t('Machine samples')}`;
    this.item.tooltip = `${folder}: ${said(toldBy(error))}`;
    this.item.show();
  }
}
