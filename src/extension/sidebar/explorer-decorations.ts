import * as vscode from 'vscode';
import type { OutlineDocument } from '../../protocol/large-report.ts';
import type { Confidence } from '../../report/report.ts';
import { pathInside } from '../editor/analysed-editors.ts';
import type { Jobs } from '../jobs/jobs.ts';
import { levelName, probabilityOf } from '../jobs/words.ts';

const SETTING = 'ghostwriter.explorer.decorations';

/** Letters beside analysed files: none says that a text scores low, which is no finding. */
const BADGES: Readonly<Partial<Record<Confidence, string>>> = { high: 'H', medium: '?' };

/** Levels of the open analysis's documents beside their files in the Explorer, where the user asked for that. */
export class ExplorerDecorations implements vscode.FileDecorationProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<undefined>();
  private readonly subscriptions: readonly { dispose(): unknown }[];
  private known:
    { readonly jobId: string; readonly documents: Promise<ReadonlyMap<string, OutlineDocument>> } | undefined;

  readonly onDidChangeFileDecorations = this.changed.event;

  /** @param openJob the job whose results were last in front */
  constructor(
    private readonly jobs: Jobs,
    private readonly openJob: () => string | undefined,
    onDidOpen: vscode.Event<unknown>,
  ) {
    const refresh = () => this.changed.fire(undefined);
    this.subscriptions = [
      this.changed,
      vscode.window.registerFileDecorationProvider(this),
      vscode.workspace.onDidChangeConfiguration((change) => change.affectsConfiguration(SETTING) && refresh()),
      onDidOpen(refresh),
      jobs.onDidChange((job) => {
        if (job?.status === 'completed') refresh();
      }),
    ];
  }

  async provideFileDecoration(uri: vscode.Uri): Promise<vscode.FileDecoration | undefined> {
    const asked = vscode.workspace.getConfiguration().get<boolean>(SETTING, false);
    if (uri.scheme !== 'file' || !asked) return undefined;
    const jobId = this.openJob();
    const job = jobId === undefined ? undefined : this.jobs.get(jobId);
    if (jobId === undefined || job?.status !== 'completed') return undefined;
    const inside = pathInside(job, uri.fsPath);
    const document = inside === undefined ? undefined : (await this.documents(jobId)).get(inside);
    const badge = document && BADGES[document.confidence];
    if (!badge || document.aiProbability === null) return undefined;
    const { aiProbability, aiInterval, confidence } = document;
    const between = aiInterval
      ? `, ${vscode.l10n.t('between {0} and {1}', probabilityOf(aiInterval[0]), probabilityOf(aiInterval[1]))}`
      : '';
    return new vscode.FileDecoration(
      badge,
      `${vscode.l10n.t('AI probability {0}', probabilityOf(aiProbability))}${between}: ${levelName(confidence).toUpperCase()}. ${vscode.l10n.t('An estimate, never proof.')}`,
      confidence === 'high' ? new vscode.ThemeColor('ghostwriter.highMark') : undefined,
    );
  }

  dispose(): void {
    for (const s of this.subscriptions) s.dispose();
  }

  private documents(jobId: string): Promise<ReadonlyMap<string, OutlineDocument>> {
    if (this.known?.jobId !== jobId) {
      const documents = this.jobs.reports.outline(jobId).then(
        (report) => new Map(report.documents.map((d) => [d.path, d])),
        () => new Map<string, OutlineDocument>(),
      );
      this.known = { jobId, documents };
    }
    return this.known.documents;
  }
}
