import * as vscode from 'vscode';
import { plainMessage } from './plain-message.ts';

/** A setting of the extension that names a folder; empty for none. Kept with the workspace where there is one that is trusted, else for the user. */
export class FolderSetting {
  /** @param name without the extension's section */
  constructor(private readonly name: string) {}

  private get settings() {
    return vscode.workspace.getConfiguration('ghostwriter');
  }

  /** The settings of a workspace in Restricted Mode do not count. */
  private get target() {
    return vscode.workspace.workspaceFolders && vscode.workspace.isTrusted
      ? vscode.ConfigurationTarget.Workspace
      : vscode.ConfigurationTarget.Global;
  }

  get(): string {
    return this.settings.get<string>(this.name, '').trim();
  }

  set(folder: string | undefined): Thenable<void> {
    return this.settings.update(this.name, folder, this.target);
  }

  /** A workspace has to say that it wants none where the user has one for all of them. */
  clear(): Thenable<void> {
    return this.set(
      this.target === vscode.ConfigurationTarget.Workspace && this.settings.inspect<string>(this.name)?.globalValue
        ? ''
        : undefined,
    );
  }
}

/** Whether a folder lies on this machine's disk; says so where it does not. */
export function isOnDisk(folder: vscode.Uri): boolean {
  if (folder.scheme === 'file') return true;
  void vscode.window.showErrorMessage(
    plainMessage(
      vscode.l10n.t(
        "{0} does not lie on this machine's disk. Copy it there and choose the copy.",
        folder.toString(true),
      ),
    ),
  );
  return false;
}
