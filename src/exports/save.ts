import path from 'node:path';
import type { ExportFormat, Report, SourceDescription } from '../report/report.ts';
import { exportCsv } from './csv.ts';
import { exportJson } from './json.ts';
import { disk } from '../storage/disk.ts';
import { removeUnfinished, syncFolder, temporaryBeside, writeAtomically, writeNew } from '../storage/write-file.ts';

const WRITERS: Readonly<Record<ExportFormat, (report: Report) => Iterable<string>>> = { csv: exportCsv, json: exportJson };

/** Bytes of a file name that the source may give: what is added behind it must fit into the 255 that file systems allow. */
const BASE_BYTES = 200;

/**
 * Saves a report beside its source: `essays.analysis.csv` for a folder `essays` or an archive `essays.zip`; selected files give the
 * name of the folder they are in. An existing file is never touched: the next free of `essays.analysis-2.csv`, `-3` … is taken.
 * The file appears whole or not at all.
 *
 * @param folder where to save instead
 * @returns the absolute path of the file
 * @throws the file system's error (`code` is `EACCES`, `EROFS`, `ENOSPC` …)
 */
export async function saveBeside(source: SourceDescription, format: ExportFormat, report: Report, folder?: string): Promise<string> {
  const first = source.paths[0];
  if (first === undefined) throw new Error('The source has no path to save beside.');
  const beside = folder ?? path.dirname(first);
  const base = baseName(source, first);
  const temporary = temporaryBeside(path.join(beside, base));
  await removeUnfinished(beside);
  try {
    await writeNew(temporary, WRITERS[format](report));
    for (let n = 1; ; n++) {
      const target = path.join(beside, `${base}.analysis${n === 1 ? '' : `-${n}`}.${format}`);
      if (!(await place(temporary, target))) continue;
      await syncFolder(beside);
      return target;
    }
  } finally {
    await disk.rm(temporary, { force: true });
  }
}

/** Saves a report under a name the user chose, replacing what is there. */
export async function saveAs(target: string, format: ExportFormat, report: Report): Promise<void> {
  await writeAtomically(target, WRITERS[format](report));
}

function baseName({ kind }: SourceDescription, first: string): string {
  const names = { folder: path.basename(first), zip: path.basename(first).replace(/\.zip$/i, ''), files: path.basename(path.dirname(first)) };
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
