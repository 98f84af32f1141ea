import * as vscode from 'vscode';
import type { TextRange } from '../../protocol/panel.ts';
import { plainMessage } from '../plain-message.ts';
import { said } from '../said.ts';
import { toldBy } from '../../report/notice.ts';

export const editorRange = ({ start, end }: TextRange) =>
  new vscode.Range(start.line, start.character, end.line, end.character);

/** Texts open in the editor group where texts are, so that the results stay in view. */
export function besideResults(): vscode.ViewColumn {
  const groups = vscode.window.tabGroups;
  const isResults = (tab: vscode.Tab | undefined) =>
    tab?.input instanceof vscode.TabInputWebview && tab.input.viewType.endsWith('ghostwriter.results');
  if (!isResults(groups.activeTabGroup.activeTab)) return vscode.ViewColumn.Active;
  return groups.all.find((group) => !isResults(group.activeTab))?.viewColumn ?? vscode.ViewColumn.Beside;
}

/** Tells the user what goes wrong. */
export async function told(action: () => Promise<void>): Promise<void> {
  try {
    await action();
  } catch (error) {
    void vscode.window.showErrorMessage(plainMessage(said(toldBy(error))));
  }
}
