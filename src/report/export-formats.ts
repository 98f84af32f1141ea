/** The formats that a report can be saved in. */
export type ExportFormat = 'csv' | 'json' | 'jsonl' | 'html' | 'parquet' | 'sarif';

/** What each is called, what it is good for, and what the name of its file ends in. Parquet is a folder of tables. */
export const EXPORT_FORMATS: Readonly<Record<ExportFormat, { readonly label: string; readonly use: string; readonly extension: string }>> = {
  csv: { label: 'CSV', use: 'one row a document, for spreadsheets', extension: 'csv' },
  json: { label: 'JSON', use: 'the whole report, for programs', extension: 'json' },
  html: { label: 'HTML', use: 'a page of its own, to read and to print', extension: 'html' },
  jsonl: { label: 'JSON Lines', use: 'one record a line, for streams', extension: 'jsonl' },
  parquet: { label: 'Parquet', use: 'a folder of tables, for data frames', extension: 'tables' },
  sarif: { label: 'SARIF', use: 'findings, for code-hosting sites', extension: 'sarif' },
};

/** In the order in which they are offered. */
export const ALL_EXPORT_FORMATS = Object.keys(EXPORT_FORMATS) as readonly ExportFormat[];
