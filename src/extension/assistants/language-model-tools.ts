import * as vscode from 'vscode';
import type { Library } from '../../assistants/library.ts';
import { type Tool, TOOLS } from '../../assistants/tools.ts';
import { givenText, titleOf } from './tool-words.ts';
import { plainMessage } from '../plain-message.ts';
import { assistantSettings } from '../settings.ts';

/** Offers the tools to language models in the editor while the setting says so. Editors without language models have none. */
export class LanguageModelTools implements vscode.Disposable {
  private registered: vscode.Disposable[] = [];
  private readonly watching: vscode.Disposable;

  constructor(private readonly library: Library) {
    this.watching = vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('ghostwriter.assistants.enabled')) this.update();
    });
    this.update();
  }

  dispose(): void {
    this.watching.dispose();
    this.withdraw();
  }

  private update(): void {
    this.withdraw();
    const { registerTool } = (vscode as Partial<typeof vscode>).lm ?? {};
    if (registerTool && assistantSettings().enabled)
      this.registered = TOOLS.map((tool) =>
        registerTool(`ghostwriter_${tool.name}`, asLanguageModelTool(tool, this.library)),
      );
  }

  private withdraw(): void {
    for (const tool of this.registered) tool.dispose();
    this.registered = [];
  }
}

/** Each call is confirmed: what is answered goes to a language model, which may run anywhere. */
function asLanguageModelTool(tool: Tool, library: Library): vscode.LanguageModelTool<object> {
  return {
    prepareInvocation: async ({ input }) => {
      const title = titleOf(tool.name);
      const gives = plainMessage(givenText(await tool.gives(input, library)));
      return {
        invocationMessage: `Ghost-Writer: ${title}`,
        confirmationMessages: {
          title: `Ghost-Writer: ${title}?`,
          message: vscode.l10n.t('The assistant gets {0}. Its language model may run outside this machine.', gives),
        },
      };
    },
    invoke: async ({ input }, token) => {
      const answer = await tool.answer(input, library);
      if (token.isCancellationRequested) throw new vscode.CancellationError();
      return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(answer)]);
    },
  };
}
