import path from 'node:path';
import * as vscode from 'vscode';
import { anonymised } from '../../exports/anonymise.ts';
import { gatherExcerpts } from '../../exports/excerpts.ts';
import type { ExportOptions } from '../../exports/export-options.ts';
import { readPageParts } from '../../exports/html.ts';
import { saveAllBeside, saveAs } from '../../exports/save.ts';
import { writeAtomically } from '../../exports/write-file.ts';
import type { Job } from '../../protocol/job.ts';
import { EXPORT_FORMATS, type ExportFormat } from '../../report/export-formats.ts';
import type { Report } from '../../report/report.ts';
import type { TextReader } from '../documents/text-reader.ts';
import { plainMessage } from '../plain-message.ts';
import { exportSettings } from '../settings.ts';
import type { ExportChoice } from './choose-export.ts';

/** What is exported: a report, where it was analysed, and where its key would be kept. */
export interface Exportable {
  readonly report: Report;
  readonly source: Job['source'];
  /** Reads a document's text as it was analysed; absent where the texts are not there. */
  readonly read?: (path: string) => Promise<string>;
  /** Absolute path of the folder for the key of an anonymised export; absent where there is no place for it. */
  readonly keyFolder?: string;
}

/** Saves reports as files and offers to open them. */
export class SaveExports {
  /** @param dist absolute path of the folder that the built page for HTML lies in */
  constructor(private readonly dist: string) {}

  /**
   * Saves a report beside its source in each of the formats. Where that folder cannot be written to, the user is asked for a place.
   *
   * @param found said before the names of the files
   */
  async save({ report, source, read, keyFolder }: Exportable, { formats, ...choice }: ExportChoice, found?: string): Promise<void> {
    const settings = exportSettings();
    const anonymise = choice.anonymise ?? settings.anonymise;
    try {
      const options: ExportOptions = {
        byteOrderMark: settings.byteOrderMark,
        anonymise,
        page: () => readPageParts(this.dist),
        ...(choice.excerpts && read && { excerpts: await gatherExcerpts(report, (document) => read(document.path)) }),
      };
      const files = await saveOrAsk({ report, source }, formats, options);
      const key = anonymise && settings.keepKey && keyFolder !== undefined && files.length > 0 ? await saveKey(report, keyFolder) : undefined;
      if (files.length > 0) await offerToOpen(files, found, key);
    } catch (error) {
      void vscode.window.showErrorMessage(plainMessage(`${source.name} could not be exported. ${error instanceof Error ? error.message : String(error)}`));
    }
  }
}

/** What a job's export is made of. */
export const exportableJob = (job: Job, report: Report, reader: TextReader, keyFolder: string): Exportable => ({ report, source: job.source, read: async (inside) => (await reader.read(job, inside)).text, keyFolder });

async function saveKey(report: Report, folder: string): Promise<string> {
  const file = path.join(folder, 'anonymisation-key.json');
  await writeAtomically(file, [`${JSON.stringify(anonymised(report).key, undefined, 1)}\n`]);
  return file;
}

async function saveOrAsk({ report, source }: Exportable, formats: readonly ExportFormat[], options: ExportOptions): Promise<string[]> {
  try {
    return await saveAllBeside(source, formats, report, options);
  } catch (error) {
    const folder = path.dirname(source.paths[0] ?? '');
    const named = formats.map((format) => EXPORT_FORMATS[format].label).join(' and ');
    const answer = await vscode.window.showWarningMessage(plainMessage(`${named} of ${source.name} could not be saved in ${folder} (${(error as NodeJS.ErrnoException).code ?? String(error)}). Choose another place.`), 'Save As…');
    if (answer === undefined) return [];
    const [only] = formats;
    if (formats.length === 1 && only !== undefined && only !== 'parquet') {
      const { extension, label } = EXPORT_FORMATS[only];
      const target = await vscode.window.showSaveDialog({ saveLabel: 'Export', filters: { [label]: [extension] }, defaultUri: vscode.Uri.file(path.join(folder, `${source.name.replace(/\.zip$/i, '')}.analysis.${extension}`)) });
      if (target) await saveAs(target.fsPath, only, report, options);
      return target ? [target.fsPath] : [];
    }
    const [chosen] = (await vscode.window.showOpenDialog({ openLabel: 'Export here', canSelectFiles: false, canSelectFolders: true, title: 'A folder for the exports' })) ?? [];
    return chosen ? saveAllBeside(source, formats, report, options, chosen.fsPath) : [];
  }
}

async function offerToOpen(files: readonly string[], found: string | undefined, key: string | undefined): Promise<void> {
  const names = files.map((file) => path.basename(file)).join(' and ');
  const labels = new Map(Object.values(EXPORT_FORMATS).map(({ extension, label }) => [`.${extension}`, label]));
  const open = new Map<string, string>(files.flatMap((file) => (file.endsWith('.tables') ? [] : [[`Open ${labels.get(path.extname(file)) ?? 'File'}`, file] as const])));
  const answer = await vscode.window.showInformationMessage(plainMessage(`${found ? `${found} ` : ''}Saved ${names} beside the source.`), ...open.keys(), 'Reveal', ...(key === undefined ? [] : ['Reveal Key']));
  const file = answer === undefined ? undefined : open.get(answer);
  if (file !== undefined) await openExport(file);
  else if (answer === 'Reveal') await reveal(files[0] ?? '');
  else if (answer === 'Reveal Key' && key !== undefined) await reveal(key);
}

/** A page is for the browser; anything else is opened here. */
async function openExport(file: string): Promise<void> {
  const uri = vscode.Uri.file(file);
  if (file.endsWith('.html') && (await vscode.env.openExternal(uri))) return;
  await vscode.commands.executeCommand('vscode.open', uri);
}

/** Shows a file in the Explorer where it lies in the workspace, and in the system's file manager otherwise. */
export async function reveal(file: string): Promise<void> {
  const uri = vscode.Uri.file(file);
  await vscode.commands.executeCommand(vscode.workspace.getWorkspaceFolder(uri) ? 'revealInExplorer' : 'revealFileInOS', uri);
}
