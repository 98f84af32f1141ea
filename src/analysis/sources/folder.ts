import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import type { ReadingOptions } from '../../report/reading-options.ts';
import { chosenByUser, entryOf, insideSource, type InsideSource } from '../../storage/inside-source.ts';
import {
  isHousekeeping,
  isReadableFormat,
  leftOutWarning,
  type ListedDocument,
  type Listing,
} from './document-location.ts';
import { type Problem, problem } from './problem.ts';
import { GitIgnore } from './gitignore.ts';
import { type PathFilter, pathFilter } from './path-filter.ts';
import { printableName } from './printable-name.ts';
import { notice } from '../../report/notice.ts';
import { systemCode } from './system-error.ts';

/**
 * Lists the documents below a folder, without what `.gitignore` files and the globs leave out. Links that lead out of the folder are not followed,
 * nor those to what is listed anyway; what cannot be listed is a warning.
 */
export async function listFolder(folder: string, reading: ReadingOptions): Promise<Listing> {
  const lister = new FolderLister(chosenByUser(await realpath(folder)), reading);
  await lister.list('', lister.root);
  await lister.followLinks();
  return { documents: lister.documents, warnings: lister.warnings() };
}

class FolderLister {
  readonly documents: ListedDocument[] = [];
  private readonly leftOut: string[] = [];
  private readonly unreadable: Problem[] = [];
  private readonly links: string[] = [];
  private readonly linksOut: string[] = [];
  /** Real paths of folders and files that were listed. */
  private readonly seen = new Set<string>();
  private readonly filter: PathFilter;
  private readonly gitIgnore: GitIgnore;
  private entriesLeft: number;

  /** @param root its real path */
  constructor(
    readonly root: InsideSource,
    private readonly reading: ReadingOptions,
  ) {
    this.filter = pathFilter(reading);
    this.gitIgnore = new GitIgnore(root);
    this.entriesLeft = reading.limits.entries;
  }

  /**
   * Lists a folder and those below it.
   *
   * @param at its path inside the source, as it is shown
   * @param real its real path
   */
  async list(at: string, real: InsideSource): Promise<void> {
    const pending = [{ at, real }];
    for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
      this.seen.add(folder.real);
      for (const entry of await this.entriesOf(folder.at, folder.real)) {
        const inside = folder.at === '' ? entry.name : `${folder.at}/${entry.name}`;
        const place = entryOf(folder.real, entry.name);
        if (
          isHousekeeping(entry.name) ||
          this.gitIgnore.ignores(entry.isDirectory() ? `${inside}/` : inside) ||
          !this.filter.enters(inside)
        )
          continue;
        if (this.entriesLeft-- <= 0) return;
        if (entry.isSymbolicLink()) this.links.push(inside);
        else if (entry.isDirectory()) pending.push({ at: inside, real: place });
        else if (entry.isFile()) this.addFile(inside, place);
      }
    }
  }

  /** Follows the links that stay inside the source, to what was not listed where it really is (it may be hidden there): each thing once, so that nothing runs in circles. */
  async followLinks(): Promise<void> {
    for (let link = this.links.shift(); link !== undefined; link = this.links.shift()) {
      const real = insideSource(this.root, path.join(this.root, link), { absolute: true });
      if (real === undefined) {
        // A link to nowhere is none that leads out.
        if (await stat(path.join(this.root, link)).catch(() => undefined)) this.linksOut.push(printableName(link));
        continue;
      }
      if (real === this.root) continue;
      const stats = this.seen.has(real) ? undefined : await stat(real).catch(() => undefined);
      if (stats?.isDirectory()) await this.list(link, real);
      else if (stats?.isFile()) this.addFile(link, real);
    }
  }

  warnings(): Problem[] {
    const links = this.linksOut.sort();
    const { entries } = this.reading.limits;
    const linked = `${links.slice(0, 3).join(', ')}${links.length > 3 ? ' …' : ''}`;
    return [
      ...this.unreadable,
      ...this.gitIgnore.problems,
      ...(this.entriesLeft < 0 ? [problem('too-many-entries', notice('folder-entries', { most: entries }))] : []),
      ...(links.length > 0 ? [problem('link', notice('links-out', { count: links.length, links: linked }))] : []),
      ...leftOutWarning(this.leftOut.sort()),
    ];
  }

  private addFile(inside: string, real: InsideSource): void {
    if (this.seen.has(real) || !this.filter.takes(inside)) return;
    this.seen.add(real);
    if (isReadableFormat(inside, this.reading.sourceCode))
      this.documents.push({ path: printableName(inside), location: { kind: 'file', file: real } });
    else this.leftOut.push(printableName(inside));
  }

  private async entriesOf(at: string, real: string): Promise<readonly Dirent[]> {
    try {
      await this.gitIgnore.enter(at);
      return await readdir(real, { withFileTypes: true });
    } catch (error) {
      if (at === '') throw error;
      this.unreadable.push(
        problem('unreadable', notice('folder-unreadable', { folder: printableName(at), error: systemCode(error) })),
      );
      return [];
    }
  }
}

/**
 * Lists files that were chosen one by one; folders among them are listed too, and links are followed, for they were chosen. Paths are relative
 * to the deepest folder that holds all of them.
 */
export async function listFiles(files: readonly string[], reading: ReadingOptions): Promise<Listing> {
  const base = commonFolder(files);
  const byFile = new Map<string, ListedDocument>();
  const leftOut: string[] = [];
  const warnings: Problem[] = [];
  const pathOf = (file: string) => printableName(path.relative(base, file).split(path.sep).join('/'));
  for (const file of new Set(files)) {
    const stats = await stat(file).catch(() => undefined);
    if (stats?.isDirectory()) {
      const inside = await listFolder(file, reading);
      for (const { path: at, location } of inside.documents)
        if (location.kind === 'file') byFile.set(location.file, { path: `${pathOf(file)}/${at}`, location });
      warnings.push(...inside.warnings);
    } else if (isReadableFormat(file, reading.sourceCode)) {
      const real = await realpath(file).catch(() => file);
      if (!byFile.has(real))
        byFile.set(real, { path: pathOf(file), location: { kind: 'file', file: chosenByUser(file) } });
    } else leftOut.push(printableName(path.basename(file)));
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
