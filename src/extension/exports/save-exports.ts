import path from 'node:path';
import * as vscode from 'vscode';
import type { ExportRequest, ExportResponse } from '../../protocol/analyzer.ts';
import type { Job } from '../../protocol/job.ts';
import type { ReportDocument } from '../../report/report.ts';
import { EXPORT_FORMATS, type ExportFormat, isFolder } from '../../report/export-formats.ts';
import { startAnalyzer } from '../../process/host/client.ts';
import { languageOfWords, listOf } from '../jobs/words.ts';
import { plainMessage } from '../plain-message.ts';
import { said } from '../said.ts';
import { toldBy } from '../../report/notice.ts';
import { exportSettings } from '../settings.ts';
import type { ExportChoice } from './choose-export.ts';

/** What is exported: a report, and where it was analysed. */
export interface Exportable extends Pick<ExportRequest, 'reportPath' | 'source' | 'reading' | 'annotations'> {
  /** Absolute path of the analysis's own folder; absent for a report without its texts and its analysis. */
  readonly jobFolder?: string;
}

/** Saves reports as files, in a process of its own, and offers to open them. */
export class SaveExports {
  /** @param workerPath absolute path of the bundled `worker.js` */
  constructor(private readonly workerPath: string) {}

  /**
   * Saves a report beside its source in each of the formats. Where that folder cannot be written to, the user is asked for a place.
   *
   * @param found said before the names of the files
   */
  async save(
    exportable: Exportable,
    { formats, anonymise, excerpts, pages }: ExportChoice,
    found?: string,
  ): Promise<void> {
    const settings = exportSettings();
    try {
      const saved = await this.saveOrAsk({
        ...exportable,
        ...settings,
        formats,
        anonymise: anonymise ?? settings.anonymise,
        excerpts: excerpts === true && exportable.jobFolder !== undefined,
        ...(pages && { pages }),
        ...pageLanguage(),
      });
      const list = found === undefined ? undefined : () => this.openList(exportable);
      if (saved) await offerToOpen(saved.files, found, saved.key, list);
    } catch (error) {
      void vscode.window.showErrorMessage(
        plainMessage(vscode.l10n.t('{0} could not be exported. {1}', exportable.source.name, said(toldBy(error)))),
      );
    }
  }

  /** Saves the list of an analysis that has just ended, and opens it. */
  private async openList(exportable: Exportable): Promise<void> {
    const saved = await this.saveOrAsk({
      ...exportable,
      ...exportSettings(),
      formats: ['xlsx'],
      excerpts: false,
      ...pageLanguage(),
    });
    const [list] = saved?.files ?? [];
    if (list !== undefined) await openExport(list);
  }

  /** Saves some of a report's documents as CSV, where the user says. */
  async saveSelection(exportable: Exportable, documents: readonly string[]): Promise<void> {
    try {
      const target = await vscode.window.showSaveDialog({
        saveLabel: vscode.l10n.t('Export'),
        title: vscode.l10n.t('Export the selected documents'),
        filters: { CSV: ['csv'] },
        defaultUri: suggested(exportable.source, 'selection.csv'),
      });
      if (!target) return;
      const saved = await this.export({
        ...exportable,
        ...exportSettings(),
        formats: ['csv'],
        documents,
        excerpts: false,
        to: { file: target.fsPath },
      });
      if ('refused' in saved) throw new Error(saved.refused);
      await offerToOpen(saved.files, undefined, undefined);
    } catch (error) {
      void vscode.window.showErrorMessage(
        plainMessage(vscode.l10n.t('The selected documents could not be exported. {0}', said(toldBy(error)))),
      );
    }
  }

  /** Saves the page of one document, where the user says. Names of others stay out of it. */
  async savePage(exportable: Exportable, { id, path: inside }: Pick<ReportDocument, 'id' | 'path'>): Promise<void> {
    const name = path.posix.basename(inside);
    try {
      const target = await vscode.window.showSaveDialog({
        saveLabel: vscode.l10n.t('Save'),
        title: vscode.l10n.t('Save the page of {0}', name),
        filters: { HTML: ['html'] },
        defaultUri: vscode.Uri.file(path.join(path.dirname(exportable.source.paths[0] ?? ''), `${name}.html`)),
      });
      if (!target) return;
      const saved = await this.export({
        ...exportable,
        ...exportSettings(),
        anonymise: false,
        formats: ['pages'],
        documents: [id],
        excerpts: false,
        to: { file: target.fsPath },
        ...pageLanguage(),
      });
      if ('refused' in saved) throw new Error(saved.refused);
      await offerToOpen(saved.files, undefined, undefined);
    } catch (error) {
      void vscode.window.showErrorMessage(
        plainMessage(vscode.l10n.t('The page of {0} could not be saved. {1}', name, said(toldBy(error)))),
      );
    }
  }

  /** @returns `undefined` where the user chose no place */
  private async saveOrAsk(request: ExportRequest): Promise<Saved | undefined> {
    const saved = await this.export(request);
    if (!('refused' in saved)) return saved;
    const { source, formats, to } = request;
    const folder = to && 'folder' in to ? to.folder : path.dirname(to?.file ?? source.paths[0] ?? '');
    const named = listOf(formats.map((format) => EXPORT_FORMATS[format].label));
    const answer = await vscode.window.showWarningMessage(
      plainMessage(
        vscode.l10n.t(
          '{0} of {1} could not be saved in {2} ({3}). Choose another place.',
          named,
          source.name,
          folder,
          saved.refused,
        ),
      ),
      vscode.l10n.t('Save As…'),
    );
    const place = answer === undefined ? undefined : await choosePlace(source, formats);
    return place && this.saveOrAsk({ ...request, to: place });
  }

  private async export(request: ExportRequest): Promise<ExportResponse> {
    const analyzer = startAnalyzer(this.workerPath);
    try {
      return await analyzer.export(request);
    } finally {
      analyzer.dispose();
    }
  }
}

type Saved = Exclude<ExportResponse, { readonly refused: string }>;

/** A file for a single format that is one, a folder otherwise. */
async function choosePlace(source: Job['source'], formats: readonly ExportFormat[]): Promise<ExportRequest['to']> {
  const [only] = formats;
  if (formats.length === 1 && only !== undefined && !isFolder(only)) {
    const { extension, label } = EXPORT_FORMATS[only];
    const target = await vscode.window.showSaveDialog({
      saveLabel: vscode.l10n.t('Export'),
      filters: { [label]: [extension] },
      defaultUri: suggested(source, `analysis.${extension}`),
    });
    return target && { file: target.fsPath };
  }
  const [chosen] =
    (await vscode.window.showOpenDialog({
      openLabel: vscode.l10n.t('Export here'),
      canSelectFiles: false,
      canSelectFolders: true,
      title: vscode.l10n.t('A folder for the exports'),
    })) ?? [];
  return chosen && { folder: chosen.fsPath };
}

/** A page for people is in their language; other formats are the same in every one. */
function pageLanguage(): Pick<ExportRequest, 'language'> {
  const { bundle } = vscode.l10n;
  return bundle
    ? {
        language: {
          tag: languageOfWords(),
          words: bundle,
          withoutScript: vscode.l10n.t(
            'This report is drawn by the script inside it. Allow scripts for this file to see it.',
          ),
        },
      }
    : {};
}

/** A name that the user is asked for begins beside the source. */
function suggested({ name: batch, paths }: Job['source'], name: string): vscode.Uri {
  return vscode.Uri.file(path.join(path.dirname(paths[0] ?? ''), `${batch.replace(/\.zip$/i, '')}.${name}`));
}

async function offerToOpen(
  files: readonly string[],
  found: string | undefined,
  key: string | undefined,
  openList?: () => Promise<void>,
): Promise<void> {
  const names = listOf(files.map((file) => path.basename(file)));
  const labels = new Map(Object.values(EXPORT_FORMATS).map(({ extension, label }) => [`.${extension}`, label]));
  const open = new Map<string, string>(
    files.flatMap((file) =>
      // Tables and archives are for other programs.
      file.endsWith('.tables') || file.endsWith('.zip')
        ? []
        : [
            [
              vscode.l10n.t('Open {0}', labels.get(path.extname(file)) ?? vscode.l10n.t('File')),
              file.endsWith('.pages') ? path.join(file, 'index.html') : file,
            ] as const,
          ],
    ),
  );
  const [revealFile, revealKey] = [vscode.l10n.t('Reveal'), vscode.l10n.t('Reveal Key')];
  const answer = await vscode.window.showInformationMessage(
    plainMessage(`${found ? `${found} ` : ''}${vscode.l10n.t('Saved {0} beside the source.', names)}`),
    ...(openList ? [vscode.l10n.t('Open {0}', EXPORT_FORMATS.xlsx.label)] : []),
    ...open.keys(),
    revealFile,
    ...(key === undefined ? [] : [revealKey]),
  );
  const file = answer === undefined ? undefined : open.get(answer);
  if (openList && answer === vscode.l10n.t('Open {0}', EXPORT_FORMATS.xlsx.label)) await openList();
  else if (file !== undefined) await openExport(file);
  else if (answer === revealFile) await reveal(files[0] ?? '');
  else if (answer === revealKey && key !== undefined) await reveal(key);
}

/** A page is for the browser, a list for a spreadsheet program; anything else is opened here. */
async function openExport(file: string): Promise<void> {
  const uri = vscode.Uri.file(file);
  if (/\.(?:html|xlsx)$/.test(file) && (await vscode.env.openExternal(uri))) return;
  if (file.endsWith('.xlsx')) return reveal(file);
  await vscode.commands.executeCommand('vscode.open', uri);
}

/** Shows a file in the Explorer where it lies in the workspace, and in the system's file manager otherwise. */
export async function reveal(file: string): Promise<void> {
  const uri = vscode.Uri.file(file);
  await vscode.commands.executeCommand(
    vscode.workspace.getWorkspaceFolder(uri) ? 'revealInExplorer' : 'revealFileInOS',
    uri,
  );
}
