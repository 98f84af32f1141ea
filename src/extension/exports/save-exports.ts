import path from 'node:path';
import * as vscode from 'vscode';
import { saveAs, saveBeside } from '../../exports/save.ts';
import type { Job } from '../../protocol/job.ts';
import { annotatedReport, type Annotations } from '../../report/annotations.ts';
import type { ExportFormat, Report } from '../../report/report.ts';
import type { Jobs } from '../jobs/jobs.ts';
import { plainMessage } from '../plain-message.ts';

/** Saves reports as files and offers to open them. */
export class SaveExports {
  /** @param annotations what was written about a job's documents */
  constructor(
    private readonly jobs: Jobs,
    private readonly annotations: (jobId: string) => Promise<Annotations>,
  ) {}

  /**
   * Saves a completed job's report beside its source in each of the formats. Where that folder cannot be written to, the user is asked for a place.
   *
   * @param found said before the names of the files
   */
  async save(job: Job, formats: readonly ExportFormat[], found?: string): Promise<void> {
    try {
      const report = await this.report(job);
      const files: string[] = [];
      for (const format of formats) {
        const file = await saveOrAsk(report, job, format);
        if (file !== undefined) files.push(file);
      }
      if (files.length > 0) await offerToOpen(files, found);
    } catch (error) {
      void vscode.window.showErrorMessage(plainMessage(`${job.source.name} could not be exported. ${error instanceof Error ? error.message : String(error)}`));
    }
  }

  /** Saves some of a job's documents as CSV, where the user says. */
  async saveSelection(job: Job, ids: readonly string[]): Promise<void> {
    try {
      const report = await this.report(job);
      const chosen = new Set(ids);
      const target = await vscode.window.showSaveDialog({ saveLabel: 'Export', title: 'Export the selected documents', filters: { CSV: ['csv'] }, defaultUri: suggested(job, 'selection.csv') });
      if (!target) return;
      await saveAs(target.fsPath, 'csv', { ...report, documents: report.documents.filter(({ id }) => chosen.has(id)) });
      await offerToOpen([target.fsPath], undefined);
    } catch (error) {
      void vscode.window.showErrorMessage(plainMessage(`The selected documents could not be exported. ${error instanceof Error ? error.message : String(error)}`));
    }
  }

  private async report(job: Job): Promise<Report> {
    return annotatedReport(await this.jobs.report(job.id), await this.annotations(job.id));
  }
}

/** A name that the user is asked for begins beside the source. */
function suggested(job: Job, name: string): vscode.Uri {
  return vscode.Uri.file(path.join(path.dirname(job.source.paths[0] ?? ''), `${job.source.name.replace(/\.zip$/i, '')}.${name}`));
}

async function saveOrAsk(report: Report, job: Job, format: ExportFormat): Promise<string | undefined> {
  try {
    return await saveBeside(job.source, format, report);
  } catch (error) {
    const folder = path.dirname(job.source.paths[0] ?? '');
    const place = suggested(job, `analysis.${format}`);
    const name = path.basename(place.fsPath);
    const answer = await vscode.window.showWarningMessage(plainMessage(`${name} could not be saved in ${folder} (${(error as NodeJS.ErrnoException).code ?? String(error)}). Choose another place for it.`), 'Save As…');
    if (answer === undefined) return undefined;
    const target = await vscode.window.showSaveDialog({ saveLabel: 'Export', filters: { [format.toUpperCase()]: [format] }, defaultUri: place });
    if (!target) return undefined;
    await saveAs(target.fsPath, format, report);
    return target.fsPath;
  }
}

async function offerToOpen(files: readonly string[], found: string | undefined): Promise<void> {
  const names = files.map((file) => path.basename(file)).join(' and ');
  const open = new Map(files.map((file) => [`Open ${path.extname(file).slice(1).toUpperCase()}`, file]));
  const answer = await vscode.window.showInformationMessage(plainMessage(`${found ? `${found} ` : ''}Saved ${names}${found === undefined ? '' : ' beside the source'}.`), ...open.keys(), 'Reveal');
  const file = answer === undefined ? undefined : open.get(answer);
  if (file !== undefined) await vscode.commands.executeCommand('vscode.open', vscode.Uri.file(file));
  else if (answer === 'Reveal') await reveal(files[0] ?? '');
}

/** Shows a file in the Explorer where it lies in the workspace, and in the system's file manager otherwise. */
export async function reveal(file: string): Promise<void> {
  const uri = vscode.Uri.file(file);
  await vscode.commands.executeCommand(vscode.workspace.getWorkspaceFolder(uri) ? 'revealInExplorer' : 'revealFileInOS', uri);
}
