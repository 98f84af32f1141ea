import path from 'node:path';
import * as vscode from 'vscode';
import { findDocument } from '../documents/find-document.ts';
import type { OpenDocuments } from '../documents/open-documents.ts';
import { told } from '../documents/text-editors.ts';
import type { Jobs } from '../jobs/jobs.ts';

interface Choice extends vscode.QuickPickItem {
  readonly id: string;
}

const alone = (): vscode.QuickInputButton => ({
  iconPath: new vscode.ThemeIcon('go-to-file'),
  tooltip: vscode.l10n.t('Open alone'),
});

/** Lets the user choose among a document's most similar ones: one that is chosen opens beside it, or by its button alone. */
export async function chooseSimilar(
  jobs: Jobs,
  documents: OpenDocuments,
  jobId: string,
  documentId: string,
): Promise<void> {
  await told(async () => {
    const { report, document } = await findDocument(jobs, jobId, documentId);
    const paths = new Map(report.documents.map((d) => [d.id, d.path]));
    const format = new Intl.NumberFormat(vscode.env.language, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
    const choices = document.nearest.map(({ id, similarity }): Choice => {
      const at = paths.get(id) ?? id;
      return {
        id,
        label: path.posix.basename(at),
        description: path.posix.dirname(at) === '.' ? '' : path.posix.dirname(at),
        detail: vscode.l10n.t('{0} similar', format.format(similarity)),
        buttons: [alone()],
      };
    });
    if (choices.length === 0)
      throw new Error(vscode.l10n.t('{0} has no similar documents in this analysis.', document.path));
    const pick = vscode.window.createQuickPick<Choice>();
    pick.title = vscode.l10n.t('Similar to {0}', document.path);
    pick.placeholder = vscode.l10n.t('Choose a document to see both side by side');
    pick.matchOnDescription = true;
    pick.items = choices;
    pick.onDidHide(() => pick.dispose());
    pick.onDidTriggerItemButton(({ item }) => {
      pick.hide();
      void documents.open(jobId, item.id);
    });
    pick.onDidAccept(() => {
      const [chosen] = pick.selectedItems;
      pick.hide();
      if (chosen) void documents.openPair(jobId, documentId, chosen.id);
    });
    pick.show();
  });
}
