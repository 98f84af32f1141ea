import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { notice } from '../../report/notice.ts';
import { type Problem, problem } from './problem.ts';
import { type IgnoreRule, LONGEST_LINE, ruleOf } from './gitignore-line.ts';
import { printableName } from './printable-name.ts';

/** A list longer than this was not written by hand, and is left alone: it comes with the folder, from whoever made that. */
const LONGEST_BYTES = 64 * 1024;

/**
 * The `.gitignore` files of a folder and of those below it, as Git reads them: a deeper one has the last word, and nothing is let in again below a
 * folder that is ignored. Those above the folder do not count: what was chosen was chosen.
 */
export class GitIgnore {
  /** Lists that were not read, or not all of them. */
  readonly problems: Problem[] = [];
  /** The rules of each list, the last first, which has the last word. */
  private readonly byFolder = new Map<string, readonly IgnoreRule[]>();
  /** Whether folders are ignored, by themselves or with one that they are in. */
  private readonly folders = new Map<string, boolean>();

  constructor(private readonly root: string) {}

  /** Reads the `.gitignore` in a folder of the source, if it has one. Its parents must have been entered before. */
  async enter(folder: string): Promise<void> {
    const file = path.join(this.root, folder, '.gitignore');
    const stats = await stat(file).catch(() => undefined);
    if (!stats?.isFile()) return;
    const name = printableName(folder === '' ? '.gitignore' : `${folder}/.gitignore`);
    if (stats.size > LONGEST_BYTES) {
      this.problems.push(
        problem('too-large', notice('ignore-list-too-large', { list: name, kilobytes: LONGEST_BYTES / 1024 })),
      );
      return;
    }
    const text = await readFile(file, 'utf8').catch(() => undefined);
    if (text === undefined) {
      this.problems.push(problem('unreadable', notice('ignore-list-unreadable', { list: name })));
      return;
    }
    const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
    const tooLong = lines.filter(({ length }) => length > LONGEST_LINE).length;
    if (tooLong > 0)
      this.problems.push(
        problem('too-large', notice('ignore-list-long-lines', { list: name, most: LONGEST_LINE, lines: tooLong })),
      );
    const rules = lines.flatMap((line) => (line.length > LONGEST_LINE ? [] : (ruleOf(line) ?? []))).reverse();
    if (rules.length > 0) this.byFolder.set(folder, rules);
  }

  /** @param at path inside the source; a folder's ends in `/` */
  ignores(at: string): boolean {
    if (this.byFolder.size === 0) return false;
    const isFolder = at.endsWith('/');
    const inside = isFolder ? at.slice(0, -1) : at;
    const above = inside.lastIndexOf('/');
    if (above > 0 && this.ignoresFolder(inside.slice(0, above))) return true;
    return isFolder ? this.ignoresFolder(inside) : this.isNamed(inside, false);
  }

  private ignoresFolder(inside: string): boolean {
    const known = this.folders.get(inside);
    if (known !== undefined) return known;
    const above = inside.lastIndexOf('/');
    const ignored = (above > 0 && this.ignoresFolder(inside.slice(0, above))) || this.isNamed(inside, true);
    this.folders.set(inside, ignored);
    return ignored;
  }

  /** What the deepest list that says anything says. */
  private isNamed(inside: string, isFolder: boolean): boolean {
    for (let slash = inside.lastIndexOf('/'); ; slash = inside.lastIndexOf('/', slash - 1)) {
      const rules = this.byFolder.get(slash < 0 ? '' : inside.slice(0, slash));
      const below = inside.slice(slash + 1);
      const rule = rules?.find(({ foldersOnly, matches }) => (isFolder || !foldersOnly) && matches(below));
      if (rule) return !rule.negated;
      if (slash < 0) return false;
    }
  }
}
