import * as vscode from 'vscode';
import { ChatServer } from '../../remote/chat-server.ts';
import { samplesServerSetting } from '../settings.ts';
import type { SampleKeys } from './sample-keys.ts';

/** A language model that writes samples. */
export interface SampleWriter {
  readonly name: string;
  /** Where the assignment goes. */
  readonly place: string;
  /** Answers one message. */
  ask(message: string, token: vscode.CancellationToken): Promise<string>;
}

/** The language models that the user has in the editor. Editors without any have none. */
export async function editorWriters(): Promise<SampleWriter[]> {
  const { selectChatModels } = (vscode as Partial<typeof vscode>).lm ?? {};
  const models = selectChatModels ? await selectChatModels() : [];
  return models.map((model) => ({
    name: model.name,
    place: vscode.l10n.t('a model of the editor, by {0}', model.vendor),
    ask: async (message, token) => {
      try {
        // The editor asks for the user's consent at the first request.
        const response = await model.sendRequest(
          [vscode.LanguageModelChatMessage.User(message)],
          {
            justification: vscode.l10n.t(
              'Answers to an assignment are made, to compare documents with. Only the assignment is sent, never a text of the batch.',
            ),
          },
          token,
        );
        let text = '';
        for await (const part of response.text) text += part;
        return text;
      } catch (error) {
        throw error instanceof vscode.LanguageModelError ? new Error(refusalText(error)) : error;
      }
    },
  }));
}

/**
 * The models of the server that the user has named; none where none is named, and then nothing connects.
 *
 * @throws {@link ChatServerError}
 */
export async function serverWriters(keys: SampleKeys): Promise<SampleWriter[]> {
  const address = samplesServerSetting();
  if (address === '') return [];
  const server = await ChatServer.at(address, (url) => keys.of(url));
  return (await server.models()).map((model) => ({
    name: model,
    place: server.isLocal
      ? vscode.l10n.t('a server on this machine, {0}', server.url)
      : vscode.l10n.t('the server {0}', server.url),
    ask: async (message, token) => {
      const stop = new AbortController();
      const listening = token.onCancellationRequested(() => stop.abort());
      try {
        return await server.ask(model, message, stop.signal);
      } finally {
        listening.dispose();
      }
    },
  }));
}

/** What the editor says of a model that does not answer, and what to do. */
function refusalText({ code, message }: vscode.LanguageModelError): string {
  switch (code) {
    case vscode.LanguageModelError.NoPermissions.name:
      return vscode.l10n.t(
        'It was not allowed to be asked. Run the command again and allow it, or choose another model.',
      );
    case vscode.LanguageModelError.NotFound.name:
      return vscode.l10n.t('It is not there any more. Choose another model.');
    case vscode.LanguageModelError.Blocked.name:
      return vscode.l10n.t(
        'It takes no more requests for now ({0}). Wait a while and run the command again: what was made stays.',
        message,
      );
    default:
      return message;
  }
}
