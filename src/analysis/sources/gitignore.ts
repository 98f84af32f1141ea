import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { isBounded } from './path-filter.ts';

/** A list longer than this was not written by hand, and is left alone: it comes with the folder, from whoever made that. */
const LONGEST_BYTES = 64 * 1024;

/**
 * The `.gitignore` files of a folder and of those below it, as Git reads them: a deeper one has the last word, and nothing is let in again below a
 * folder that is ignored. Those above the folder do not count: what was chosen was chosen.
 */
export class GitIgnore {
  private readonly byFolder = new Map<string, Ignore>();

  constructor(private readonly root: string) {}

  /** Reads the `.gitignore` in a folder of the source, if it has one. Its parents must have been entered before. */
  async enter(folder: string): Promise<void> {
    const file = path.join(this.root, folder, '.gitignore');
    const stats = await stat(file).catch(() => undefined);
    if (!stats?.isFile() || stats.size > LONGEST_BYTES) return;
    const lines = (await readFile(file, 'utf8').catch(() => '')).split(/\r?\n/);
    this.byFolder.set(folder, ignore({ allowRelativePaths: true }).add(lines.filter(isBounded)));
  }

  /** @param at path inside the source; a folder's ends in `/` */
  ignores(at: string): boolean {
    if (this.byFolder.size === 0) return false;
    const parts = at.split('/');
    let ignored = false;
    for (let depth = 0; depth < parts.length; depth++) {
      const inside = parts.slice(depth).join('/');
      if (inside === '') break;
      const answer = this.byFolder.get(parts.slice(0, depth).join('/'))?.test(inside);
      if (answer?.ignored) ignored = true;
      else if (answer?.unignored) ignored = false;
    }
    return ignored;
  }
}
