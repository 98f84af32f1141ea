import * as vscode from 'vscode';
import { CONFIDENCE_CUTS } from '../../report/confidence.ts';
import type { Granularity } from '../../report/report.ts';
import { editorRange } from '../documents/text-editors.ts';
import { levelName, probabilityOf } from '../jobs/words.ts';
import type { AnalysedEditor, AnalysedEditors } from './analysed-editors.ts';
import { type MarkLevel, segmentMarks } from './segment-marks.ts';
import { commandId, type CommandName } from '../register-command.ts';

/** How long an editor has to be still before it is marked again. */
const STILL_MS = 200;

/** What the score of a part says of it, as a sentence. */
function levelOf(granularity: Granularity, probability: number): string {
  if (probability > CONFIDENCE_CUTS.high)
    return granularity === 'sentence'
      ? vscode.l10n.t('this sentence scores high for machine writing, judged together with its neighbours.')
      : vscode.l10n.t('this paragraph scores high for machine writing, judged together with its neighbours.');
  return granularity === 'sentence'
    ? vscode.l10n.t('this sentence stays undecided, judged together with its neighbours.')
    : vscode.l10n.t('this paragraph stays undecided, judged together with its neighbours.');
}

/** Marks in open editors the parts of analysed texts that score high or stay undecided. Shape and colour both tell the level. */
export class SegmentMarks implements vscode.Disposable {
  private readonly types: Readonly<Record<MarkLevel, vscode.TextEditorDecorationType>> = {
    high: decoration('ghostwriter.highBackground', 'ghostwriter.highMark', 'solid'),
    undecided: decoration('ghostwriter.undecidedBackground', 'ghostwriter.undecidedMark', 'dotted'),
  };
  private readonly subscriptions: readonly vscode.Disposable[];
  private waiting: NodeJS.Timeout | undefined;

  constructor(
    private readonly editors: AnalysedEditors,
    private readonly shown: () => boolean,
  ) {
    this.subscriptions = [
      ...Object.values(this.types),
      vscode.window.onDidChangeVisibleTextEditors(() => this.refresh()),
      vscode.window.onDidChangeActiveTextEditor(() => this.refresh()),
      vscode.workspace.onDidChangeTextDocument(() => this.refreshSoon()),
    ];
  }

  /** Marks all visible editors anew. */
  refresh(): void {
    clearTimeout(this.waiting);
    for (const editor of vscode.window.visibleTextEditors) void this.mark(editor);
    void this.tellContext();
  }

  dispose(): void {
    clearTimeout(this.waiting);
    for (const s of this.subscriptions) s.dispose();
  }

  private refreshSoon(): void {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.refresh(), STILL_MS);
  }

  private async mark(editor: vscode.TextEditor): Promise<void> {
    const found = this.shown() ? await this.editors.find(editor.document) : undefined;
    const marks = found?.text === undefined ? [] : segmentMarks(found.document, found.text);
    for (const [level, type] of Object.entries(this.types)) {
      const own = marks.filter((mark) => mark.level === level);
      editor.setDecorations(
        type,
        own.map(({ range, probability }) => ({ range: editorRange(range), hoverMessage: hover(found!, probability) })),
      );
    }
  }

  /** Menus and keys ask whether the active editor shows an analysed document. */
  private async tellContext(): Promise<void> {
    const active = vscode.window.activeTextEditor;
    const found = active && (await this.editors.find(active.document));
    await vscode.commands.executeCommand('setContext', 'ghostwriter.analysedDocument', found !== undefined);
  }
}

function decoration(background: string, mark: string, line: 'solid' | 'dotted'): vscode.TextEditorDecorationType {
  return vscode.window.createTextEditorDecorationType({
    backgroundColor: new vscode.ThemeColor(background),
    borderColor: new vscode.ThemeColor(mark),
    border: `0 ${line}`,
    borderWidth: '0 0 1px 0',
    borderStyle: line,
    overviewRulerColor: new vscode.ThemeColor(mark),
    overviewRulerLane: line === 'solid' ? vscode.OverviewRulerLane.Full : vscode.OverviewRulerLane.Left,
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
  });
}

/** What a mark says: no words of the document stand in it, which could be taken for links. */
function hover({ job, document }: AnalysedEditor, probability: number): vscode.MarkdownString {
  const link = (command: CommandName) =>
    `command:${commandId(command)}?${encodeURIComponent(JSON.stringify([job.id, document.id]))}`;
  const whole =
    document.aiProbability === null
      ? vscode.l10n.t('cannot be judged')
      : `${probabilityOf(document.aiProbability)} · ${levelName(document.confidence)}`;
  const text = new vscode.MarkdownString(
    `**${vscode.l10n.t('AI probability {0}', probabilityOf(probability))}**: ${levelOf(job.options.granularity, probability)} ${vscode.l10n.t('The whole text: {0}.', whole)}\n\n${vscode.l10n.t('An estimate, never proof.')}\n\n[${vscode.l10n.t('Why this score?')}](${link('explainDocument')}) · [${vscode.l10n.t('Similar documents')}](${link('similarDocuments')})`,
  );
  text.isTrusted = { enabledCommands: [commandId('explainDocument'), commandId('similarDocuments')] };
  return text;
}
