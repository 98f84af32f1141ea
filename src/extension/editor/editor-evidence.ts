import * as vscode from 'vscode';
import type { OpenDocuments } from '../documents/open-documents.ts';
import type { Jobs } from '../jobs/jobs.ts';
import type { Panels } from '../results/panels.ts';
import type { ClusterNode } from '../sidebar/clusters-tree.ts';
import { AnalysedEditors } from './analysed-editors.ts';
import { ScoreLens } from './score-lens.ts';
import { SegmentMarks } from './mark-editors.ts';
import { chooseSimilar } from './similar-documents.ts';
import { type CommandName, registerCommand } from '../register-command.ts';

/** Links and lenses give the ids of a job and its document, the menu of the clusters its node, menus of editors an address. */
function documentIn([first, second]: readonly unknown[]): readonly [unknown, unknown] {
  const node = first as Partial<ClusterNode> | undefined;
  return node?.kind === 'document' && node.jobId !== undefined ? [node.jobId, node.document?.id] : [first, second];
}

const SETTING = 'ghostwriter.editor.marks';

/**
 * Evidence where the text is: marks on its parts, the score above it, and the way to what it resembles.
 *
 * @param savePage saves a page that says of a document what is known of it
 */
export function evidenceInEditors(
  jobs: Jobs,
  panels: Panels,
  documents: OpenDocuments,
  savePage: (jobId: string, documentId: string) => Promise<void>,
): vscode.Disposable {
  const editors = new AnalysedEditors(jobs, () => panels.lastJobId);
  const shown = () => vscode.workspace.getConfiguration().get(SETTING, true);
  const marks = new SegmentMarks(editors, shown);
  const lens = new ScoreLens(editors, shown);
  const refresh = () => {
    marks.refresh();
    lens.refresh();
  };
  /** From the palette, a menu or a key there is no document given: it is that of the active editor. */
  const register = (name: CommandName, run: (jobId: string, documentId: string) => unknown) =>
    registerCommand(name, async (...clicked: readonly unknown[]) => {
      const [jobId, documentId] = documentIn(clicked);
      const active = vscode.window.activeTextEditor;
      const given = typeof jobId === 'string' && typeof documentId === 'string';
      const found = given || !active ? undefined : await editors.find(active.document);
      if (given) await run(jobId, documentId);
      else if (found) await run(found.job.id, found.document.id);
      else
        void vscode.window.showInformationMessage(
          vscode.l10n.t('The active editor shows no document of the open analysis. Open one from the results first.'),
        );
    });
  refresh();
  return vscode.Disposable.from(
    marks,
    lens,
    register('similarDocuments', (jobId, documentId) => chooseSimilar(jobs, documents, jobId, documentId)),
    register('savePage', savePage),
    register('explainDocument', (jobId, documentId) => panels.show(jobId).select({ document: documentId })),
    registerCommand('toggleMarks', () =>
      vscode.workspace.getConfiguration().update(SETTING, !shown(), vscode.ConfigurationTarget.Global),
    ),
    vscode.workspace.onDidChangeConfiguration((change) => change.affectsConfiguration(SETTING) && refresh()),
    panels.onDidActivate(refresh),
    jobs.onDidChange(refresh),
  );
}
