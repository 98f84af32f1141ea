import path from 'node:path';
import * as vscode from 'vscode';
import { FolderSetting, isOnDisk } from '../folder-setting.ts';
import { plainMessage } from '../plain-message.ts';
import { commandId } from '../register-command.ts';

/** Saved with the workspace, so that the next batch of the same folder is compared with the same samples. */
export const samplesFolder = new FolderSetting('detector.machineSamples');

const meaning = () =>
  vscode.l10n.t(
    'Put answers to the very assignment there that machines are known to have written: 5 to 100 of 50 words or more, better 20. Beside a baseline of people levels go by them; without one documents are ranked by them, and none becomes HIGH.',
  );

/** Asks for a folder of answers by machines that the next analyses compare documents with; where one is set, whether to change or to clear it. */
export async function chooseSamples(): Promise<void> {
  const current = samplesFolder.get();
  const make = {
    label: `$(sparkle) ${vscode.l10n.t('Make machine samples…')}`,
    description: vscode.l10n.t('by language models that you have, or by a prompt to paste elsewhere'),
  };
  const another = {
    label: `$(folder-opened) ${current === '' ? vscode.l10n.t('Choose a folder…') : vscode.l10n.t('Choose another folder…')}`,
  };
  const review = {
    label: `$(list-unordered) ${vscode.l10n.t('Review the samples…')}`,
    description: vscode.l10n.t('to read, prune and add to'),
  };
  const clear = {
    label: `$(clear-all) ${vscode.l10n.t('Clear the machine samples')}`,
    description: vscode.l10n.t('documents are compared with none'),
  };
  const offered = current === '' ? [another, make] : [another, make, review, clear];
  const chosen = await vscode.window.showQuickPick(offered, {
    title: vscode.l10n.t('Machine Samples'),
    placeHolder:
      current === '' ? vscode.l10n.t('Answers by machines to the very assignment') : vscode.l10n.t('Now: {0}', current),
  });
  if (chosen === another) await chooseFolder();
  else if (chosen === make) await vscode.commands.executeCommand(commandId('makeMachineSamples'));
  else if (chosen === review) await vscode.commands.executeCommand(commandId('reviewMachineSamples'));
  else if (chosen === clear) await clearSamples();
}

/** Makes a folder that of the machine samples, and says what that means. */
async function useAsSamples(folder: vscode.Uri): Promise<void> {
  if (!isOnDisk(folder)) return;
  await samplesFolder.set(folder.fsPath);
  const [another, clear] = [
    vscode.l10n.t('Choose Another…'),
    vscode.l10n.t({ message: 'Clear', comment: 'the machine samples' }),
  ];
  const answer = await vscode.window.showInformationMessage(
    plainMessage(
      `${vscode.l10n.t('The next analysis compares documents with the texts in {0}.', path.basename(folder.fsPath))} ${meaning()}`,
    ),
    another,
    clear,
  );
  if (answer === another) await chooseFolder();
  else if (answer === clear) await clearSamples();
}

async function chooseFolder(): Promise<void> {
  const [folder] =
    (await vscode.window.showOpenDialog({
      canSelectFolders: true,
      canSelectFiles: false,
      title: vscode.l10n.t('Folder of answers by machines to the very assignment'),
      openLabel: vscode.l10n.t('Use as Machine Samples'),
    })) ?? [];
  if (folder) await useAsSamples(folder);
}

async function clearSamples(): Promise<void> {
  await samplesFolder.clear();
  void vscode.window.showInformationMessage(
    vscode.l10n.t('The machine samples are cleared. The next analysis compares documents with none.'),
  );
}
