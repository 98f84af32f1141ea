import path from 'node:path';
import * as vscode from 'vscode';
import { READABLE_EXTENSIONS } from '../../report/formats.ts';
import type { RecentSources } from './recent-sources.ts';

interface SourceItem extends vscode.QuickPickItem {
  /** Absolute paths. */
  readonly choose?: () => Promise<readonly string[] | undefined>;
}

/** Asks what to analyse: a recent source, a folder of the workspace, or what the user picks. */
export async function chooseSource(recent: RecentSources): Promise<readonly string[] | undefined> {
  const chosen = await vscode.window.showQuickPick(sourceItems(recent), {
    title: vscode.l10n.t('Analyze Batch'),
    placeHolder: vscode.l10n.t('What to analyse'),
    matchOnDescription: true,
  });
  return chosen?.choose?.();
}

function sourceItems(recent: RecentSources): SourceItem[] {
  const separator = (label: string): SourceItem => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const known = recent.list();
  const folders = (vscode.workspace.workspaceFolders ?? []).filter(
    (f) => f.uri.scheme === 'file' && !known.some((paths) => paths.join() === f.uri.fsPath),
  );
  return [
    ...(known.length > 0 ? [separator(vscode.l10n.t('recent'))] : []),
    ...known.map((paths) => ({
      label: `$(history) ${nameOf(paths)}`,
      description: path.dirname(paths[0] ?? ''),
      choose: () => Promise.resolve(paths),
    })),
    ...(folders.length > 0 ? [separator(vscode.l10n.t('workspace'))] : []),
    ...folders.map((f) => ({
      label: `$(root-folder) ${f.name}`,
      description: f.uri.fsPath,
      choose: () => Promise.resolve([f.uri.fsPath]),
    })),
    separator(vscode.l10n.t('choose')),
    {
      label: `$(folder-opened) ${vscode.l10n.t('Folder…')}`,
      description: vscode.l10n.t('all texts below it'),
      choose: () => pick({ canSelectFolders: true, canSelectFiles: false }),
    },
    {
      label: `$(file-zip) ${vscode.l10n.t('ZIP archive…')}`,
      description: vscode.l10n.t('read in place, never extracted'),
      choose: () => pick({ canSelectFiles: true, filters: { [vscode.l10n.t('ZIP archives')]: ['zip'] } }),
    },
    {
      label: `$(files) ${vscode.l10n.t('Files…')}`,
      description: vscode.l10n.t('several documents, or a table of them'),
      choose: () =>
        pick({
          canSelectFiles: true,
          canSelectMany: true,
          filters: { [vscode.l10n.t('Documents')]: [...READABLE_EXTENSIONS], [vscode.l10n.t('All files')]: ['*'] },
        }),
    },
  ];
}

const nameOf = (paths: readonly string[]) =>
  paths.length === 1 ? path.basename(paths[0] ?? '') : vscode.l10n.t('{0} files', paths.length);

async function pick(options: vscode.OpenDialogOptions): Promise<readonly string[] | undefined> {
  const chosen = await vscode.window.showOpenDialog({ ...options, openLabel: vscode.l10n.t('Analyze') });
  return chosen?.map((uri) => uri.fsPath);
}
