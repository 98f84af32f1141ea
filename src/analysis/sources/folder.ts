import { lstat, readdir } from 'node:fs/promises';
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

/** Lists files that were chosen one by one; folders among them are listed too. Paths are relative to the deepest folder that holds all of them. */
export async function listFiles(files: readonly string[]): Promise<Listing> {
  const base = commonFolder(files);
  const documents: ListedDocument[] = [];
  const leftOut: string[] = [];
  const warnings: Problem[] = [];
  for (const file of new Set(files)) {
    const relative = path.relative(base, file).split(path.sep).join('/');
    const stats = await lstat(file).catch(() => undefined);
    if (stats?.isDirectory()) {
      const inside = await listFolder(file);
      documents.push(...inside.documents.map((d) => ({ ...d, path: relative === '' ? d.path : `${printableName(relative)}/${d.path}` })));
      warnings.push(...inside.warnings);
    } else if (isReadableFormat(file)) documents.push({ path: printableName(relative), location: { kind: 'file', file } });
    else leftOut.push(printableName(relative));
  }
  const byPath = new Map(documents.map((d) => [d.path, d]));
  return { documents: [...byPath.values()], warnings: [...warnings, ...leftOutWarning(leftOut.sort())] };
}

function commonFolder(files: readonly string[]): string {
  let common = files[0] === undefined ? '' : path.dirname(files[0]);
  while (!files.every((f) => f.startsWith(common.endsWith(path.sep) ? common : common + path.sep))) common = path.dirname(common);
  return common;
}
