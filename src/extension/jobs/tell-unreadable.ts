import * as vscode from 'vscode';
import { plainMessage } from '../plain-message.ts';
import type { Jobs } from './jobs.ts';

/** Says that some analyses cannot be read: they would only be missing from the list otherwise. The log names them. */
export function tellUnreadable(jobs: Jobs, log: vscode.LogOutputChannel): vscode.Disposable {
  const tell = async () => {
    const count = jobs.left.filter(({ why }) => why !== 'foreign').length;
    if (count === 0) return;
    const show = vscode.l10n.t('Show Log');
    const text =
      count === 1
        ? vscode.l10n.t(
            '1 analysis cannot be read and is not in the list. Nothing of it was deleted; the log says why.',
          )
        : vscode.l10n.t(
            '{0} analyses cannot be read and are not in the list. Nothing of them was deleted; the log says why.',
            count,
          );
    if ((await vscode.window.showWarningMessage(plainMessage(text), show)) === show) log.show();
  };
  void tell();
  return jobs.onDidFindUnreadable(() => void tell());
}
