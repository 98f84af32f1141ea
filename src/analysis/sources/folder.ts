import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { isHousekeeping, isReadableFormat, leftOutWarning, type ListedDocument, type Listing, type Problem } from './document-location.ts';
import { printableName } from './printable-name.ts';
import { systemCode } from './system-error.ts';

/** Lists the documents below a folder. Links are not followed; what cannot be listed is a warning. */
export async function listFolder(folder: string): Promise<Listing> {
  const documents: ListedDocument[] = [];
  const leftOut: string[] = [];
  const warnings: Problem[] = [];
  const pending = [''];
  for (let relative = pending.pop(); relative !== undefined; relative = pending.pop()) {
    const entries = await readdir(path.join(folder, relative), { withFileTypes: true }).catch((error: unknown) => {
      if (relative === '') throw error;
      warnings.push({ code: 'unreadable', message: `The folder ${printableName(relative)} could not be read (${systemCode(error)}). Check its permissions and run the analysis again.` });
      return [];
    });
    for (const entry of entries) {
      const at = relative === '' ? entry.name : `${relative}/${entry.name}`;
      if (isHousekeeping(entry.name)) continue;
      if (entry.isDirectory()) pending.push(at);
      else if (entry.isFile() && isReadableFormat(at)) documents.push({ path: printableName(at), location: { kind: 'file', file: path.join(folder, at) } });
      else if (entry.isFile()) leftOut.push(printableName(at));
    }
  }
  return { documents, warnings: [...warnings, ...leftOutWarning(leftOut.sort())] };
}

/**
 * Lists files that were chosen one by one; folders among them are listed too, and links are followed, for they were chosen. Paths are relative
 * to the deepest folder that holds all of them.
 */
export async function listFiles(files: readonly string[]): Promise<Listing> {
  const base = commonFolder(files);
  const byFile = new Map<string, ListedDocument>();
  const leftOut: string[] = [];
  const warnings: Problem[] = [];
  const add = (file: string) => byFile.set(file, { path: printableName(path.relative(base, file).split(path.sep).join('/')), location: { kind: 'file', file } });
  for (const file of new Set(files)) {
    const stats = await stat(file).catch(() => undefined);
    if (stats?.isDirectory()) {
      const inside = await listFolder(file);
      for (const { location } of inside.documents) if (location.kind === 'file') add(location.file);
      warnings.push(...inside.warnings);
    } else if (isReadableFormat(file)) add(file);
    else leftOut.push(printableName(path.basename(file)));
  }
  return { documents: [...byFile.values()], warnings: [...warnings, ...leftOutWarning(leftOut.sort())] };
}

function commonFolder(files: readonly string[]): string {
  let common = files[0] === undefined ? '' : path.dirname(files[0]);
  const holds = (file: string) => file.startsWith(common.endsWith(path.sep) ? common : common + path.sep);
  // A root is its own parent; on Windows there are several of them.
  while (!files.every(holds) && path.dirname(common) !== common) common = path.dirname(common);
  return common;
}
