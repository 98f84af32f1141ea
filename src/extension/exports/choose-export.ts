import * as vscode from 'vscode';
import { ALL_EXPORT_FORMATS, EXPORT_FORMATS, type ExportFormat, exportUse } from '../../report/export-formats.ts';
import { exportSettings } from '../settings.ts';

/** What is exported of a report, and how; as the settings have it where nothing was chosen. */
export interface ExportChoice {
  readonly formats: readonly ExportFormat[];
  readonly anonymise?: boolean;
  /** Whether passages of the texts are in an HTML page. */
  readonly excerpts?: boolean;
}

/**
 * Asks for formats, for names or pseudonyms, and for a page also whether passages of the texts are in it.
 *
 * @param hasTexts whether there are texts to take passages from
 */
export async function chooseExport(hasTexts: boolean): Promise<ExportChoice | undefined> {
  const chosen = await vscode.window.showQuickPick(
    ALL_EXPORT_FORMATS.map((format) => ({
      label: EXPORT_FORMATS[format].label,
      description: vscode.l10n.t(exportUse(format)),
      format,
      picked: format === 'html',
    })),
    { title: vscode.l10n.t('Export (1/2): formats'), canPickMany: true, placeHolder: vscode.l10n.t('What to save') },
  );
  if (!chosen || chosen.length === 0) return undefined;
  const formats = chosen.map(({ format }) => format);
  const anonymise = {
    label: vscode.l10n.t('Pseudonyms'),
    description: vscode.l10n.t('in place of the names of files, folders and groups'),
  };
  const excerpts = {
    label: vscode.l10n.t('Passages of the texts'),
    description: vscode.l10n.t('HTML only: those that the findings rest on'),
  };
  const options = [
    { ...anonymise, picked: exportSettings().anonymise },
    ...(hasTexts && formats.includes('html') ? [{ ...excerpts, picked: false }] : []),
  ];
  const wanted = await vscode.window.showQuickPick(options, {
    title: vscode.l10n.t('Export (2/2): what goes in'),
    canPickMany: true,
    placeHolder: vscode.l10n.t('Nothing chosen: names as they are, and none of the texts'),
  });
  if (!wanted) return undefined;
  const isWanted = ({ label }: { readonly label: string }) => wanted.some((option) => option.label === label);
  return { formats, anonymise: isWanted(anonymise), excerpts: isWanted(excerpts) };
}
