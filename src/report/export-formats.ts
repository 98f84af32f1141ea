import * as l10n from '@vscode/l10n';

/** The formats that a report can be saved in. */
export type ExportFormat = 'csv' | 'json' | 'jsonl' | 'xlsx' | 'html' | 'pages' | 'parquet' | 'sarif';

/** What each is called, and what the name of its file ends in. Parquet is a folder of tables, and pages are one of pages. */
export const EXPORT_FORMATS: Readonly<Record<ExportFormat, { readonly label: string; readonly extension: string }>> = {
  csv: { label: 'CSV', extension: 'csv' },
  xlsx: { label: 'List', extension: 'xlsx' },
  json: { label: 'JSON', extension: 'json' },
  html: { label: 'HTML', extension: 'html' },
  pages: { label: 'Pages', extension: 'pages' },
  jsonl: { label: 'JSON Lines', extension: 'jsonl' },
  parquet: { label: 'Parquet', extension: 'tables' },
  sarif: { label: 'SARIF', extension: 'sarif' },
};

/** What a format is good for. */
export function exportUse(format: ExportFormat): string {
  switch (format) {
    case 'csv':
      return l10n.t('one row a document, for spreadsheets');
    case 'xlsx':
      return l10n.t('a list for Excel, with room for tags and notes');
    case 'json':
      return l10n.t('the whole report, for programs');
    case 'html':
      return l10n.t('a page of its own, to read and to print');
    case 'pages':
      return l10n.t('a page for each document, to hand out or to print');
    case 'jsonl':
      return l10n.t('one record a line, for streams');
    case 'parquet':
      return l10n.t('a folder of tables, for data frames');
    case 'sarif':
      return l10n.t('findings, for code-hosting sites');
  }
}

/** Formats that are several files in a folder. */
export type FolderFormat = 'pages' | 'parquet';

export const isFolder = (format: ExportFormat): format is FolderFormat => format === 'pages' || format === 'parquet';

/** In the order in which they are offered. */
export const ALL_EXPORT_FORMATS = Object.keys(EXPORT_FORMATS) as readonly ExportFormat[];
