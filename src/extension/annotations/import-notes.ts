import path from 'node:path';
import * as vscode from 'vscode';
import { startAnalyzer } from '../../process/host/client.ts';
import type { Job } from '../../protocol/job.ts';
import { toldBy } from '../../report/notice.ts';
import type { Report } from '../../report/report.ts';
import { counted, listOf } from '../jobs/words.ts';
import { plainMessage } from '../plain-message.ts';
import { said } from '../said.ts';
import type { DocumentAnnotations } from './annotations.ts';

/** Rows that are named, at most, where they belong to no document. */
const MOST_NAMED = 3;

/**
 * Asks for a list that was saved of an analysis, and takes the tags and notes over that were written there. The list is read in a process of its own: whatever it holds, the window goes on.
 *
 * @param workerPath absolute path of the bundled `worker.js`
 */
export async function importNotes(
  { id, source }: Job,
  report: Pick<Report, 'documents'>,
  annotations: DocumentAnnotations,
  workerPath: string,
): Promise<void> {
  const [list] =
    (await vscode.window.showOpenDialog({
      title: vscode.l10n.t('The list with the tags and notes for {0}', source.name),
      openLabel: vscode.l10n.t('Import Notes'),
      filters: { Excel: ['xlsx'] },
      defaultUri: vscode.Uri.file(path.dirname(source.paths[0] ?? '')),
    })) ?? [];
  if (!list) return;
  const analyzer = startAnalyzer(workerPath);
  try {
    const rows = await analyzer.readList({ file: list.fsPath });
    const { changed, unknown } = await annotations.import(id, report.documents, rows);
    const done =
      changed === 0
        ? vscode.l10n.t('Nothing in the list is new: tags and notes stay as they are.')
        : counted(
            changed,
            vscode.l10n.t('Tags and notes of {0} document were taken from the list.'),
            vscode.l10n.t('Tags and notes of {0} documents were taken from the list.'),
          );
    if (unknown.length === 0) void vscode.window.showInformationMessage(plainMessage(done));
    else
      void vscode.window.showWarningMessage(
        plainMessage(
          `${done} ${vscode.l10n.t('Some rows belong to no document of this analysis, and were left alone: {0}', listOf(unknown.slice(0, MOST_NAMED)))}${unknown.length > MOST_NAMED ? ' …' : ''}`,
        ),
      );
  } catch (error) {
    void vscode.window.showErrorMessage(
      plainMessage(
        vscode.l10n.t('Notes could not be imported from {0}. {1}', path.basename(list.fsPath), said(toldBy(error))),
      ),
    );
  } finally {
    analyzer.dispose();
  }
}
