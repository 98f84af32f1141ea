import * as vscode from 'vscode';
import type { ReportOutline } from '../../protocol/large-report.ts';
import { leftOutName } from '../../report/left-out.ts';
import type { CopiedPassage, PairKind, ReportDocument } from '../../report/report.ts';
import { analysedTextUri } from './analysed-texts.ts';
import { unchangedSinceAnalysis } from './unchanged.ts';
import { besideResults, editorRange, told } from './text-editors.ts';
import { rangesIn } from './text-ranges.ts';
import { registerCommand } from '../register-command.ts';

/** Set while the passages of a pair can be gone through: the commands of editors' titles depend on it. */
const CONTEXT = 'ghostwriter.passages';

interface ShownPair {
  readonly sides: readonly [ReportDocument, ReportDocument];
  readonly uris: readonly [vscode.Uri, vscode.Uri];
  /** Of both sides, in the report's order. */
  readonly passages: readonly (readonly [CopiedPassage['a'], CopiedPassage['b']])[];
  at: number;
}

interface PairSide {
  readonly report: ReportOutline;
  readonly document: ReportDocument;
}

/** Marks what two documents share, and greys what counts for no copy, in all editors that show them as they were analysed, and goes from one passage to the next in both. */
export class CopiedPassages implements vscode.Disposable {
  private shown: ShownPair | undefined;
  private readonly mark = vscode.window.createTextEditorDecorationType({
    backgroundColor: new vscode.ThemeColor('editor.wordHighlightBackground'),
    border: '1px solid',
    borderColor: new vscode.ThemeColor('editor.wordHighlightBorder'),
    overviewRulerColor: new vscode.ThemeColor('editorOverviewRuler.wordHighlightForeground'),
    overviewRulerLane: vscode.OverviewRulerLane.Center,
  });
  /** What counts for no copy can be read, but stands back. */
  private readonly leftOut = vscode.window.createTextEditorDecorationType({
    opacity: '0.55',
    fontStyle: 'italic',
    overviewRulerColor: new vscode.ThemeColor('disabledForeground'),
    overviewRulerLane: vscode.OverviewRulerLane.Left,
  });
  private readonly subscriptions = [
    this.mark,
    this.leftOut,
    vscode.window.onDidChangeVisibleTextEditors(() => this.draw()),
    registerCommand('nextPassage', () => told(() => this.step(1))),
    registerCommand('previousPassage', () => told(() => this.step(-1))),
  ];

  /**
   * Takes a pair for the one whose passages are marked.
   *
   * @returns its kind, where the report has it
   */
  show(jobId: string, left: PairSide, right: PairSide): PairKind | undefined {
    const [a, b] = [left.document, right.document];
    const pair = left.report.similarity.pairs.find(
      (p) => (p.a === a.id && p.b === b.id) || (p.a === b.id && p.b === a.id),
    );
    const passages = (pair?.passages ?? []).map((p) =>
      pair?.a === a.id ? ([p.a, p.b] as const) : ([p.b, p.a] as const),
    );
    this.shown = {
      sides: [a, b],
      uris: [analysedTextUri(jobId, a.path), analysedTextUri(jobId, b.path)],
      passages,
      at: -1,
    };
    void vscode.commands.executeCommand('setContext', CONTEXT, passages.length > 0);
    this.draw();
    return pair?.kind;
  }

  /** Selects a passage in both documents, which are opened side by side where they are not in view. */
  async go(index: number): Promise<void> {
    const { shown } = this;
    const passage = shown?.passages[index];
    if (!shown || !passage)
      throw new Error(vscode.l10n.t('This passage is not part of the analysis. Select the pair again.'));
    shown.at = index;
    const texts = [
      await vscode.workspace.openTextDocument(shown.uris[0]),
      await vscode.workspace.openTextDocument(shown.uris[1]),
    ] as const;
    for (const [i, text] of texts.entries()) unchangedSinceAnalysis(shown.sides[i]!, text.getText());
    const inView = shown.uris.map((uri) => editorOf(uri));
    const first = inView[0]?.viewColumn ?? besideResults();
    for (const [i, text] of texts.entries()) {
      const selection = editorRange(rangesIn(text.getText())(passage[i]!.start, passage[i]!.end));
      const editor =
        inView[0] && inView[1]
          ? inView[i]!
          : await vscode.window.showTextDocument(text, {
              viewColumn: i === 0 ? first : vscode.ViewColumn.Beside,
              preview: true,
              preserveFocus: false,
            });
      editor.selection = new vscode.Selection(selection.start, selection.end);
      editor.revealRange(selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
    }
    this.draw();
  }

  private async step(by: 1 | -1): Promise<void> {
    const { shown } = this;
    const count = shown?.passages.length ?? 0;
    if (!shown || count === 0)
      throw new Error(
        vscode.l10n.t('No copied pair is open. Choose one in the results and open it side by side first.'),
      );
    await this.go(shown.at < 0 ? (by === 1 ? 0 : count - 1) : (shown.at + by + count) % count);
  }

  private draw(): void {
    for (const editor of vscode.window.visibleTextEditors) {
      const side = this.shown?.uris.findIndex((uri) => uri.toString() === editor.document.uri.toString()) ?? -1;
      const rangeOf = side < 0 ? undefined : rangesIn(editor.document.getText());
      const leftOut = rangeOf && this.shown ? (this.shown.sides[side]!.leftOut ?? []) : [];
      editor.setDecorations(
        this.leftOut,
        leftOut.map(({ kind, start, end }) => ({
          range: editorRange(rangeOf!(start, end)),
          hoverMessage: vscode.l10n.t('Left out of copies: {0}', leftOutName(kind)),
        })),
      );
      editor.setDecorations(
        this.mark,
        rangeOf && this.shown ? this.shown.passages.map((p) => editorRange(rangeOf(p[side]!.start, p[side]!.end))) : [],
      );
    }
  }

  dispose(): void {
    for (const s of this.subscriptions) s.dispose();
  }
}

const editorOf = (uri: vscode.Uri) =>
  vscode.window.visibleTextEditors.find((e) => e.document.uri.toString() === uri.toString());
