import * as vscode from 'vscode';
import { isRemote, newRemoteState, readRemoteState, writeRemoteState } from '../../jobs/remote-state.ts';
import { RemoteJob, type RemotePermission, removeRemote } from '../../remote/remote-job.ts';
import { type ServerAddress, serverAddress } from '../../remote/server-address.ts';
import { ServiceClient } from '../../remote/service-client.ts';
import { AnalyzerError, type JobRunner, startJob } from '../../process/host/client.ts';
import type { JobRunners } from '../jobs/jobs.ts';
import { listOf } from '../jobs/words.ts';
import { plainMessage } from '../plain-message.ts';
import { said } from '../said.ts';
import { toldBy } from '../../report/notice.ts';
import { serverSetting } from '../settings.ts';
import { registerCommand } from '../register-command.ts';

/** Servers that texts of this workspace may go to. */
const CONSENT = 'ghostwriter.server.consent';

/** Where a job runs: in a process here, or on the server that the settings name. Nothing is connected to while they name none. */
export class Servers implements JobRunners {
  private readonly permission: RemotePermission = {
    client: (url) => {
      if (this.configured()?.url !== url)
        throw new AnalyzerError(
          'internal',
          vscode.l10n.t(
            'This analysis runs on {0}, and ghostwriter.server.url does not name that server any more. Set it again to go on, or run the analysis again.',
            url,
          ),
        );
      return new ServiceClient(url, async () => this.secrets.get(secretOf(url)));
    },
    checkUpload: (url) => {
      if (!this.allowed().includes(url))
        throw new AnalyzerError(
          'internal',
          vscode.l10n.t(
            'Texts of this workspace may not be sent to {0}: nobody has allowed it, or it was revoked. Run the analysis again, and you are asked.',
            url,
          ),
        );
    },
  };

  /** @param consent what is remembered for this workspace alone */
  constructor(
    private readonly workerPath: string,
    private readonly consent: vscode.Memento,
    private readonly secrets: vscode.SecretStorage,
  ) {}

  register(): vscode.Disposable[] {
    return [
      registerCommand('setServerToken', () => this.setToken()),
      registerCommand('forgetServerToken', () => this.forgetToken()),
      registerCommand('revokeServerConsent', () => this.revoke()),
    ];
  }

  start(jobFolder: string): JobRunner {
    return isRemote(jobFolder) ? new RemoteJob(this.permission) : startJob(this.workerPath);
  }

  /** Deletes what a job has on a server. What cannot be deleted there is told. */
  async forget(jobFolder: string): Promise<void> {
    // What is not known to run here may have texts there.
    await removeRemote(this.permission, jobFolder).catch(
      (error: unknown) => void vscode.window.showWarningMessage(plainMessage(said(toldBy(error)))),
    );
  }

  /** Whether a job runs on the server that the settings name, so that it only needs to be followed. */
  async runsThere(jobFolder: string): Promise<boolean> {
    // What cannot be read is not followed by itself: the job is offered, and says then what is wrong.
    const state = await readRemoteState(jobFolder).catch(() => undefined);
    return state?.batch !== undefined && state.url === this.configured()?.url;
  }

  /**
   * Where a new job is to run. Asks once for each server and workspace before any text leaves this machine.
   *
   * @returns what to do with the job's folder before the job starts; `undefined` when the user wants nothing done
   */
  async choose(source: string): Promise<((jobFolder: string) => Promise<void>) | undefined> {
    let address: ServerAddress | undefined;
    try {
      address = this.configured();
    } catch (error) {
      void vscode.window.showErrorMessage(plainMessage(said(toldBy(error))));
      return undefined;
    }
    const here = () => Promise.resolve();
    if (!address) return here;
    const { url } = address;
    if (!this.allowed().includes(url)) {
      const [upload, stay] = [vscode.l10n.t('Upload and Analyze'), vscode.l10n.t('Analyze on This Machine')];
      const answer = await vscode.window.showWarningMessage(
        plainMessage(vscode.l10n.t('Send texts to {0}?', url)),
        { modal: true, detail: detailOf(address, source) },
        upload,
        stay,
      );
      if (answer === stay) return here;
      if (answer !== upload) return undefined;
      await this.consent.update(CONSENT, [...this.allowed(), url]);
    }
    return (folder) => writeRemoteState(folder, newRemoteState(url));
  }

  /** @throws with a message for people where the setting is no address */
  private configured(): ServerAddress | undefined {
    const text = serverSetting();
    return text === '' ? undefined : serverAddress(text);
  }

  private allowed(): readonly string[] {
    return this.consent.get<readonly string[]>(CONSENT, []);
  }

  private async setToken(): Promise<void> {
    const url = this.named();
    if (url === undefined) return;
    const token = await vscode.window.showInputBox({
      title: vscode.l10n.t('Token for {0}', url),
      prompt: vscode.l10n.t(
        'Whoever runs the server makes one with ghostwriter-batch token add. It is kept in the secret storage of VS Code.',
      ),
      password: true,
      ignoreFocusOut: true,
      validateInput: (text) => (/^\s*\S+\s*$/.test(text) ? undefined : vscode.l10n.t('A token has no spaces.')),
    });
    if (token === undefined) return;
    await this.secrets.store(secretOf(url), token.trim());
    void vscode.window.showInformationMessage(plainMessage(vscode.l10n.t('The token for {0} is kept.', url)));
  }

  private async forgetToken(): Promise<void> {
    const url = this.named();
    if (url === undefined) return;
    await this.secrets.delete(secretOf(url));
    void vscode.window.showInformationMessage(plainMessage(vscode.l10n.t('The token for {0} is forgotten.', url)));
  }

  private async revoke(): Promise<void> {
    const allowed = this.allowed();
    await this.consent.update(CONSENT, undefined);
    void vscode.window.showInformationMessage(
      plainMessage(
        allowed.length === 0
          ? vscode.l10n.t('Texts of this workspace go to no server.')
          : vscode.l10n.t(
              'Before texts of this workspace go to {0} again, you are asked. What was uploaded is still there: remove the analyses to delete it.',
              listOf(allowed),
            ),
      ),
    );
  }

  private named(): string | undefined {
    try {
      const address = this.configured();
      if (address) return address.url;
      void vscode.window.showWarningMessage(vscode.l10n.t('No server is named. Set ghostwriter.server.url first.'));
    } catch (error) {
      void vscode.window.showErrorMessage(plainMessage(said(toldBy(error))));
    }
    return undefined;
  }
}

/** A token is for one server: another address gets another one. */
const secretOf = (url: string) => `ghostwriter.server.token:${url}`;

function detailOf({ url, open }: ServerAddress, source: string): string {
  return [
    vscode.l10n.t(
      'The texts of {0} leave this machine: they are uploaded to {1} (ghostwriter.server.url), analysed there, and kept there until you remove the analysis or the server deletes it. Whoever runs that server can read them.',
      source,
      url,
    ),
    ...(open
      ? [vscode.l10n.t('The connection is not encrypted: others on the network can read the texts and the token too.')]
      : []),
    vscode.l10n.t(
      'The same goes for all that you analyse in this workspace from now on, and for folders that are watched. Take it back with Ghost-Writer: Ask Again Before Uploading.',
    ),
  ].join('\n\n');
}
