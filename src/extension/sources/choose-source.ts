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
  const chosen = await vscode.window.showQuickPick(sourceItems(recent), { title: 'Analyze Batch', placeHolder: 'What to analyse', matchOnDescription: true });
  return chosen?.choose?.();
}

function sourceItems(recent: RecentSources): SourceItem[] {
  const separator = (label: string): SourceItem => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const known = recent.list();
  const folders = (vscode.workspace.workspaceFolders ?? []).filter((f) => f.uri.scheme === 'file' && !known.some((paths) => paths.join() === f.uri.fsPath));
  return [
    ...(known.length > 0 ? [separator('recent')] : []),
    ...known.map((paths) => ({ label: `$(history) ${nameOf(paths)}`, description: path.dirname(paths[0] ?? ''), choose: () => Promise.resolve(paths) })),
    ...(folders.length > 0 ? [separator('workspace')] : []),
    ...folders.map((f) => ({ label: `$(root-folder) ${f.name}`, description: f.uri.fsPath, choose: () => Promise.resolve([f.uri.fsPath]) })),
    separator('choose'),
    { label: '$(folder-opened) Folder…', description: 'all texts below it', choose: () => pick({ canSelectFolders: true, canSelectFiles: false }) },
    { label: '$(file-zip) ZIP archive…', description: 'read in place, never extracted', choose: () => pick({ canSelectFiles: true, filters: { 'ZIP archives': ['zip'] } }) },
    { label: '$(files) Files…', description: 'several documents, or a table of them', choose: () => pick({ canSelectFiles: true, canSelectMany: true, filters: { Documents: [...READABLE_EXTENSIONS], 'All files': ['*'] } }) },
  ];
}

const nameOf = (paths: readonly string[]) => (paths.length === 1 ? path.basename(paths[0] ?? '') : `${paths.length} files`);

async function pick(options: vscode.OpenDialogOptions): Promise<readonly string[] | undefined> {
  const chosen = await vscode.window.showOpenDialog({ ...options, openLabel: 'Analyze' });
  return chosen?.map((uri) => uri.fsPath);
}
