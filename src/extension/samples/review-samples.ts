import path from 'node:path';
import * as vscode from 'vscode';
import { messageOf } from '../../protocol/message-of.ts';
import { counted, countOf } from '../jobs/words.ts';
import { plainMessage } from '../plain-message.ts';
import { said } from '../said.ts';
import { toldBy } from '../../report/notice.ts';
import { sampleFlawText, type SampleSurvey } from './sample-survey.ts';

interface Row extends vscode.QuickPickItem {
  /** Path of the sample inside the folder. */
  readonly sample?: string;
  readonly run?: () => unknown;
}

/** Lists the samples of a folder, those that are none with the reason: a choice opens one, its button deletes it. */
export async function reviewSamples(
  folder: string,
  survey: SampleSurvey,
  actions: readonly { readonly label: string; readonly description?: string; readonly run: () => unknown }[],
): Promise<void> {
  const remove: vscode.QuickInputButton = {
    iconPath: new vscode.ThemeIcon('trash'),
    tooltip: vscode.l10n.t('Delete this sample'),
  };
  const pick = vscode.window.createQuickPick<Row>();
  pick.title = vscode.l10n.t('Machine Samples');
  pick.placeholder = vscode.l10n.t('Read them, and delete what no student would hand in');
  pick.ignoreFocusOut = true;
  pick.matchOnDescription = true;
  const fill = async () => {
    pick.busy = true;
    try {
      const { usable, leftOut } = await survey.of(folder);
      pick.title = `${path.basename(folder)}: ${counted(usable.length, vscode.l10n.t('{0} machine sample'), vscode.l10n.t('{0} machine samples'))}${leftOut.length > 0 ? `, ${vscode.l10n.t('{0} not used', countOf(leftOut.length))}` : ''}`;
      const flawed = leftOut.map((text): Row => ({
        label: `$(warning) ${text.name}`,
        description: sampleFlawText(text),
        sample: text.name,
        buttons: [remove],
      }));
      const good = usable.map((name): Row => ({ label: `$(file) ${name}`, sample: name, buttons: [remove] }));
      pick.items = [...flawed, ...good, { label: '', kind: vscode.QuickPickItemKind.Separator }, ...actions];
    } catch (error) {
      pick.items = [{ label: `$(warning) ${said(toldBy(error))}` }, ...actions];
    } finally {
      pick.busy = false;
    }
  };
  pick.onDidTriggerItemButton(({ item: { sample } }) => {
    if (sample !== undefined) void deleteSample(folder, sample).then(fill);
  });
  pick.onDidAccept(() => {
    const [{ sample, run } = {}] = pick.selectedItems;
    pick.hide();
    if (sample !== undefined)
      void vscode.commands.executeCommand('vscode.open', vscode.Uri.file(path.join(folder, sample)));
    else void run?.();
  });
  pick.onDidHide(() => pick.dispose());
  pick.show();
  await fill();
}

async function deleteSample(folder: string, sample: string): Promise<void> {
  const uri = vscode.Uri.file(path.join(folder, sample));
  const yes = vscode.l10n.t('Delete');
  if (
    (await vscode.window.showWarningMessage(
      plainMessage(vscode.l10n.t('Delete the sample {0}?', sample)),
      { modal: true },
      yes,
    )) !== yes
  )
    return;
  try {
    // Where there is no bin, it was asked.
    await Promise.resolve(vscode.workspace.fs.delete(uri, { useTrash: true })).catch(() =>
      vscode.workspace.fs.delete(uri),
    );
  } catch (error) {
    void vscode.window.showErrorMessage(
      plainMessage(vscode.l10n.t('{0} could not be deleted: {1}', sample, messageOf(error))),
    );
  }
}
