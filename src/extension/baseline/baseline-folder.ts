import path from 'node:path';
import * as vscode from 'vscode';
import { FolderSetting, isOnDisk } from '../folder-setting.ts';
import { plainMessage } from '../plain-message.ts';

const setting = new FolderSetting('detector.baseline');

const meaning = () =>
  vscode.l10n.t(
    'Put only texts there that are known to be written by people like those to be judged: at least 19 of 50 words or more. The more they are like the texts to be judged, in writers and in task, the fewer texts by such people are rated HIGH: at best 1 in 100; with n texts, fewer than 99, 1 in n + 1.',
  );

/** Asks for a folder of texts by people that the next analyses measure levels against; where one is set, whether to change or to clear it. */
export async function chooseBaseline(): Promise<void> {
  const current = setting.get();
  if (current === '') return chooseFolder();
  const another = { label: `$(folder-opened) ${vscode.l10n.t('Choose another folder…')}` };
  const clear = {
    label: `$(clear-all) ${vscode.l10n.t('Clear the baseline')}`,
    description: vscode.l10n.t('levels are measured without one'),
  };
  const chosen = await vscode.window.showQuickPick([another, clear], {
    title: vscode.l10n.t('Baseline Folder'),
    placeHolder: vscode.l10n.t('Now: {0}', current),
  });
  if (chosen === another) await chooseFolder();
  else if (chosen === clear) await clearBaseline();
}

/** Makes a folder the baseline, and says what that means. */
export async function useAsBaseline(folder: vscode.Uri): Promise<void> {
  if (!isOnDisk(folder)) return;
  await setting.set(folder.fsPath);
  const name = path.basename(folder.fsPath);
  const [another, clear] = [
    vscode.l10n.t('Choose Another…'),
    vscode.l10n.t({ message: 'Clear', comment: 'the baseline' }),
  ];
  const answer = await vscode.window.showInformationMessage(
    plainMessage(`${vscode.l10n.t('The next analysis measures levels against the texts in {0}.', name)} ${meaning()}`),
    another,
    clear,
  );
  if (answer === another) await chooseFolder();
  else if (answer === clear) await clearBaseline();
}

async function chooseFolder(): Promise<void> {
  const [folder] =
    (await vscode.window.showOpenDialog({
      canSelectFolders: true,
      canSelectFiles: false,
      title: vscode.l10n.t('Folder of texts that people are known to have written'),
      openLabel: vscode.l10n.t('Use as Baseline'),
    })) ?? [];
  if (folder) await useAsBaseline(folder);
}

async function clearBaseline(): Promise<void> {
  await setting.clear();
  void vscode.window.showInformationMessage(
    vscode.l10n.t('The baseline is cleared. The next analysis measures levels without one.'),
  );
}
