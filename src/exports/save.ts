import { lstat } from 'node:fs/promises';
import path from 'node:path';
import { EXPORT_FORMATS, type ExportFormat, type FolderFormat, isFolder } from '../report/export-formats.ts';
import type { Report, SourceDescription } from '../report/report.ts';
import { disk } from '../storage/disk.ts';
import {
  type Piece,
  removeUnfinished,
  syncFolder,
  temporaryBeside,
  writeAtomically,
  writeNew,
  writeStreamAtomically,
} from '../storage/write-file.ts';
import { csvDescription, exportCsv } from './csv.ts';
import { type ExportOptions, type Outgoing, prepared } from './export-options.ts';
import { exportHtml } from './html.ts';
import { exportJsonLines } from './json-lines.ts';
import { exportJson } from './json.ts';
import { withoutPassages } from './missing-passages.ts';
import { documentPages, type Page } from './pages/pages.ts';
import { exportSarif } from './sarif.ts';

/** Formats that are one file. */
export type FileFormat = Exclude<ExportFormat, FolderFormat>;

const WRITERS: Readonly<
  Record<FileFormat, (outgoing: Outgoing, options: ExportOptions) => Iterable<Piece> | Promise<Iterable<Piece>>>
> = {
  csv: ({ report }, { byteOrderMark }) => exportCsv(report, byteOrderMark),
  json: ({ report, manifest }) => exportJson(report, manifest),
  jsonl: ({ report, manifest }) => exportJsonLines(report, manifest),
  html: async (outgoing, { page, excerpts, textsUnread = 0 }) =>
    exportHtml(withoutPassages(outgoing, textsUnread), await page(), excerpts),
  xlsx: async ({ report }, { language, pagesFolder }) => {
    // Loaded when the first list is asked for: no process's start waits for it.
    const { writeList } = await import('./list/write-list.ts');
    return [await writeList(report, language, pagesFolder)];
  },
  sarif: (outgoing, { root }) => exportSarif(outgoing, root),
};

/** Bytes of a file name that the source may give: what is added behind it must fit into the 255 that file systems allow. */
const BASE_BYTES = 200;

/**
 * Saves a report beside its source: `essays.analysis.csv` for a folder `essays` or an archive `essays.zip`; selected files give the
 * name of the folder they are in. An existing file is never touched: the next free of `essays.analysis-2.csv`, `-3` … is taken.
 * The file, or the folder of tables or pages, appears whole or not at all.
 *
 * @param folder where to save instead
 * @param isTaken whether a name is not free though nothing of that name is there
 * @returns the absolute path of the file or folder
 * @throws the file system's error (`code` is `EACCES`, `EROFS`, `ENOSPC` …)
 */
export async function saveBeside(
  source: SourceDescription,
  format: ExportFormat,
  report: Report,
  options: ExportOptions,
  folder?: string,
  isTaken: (target: string) => Promise<boolean> = () => Promise.resolve(false),
): Promise<string> {
  const first = source.paths[0];
  if (first === undefined) throw new Error('The source has no path to save beside.');
  const beside = folder ?? path.dirname(first);
  const base = options.anonymise ? 'anonymised' : baseName(source, first);
  const inFolder = isFolder(format) && !(format === 'pages' && options.zip);
  const ending = `${EXPORT_FORMATS[format].extension}${isFolder(format) && !inFolder ? '.zip' : ''}`;
  const temporary = temporaryBeside(path.join(beside, base));
  await removeUnfinished(beside);
  try {
    await write(temporary, format, report, options);
    for (let n = 1; ; n++) {
      const target = path.join(beside, `${base}.analysis${n === 1 ? '' : `-${n}`}.${ending}`);
      if ((await isTaken(target)) || !(await (inFolder ? placeFolder : place)(temporary, target))) continue;
      await syncFolder(beside);
      return target;
    }
  } finally {
    await disk.rm(temporary, { recursive: true, force: true });
  }
}

/**
 * Saves a report in several formats: see {@link saveBeside}. A CSV has no room for the manifest; where nothing that has it is saved along with it, a description of the
 * CSV with the manifest goes beside it.
 *
 * @returns the absolute paths of what was saved for people, in the order of the formats
 */
export async function saveAllBeside(
  source: SourceDescription,
  formats: readonly ExportFormat[],
  report: Report,
  options: ExportOptions,
  folder?: string,
): Promise<string[]> {
  const saved = new Map<ExportFormat, string>();
  const described = formats.every((format) => format === 'csv');
  // Of that name there may be what an earlier CSV, which is no more, has left: it is not overwritten either.
  const isTaken = (target: string) => (described ? isThere(descriptionOf(target)) : Promise.resolve(false));
  // Pages first: a list leads to them.
  for (const format of [...formats].sort((a, b) => Number(b === 'pages') - Number(a === 'pages'))) {
    const pages = options.zip ? undefined : saved.get('pages');
    const leading = pages === undefined ? options : { ...options, pagesFolder: path.basename(pages) };
    saved.set(format, await saveBeside(source, format, report, leading, folder, isTaken));
  }
  const files = formats.map((format) => saved.get(format)!);
  const [csv] = files;
  if (csv !== undefined && described)
    await writeNew(descriptionOf(csv), [csvDescription(path.basename(csv), prepared(report, options))]);
  return files;
}

const descriptionOf = (csv: string) => `${csv}-metadata.json`;

const isThere = (target: string) =>
  lstat(target).then(
    () => true,
    () => false,
  );

/** A report in a format that is one file, piece by piece. */
export async function piecesOf(format: FileFormat, report: Report, options: ExportOptions): Promise<Iterable<Piece>> {
  return WRITERS[format](prepared(report, options), options);
}

/** Saves a report under a name the user chose, replacing what is there. */
export async function saveAs(
  target: string,
  format: FileFormat,
  report: Report,
  options: ExportOptions,
): Promise<void> {
  await writeAtomically(target, await piecesOf(format, report, options));
}

async function write(target: string, format: ExportFormat, report: Report, options: ExportOptions): Promise<void> {
  const outgoing = prepared(report, options);
  if (!isFolder(format)) return writeNew(target, await WRITERS[format](outgoing, options));
  if (format === 'pages') return writePages(target, outgoing.report, options);
  await disk.mkdir(target);
  // Loaded when the first table is asked for: no process's start waits for it.
  const { parquetTables } = await import('./parquet.ts');
  for (const { name, pieces } of parquetTables(outgoing)) await writeNew(path.join(target, name), pieces);
}

async function writePages(target: string, report: Report, options: ExportOptions): Promise<void> {
  const pages = pagesToSave(report, options);
  if (options.zip) {
    const { archiveOf } = await import('./archive.ts');
    return writeStreamAtomically(target, archiveOf(pages, false, new Date(report.job.finishedAt)));
  }
  await disk.mkdir(target);
  for (const { name, pieces } of pages) await writeNew(path.join(target, name), await pieces());
}

/** The pages of a report that is ready to go out. */
export function pagesToSave(report: Report, { pages }: Pick<ExportOptions, 'pages'>): Page[] {
  if (!pages) throw new Error('Pages are made of texts, which cannot be read here.');
  return documentPages(report, pages);
}

/**
 * Saves the page of one document under a name the user chose, replacing what is there.
 *
 * @param id of the document
 * @returns whether there is such a page: a document that was skipped has none
 */
export async function savePageAs(target: string, id: string, report: Report, options: ExportOptions): Promise<boolean> {
  const [page] = pagesToSave(prepared(report, options).report, {
    ...(options.pages && { pages: { ...options.pages, only: new Set([id]) } }),
  });
  if (page) await writeAtomically(target, await page.pieces());
  return page !== undefined;
}

function baseName({ kind }: SourceDescription, first: string): string {
  const names = {
    folder: path.basename(first),
    zip: path.basename(first).replace(/\.zip$/i, ''),
    files: path.basename(path.dirname(first)),
  };
  let base = '';
  for (const character of names[kind]) {
    if (Buffer.byteLength(base + character) > BASE_BYTES) break;
    base += character;
  }
  return base || 'batch';
}

/** Gives a finished file its name, unless that is taken. A hard link fails where the name exists, which a rename would not. */
async function place(temporary: string, target: string): Promise<boolean> {
  try {
    await disk.link(temporary, target);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    // No hard links on this file system (FAT, some network drives; each has an error of its own): claim the name, then replace the empty claim.
    return claimAndRename(temporary, target);
  }
}

/** Gives a finished folder its name, unless that is taken: no system renames a folder onto one with files in it. */
async function placeFolder(temporary: string, target: string): Promise<boolean> {
  if (await isThere(target)) return false;
  try {
    await disk.rename(temporary, target);
    return true;
  } catch (error) {
    if (await isThere(target)) return false;
    throw error;
  }
}

async function claimAndRename(temporary: string, target: string): Promise<boolean> {
  try {
    await (await disk.open(target, 'wx')).close();
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
  try {
    await disk.rename(temporary, target);
    return true;
  } catch (error) {
    await disk.rm(target, { force: true });
    throw error;
  }
}

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code;
