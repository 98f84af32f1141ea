import * as vscode from 'vscode';
import { ChatServer } from '../../remote/chat-server.ts';
import { toldBy } from '../../report/notice.ts';
import { plainMessage } from '../plain-message.ts';
import { said } from '../said.ts';
import { samplesServerSetting } from '../settings.ts';
import { registerCommand } from '../register-command.ts';

/** Keys of the servers that write samples: each for one address, in the secret storage of VS Code. */
export class SampleKeys {
  constructor(private readonly secrets: vscode.SecretStorage) {}

  register(): vscode.Disposable[] {
    return [
      registerCommand('setSamplesKey', () => this.ask()),
      registerCommand('forgetSamplesKey', () => this.forget()),
    ];
  }

  /** @param url in the form of {@link ChatServer.url} */
  async of(url: string): Promise<string | undefined> {
    return this.secrets.get(secretOf(url));
  }

  /**
   * Asks the user for the key of the server that the settings name.
   *
   * @returns whether one was given
   */
  async ask(): Promise<boolean> {
    const url = namedServer();
    if (url === undefined) return false;
    const key = await vscode.window.showInputBox({
      title: vscode.l10n.t('Key for {0}', url),
      prompt: vscode.l10n.t(
        'Whoever runs the server gives you one. It is kept in the secret storage of VS Code, and sent to this address alone.',
      ),
      password: true,
      ignoreFocusOut: true,
      validateInput: (text) =>
        /^\s*[\x21-\x7e]+\s*$/.test(text)
          ? undefined
          : vscode.l10n.t('A key has no spaces and no letters with accents. Copy it once more.'),
    });
    if (key === undefined) return false;
    await this.secrets.store(secretOf(url), key.trim());
    void vscode.window.showInformationMessage(plainMessage(vscode.l10n.t('The key for {0} is kept.', url)));
    return true;
  }

  private async forget(): Promise<void> {
    const url = namedServer();
    if (url === undefined) return;
    await this.secrets.delete(secretOf(url));
    void vscode.window.showInformationMessage(plainMessage(vscode.l10n.t('The key for {0} is forgotten.', url)));
  }
}

/** The server that the settings name; says so where there is none. */
function namedServer(): string | undefined {
  const address = samplesServerSetting();
  try {
    if (address !== '') return ChatServer.urlOf(address);
    void vscode.window.showWarningMessage(vscode.l10n.t('No server is named. Set ghostwriter.samples.server first.'));
  } catch (error) {
    void vscode.window.showErrorMessage(plainMessage(said(toldBy(error))));
  }
  return undefined;
}

const secretOf = (url: string) => `ghostwriter.samples.key:${url}`;
