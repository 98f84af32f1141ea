import picomatch from 'picomatch';
import type { ReadingOptions } from '../../report/reading-options.ts';

/** Which paths of a source are read: `ghostwriter.include` and `.exclude`. */
export interface PathFilter {
  /** Whether a file is read. Folders above it were asked for before where that was possible. */
  readonly takes: (path: string) => boolean;
  /** Whether anything below a folder may be read. */
  readonly enters: (folder: string) => boolean;
}

/**
 * @returns a filter on paths inside the source, with `/` between their parts. A glob without `/` matches at every depth, and one that matches a
 * folder matches all below it.
 */
export function pathFilter({ include, exclude }: Pick<ReadingOptions, 'include' | 'exclude'>): PathFilter {
  const included = include.length === 0 ? () => true : matcher(include);
  const excluded = exclude.length === 0 ? () => false : matcher(exclude);
  return { takes: (path) => included(path) && !excluded(path), enters: (folder) => !excluded(folder) };
}

function matcher(globs: readonly string[]): (path: string) => boolean {
  const anywhere = globs.flatMap((glob) => {
    const trimmed = glob.replace(/^\.?\//, '').replace(/\/+$/, '');
    const deep = trimmed.includes('/') ? trimmed : `**/${trimmed}`;
    return [deep, `${deep}/**`];
  });
  return picomatch(anywhere, { dot: true });
}
