import { stat } from 'node:fs/promises';
import path from 'node:path';
import { isHousekeeping, isReadableFormat } from '../../analysis/sources/document-location.ts';
import { listFolder } from '../../analysis/sources/folder.ts';
import { GitIgnore } from '../../analysis/sources/gitignore.ts';
import { type PathFilter, pathFilter } from '../../analysis/sources/path-filter.ts';
import { isExportName } from '../../exports/export-name.ts';
import type { ReadingOptions } from '../../report/reading-options.ts';

/** What happened to a file or a folder. */
export type FileChange = 'created' | 'changed' | 'deleted';

/** Which changes below a folder can change what an analysis of it finds. Paths are those inside the folder, with `/` between their parts. */
export class SourceFilter {
  private readonly filter: PathFilter;

  /**
   * @param folder absolute path
   * @throws {@link AnalysisFailure} when a glob cannot be matched in bounded time
   */
  constructor(
    private readonly folder: string,
    private readonly reading: ReadingOptions,
  ) {
    this.filter = pathFilter(reading);
  }

  /** Whether a change may count, as far as names tell. Exports never do, though an analysis reads those that lie in its folder. */
  mayConcern(inside: string, change: FileChange): boolean {
    const parts = inside.split('/');
    const name = parts.at(-1)!;
    const folders = parts.slice(0, -1).map((_, depth) => parts.slice(0, depth + 1).join('/'));
    if (
      inside === '' ||
      inside.startsWith('../') ||
      isHousekeeping(folders.at(-1) ?? '') ||
      folders.some((folder) => !this.filter.enters(folder))
    )
      return false;
    if (name === '.gitignore') return true;
    if (isHousekeeping(name) || isExportName(name)) return false;
    if (isReadableFormat(name, this.reading.sourceCode)) return this.filter.takes(inside);
    // It may be a folder: those come and go.
    return change !== 'changed' && this.filter.enters(inside);
  }

  /**
   * Whether any of these changes counts, by what is on the disk now.
   *
   * @param documents paths of the documents that the last analysis found
   */
  async concernAny(changes: ReadonlyMap<string, FileChange>, documents: readonly string[]): Promise<boolean> {
    // Read anew: these files may have changed too.
    const gitIgnore = new GitIgnore(this.folder);
    const entered = new Set<string>();
    const enter = async (folder: string) => {
      if (entered.has(folder)) return;
      entered.add(folder);
      await gitIgnore.enter(folder);
    };
    for (const [inside, change] of changes) {
      if (!this.mayConcern(inside, change)) continue;
      const parts = inside.split('/');
      if (parts.at(-1) === '.gitignore') return true;
      for (let depth = 0; depth < parts.length; depth++) await enter(parts.slice(0, depth).join('/'));
      if (isReadableFormat(inside, this.reading.sourceCode)) {
        if (!gitIgnore.ignores(inside)) return true;
      } else if (!gitIgnore.ignores(`${inside}/`) && (await this.holdsDocuments(inside, documents))) return true;
    }
    return false;
  }

  /** Whether documents are in a folder, or were in one that is gone. */
  private async holdsDocuments(inside: string, documents: readonly string[]): Promise<boolean> {
    const place = path.join(this.folder, inside);
    const stats = await stat(place).catch(() => undefined);
    if (!stats) return documents.some((document) => document.startsWith(`${inside}/`));
    // The globs are on paths from the source on: there may be fewer documents, and the analysis finds out.
    return (
      stats.isDirectory() &&
      (await listFolder(place, { ...this.reading, include: [], exclude: [] }).catch(() => undefined))?.documents
        .length !== 0
    );
  }
}
