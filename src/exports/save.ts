import { randomUUID } from 'node:crypto';
import { link, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Report, SourceDescription } from '../report/report.ts';
import { exportCsv } from './csv.ts';
import { exportJson } from './json.ts';
import { writeAtomically, writeNew } from './write-file.ts';

/** The formats that a report can be saved in. */
export type ExportFormat = 'csv' | 'json';

const WRITERS: Readonly<Record<ExportFormat, (report: Report) => Iterable<string>>> = { csv: exportCsv, json: exportJson };

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
  const base = source.kind === 'files' ? path.basename(path.dirname(first)) || 'batch' : path.basename(first).replace(/\.zip$/i, '');
  const temporary = path.join(beside, `.${base}.${randomUUID()}.tmp`);
  try {
    await writeNew(temporary, WRITERS[format](report));
    for (let n = 1; ; n++) {
      const target = path.join(beside, `${base}.analysis${n === 1 ? '' : `-${n}`}.${format}`);
      if (await place(temporary, target)) return target;
    }
  } finally {
    await rm(temporary, { force: true });
  }
}

/** Saves a report under a name the user chose, replacing what is there. */
export async function saveAs(target: string, format: ExportFormat, report: Report): Promise<void> {
  await writeAtomically(target, WRITERS[format](report));
}

/** Gives a finished file its name, unless that is taken. A hard link fails where the name exists, which a rename would not. */
async function place(temporary: string, target: string): Promise<boolean> {
  try {
    await link(temporary, target);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    // No hard links on this file system (FAT, some network drives): claim the name first, then replace the empty claim.
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'ENOSYS' && code !== 'EOPNOTSUPP') throw error;
    return claimAndRename(temporary, target);
  }
}

async function claimAndRename(temporary: string, target: string): Promise<boolean> {
  try {
    await (await open(target, 'wx')).close();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
  await rename(temporary, target);
  return true;
}
