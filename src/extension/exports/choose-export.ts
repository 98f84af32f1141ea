import * as vscode from 'vscode';
import type { PagesChoice } from '../../protocol/analyzer.ts';
import { ALL_EXPORT_FORMATS, EXPORT_FORMATS, type ExportFormat, exportUse } from '../../report/export-formats.ts';
import { exportSettings } from '../settings.ts';

/** What is exported of a report, and how; as the settings have it where nothing was chosen. */
export interface ExportChoice {
  readonly formats: readonly ExportFormat[];
  readonly anonymise?: boolean;
  /** Whether passages of the texts are in an HTML page. */
  readonly excerpts?: boolean;
  readonly pages?: PagesChoice;
}

/**
 * Asks for formats, for names or pseudonyms, and for pages also what of the texts and of what was written about them is in them.
 *
 * @param hasTexts whether there are texts to take passages from
 */
export async function chooseExport(hasTexts: boolean): Promise<ExportChoice | undefined> {
  const chosen = await vscode.window.showQuickPick(
    ALL_EXPORT_FORMATS.filter((format) => hasTexts || format !== 'pages').map((format) => ({
      label: EXPORT_FORMATS[format].label,
      description: vscode.l10n.t(exportUse(format)),
      format,
      picked: format === 'html',
    })),
    { title: vscode.l10n.t('Export (1/2): formats'), canPickMany: true, placeHolder: vscode.l10n.t('What to save') },
  );
  if (!chosen || chosen.length === 0) return undefined;
  const formats = chosen.map(({ format }) => format);
  const options: ChoiceOption[] = [
    {
      is: 'anonymise',
      label: vscode.l10n.t('Pseudonyms'),
      description: vscode.l10n.t('in place of the names of files, folders and groups'),
      picked: exportSettings().anonymise,
    },
    ...(hasTexts && formats.includes('html') ? [passagesOption()] : []),
    ...(formats.includes('pages') ? pagesOptions() : []),
  ];
  const wanted = await vscode.window.showQuickPick(options, {
    title: vscode.l10n.t('Export (2/2): what goes in'),
    canPickMany: true,
    placeHolder: vscode.l10n.t('Nothing chosen: names as they are, and none of the texts'),
  });
  if (!wanted) return undefined;
  const isWanted = (what: ChoiceOption['is']) => wanted.some(({ is }) => is === what);
  return {
    formats,
    anonymise: isWanted('anonymise'),
    excerpts: isWanted('excerpts'),
    pages: { showNames: isWanted('names'), withoutNotes: !isWanted('notes'), zip: isWanted('zip') },
  };
}

interface ChoiceOption extends vscode.QuickPickItem {
  readonly is: 'anonymise' | 'excerpts' | 'names' | 'notes' | 'zip';
}

const passagesOption = (): ChoiceOption => ({
  is: 'excerpts',
  label: vscode.l10n.t('Passages of the texts'),
  description: vscode.l10n.t('HTML only: those that the findings rest on'),
});

const pagesOptions = (): ChoiceOption[] => [
  {
    is: 'names',
    label: vscode.l10n.t('Names of the others'),
    description: vscode.l10n.t('Pages only: of the documents that share passages with one'),
  },
  {
    is: 'notes',
    label: vscode.l10n.t('Tags and notes'),
    description: vscode.l10n.t('Pages only: what you wrote about a document'),
    picked: true,
  },
  {
    is: 'zip',
    label: vscode.l10n.t('One ZIP'),
    description: vscode.l10n.t('Pages only: instead of a folder'),
  },
];
