import * as vscode from 'vscode';
import { SCHEME } from '../documents/analysed-texts.ts';
import { levelName, probabilityOf } from '../jobs/words.ts';
import type { AnalysedEditor, AnalysedEditors } from './analysed-editors.ts';
import { commandId, type CommandName } from '../register-command.ts';

/** A line above an analysed text: its score with the interval, and what can be done from here. */
export class ScoreLens implements vscode.CodeLensProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly registration: vscode.Disposable;

  readonly onDidChangeCodeLenses = this.changed.event;

  constructor(
    private readonly editors: AnalysedEditors,
    private readonly shown: () => boolean,
  ) {
    this.registration = vscode.languages.registerCodeLensProvider([{ scheme: 'file' }, { scheme: SCHEME }], this);
  }

  refresh(): void {
    this.changed.fire();
  }

  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    const found = await this.editors.find(document);
    if (!found) return [];
    const top = new vscode.Range(0, 0, 0, 0);
    const of = [found.job.id, found.document.id];
    const lens = (title: string, command: CommandName, tooltip: string) =>
      new vscode.CodeLens(top, { title, tooltip, command: commandId(command), arguments: of });
    const { length } = found.document.nearest;
    return [
      lens(
        scoreText(found),
        'explainDocument',
        vscode.l10n.t('An estimate, never proof. Show the evidence in the results'),
      ),
      ...(length > 0
        ? [
            lens(
              vscode.l10n.t('Similar documents ({0})', length),
              'similarDocuments',
              vscode.l10n.t('Choose one to see both side by side'),
            ),
          ]
        : []),
      ...(found.text === undefined
        ? []
        : [
            lens(
              this.shown() ? vscode.l10n.t('Hide marks') : vscode.l10n.t('Show marks'),
              'toggleMarks',
              vscode.l10n.t('Marks on the parts that score high or stay undecided'),
            ),
          ]),
    ];
  }

  dispose(): void {
    this.registration.dispose();
    this.changed.dispose();
  }
}

/** A document's score in one line. */
export function scoreText({
  document: { aiProbability, aiInterval, confidence },
  text,
}: Pick<AnalysedEditor, 'document' | 'text'>): string {
  const interval = aiInterval
    ? ` (${vscode.l10n.t('{0} to {1}', probabilityOf(aiInterval[0]), probabilityOf(aiInterval[1]))})`
    : '';
  const score =
    aiProbability === null
      ? vscode.l10n.t('AI probability: cannot be judged')
      : `${vscode.l10n.t('AI probability {0}', probabilityOf(aiProbability))}${interval} · ${levelName(confidence)}`;
  return text === undefined
    ? `${score} · ${vscode.l10n.t('of the text as it was analysed, which this is not any more')}`
    : score;
}
