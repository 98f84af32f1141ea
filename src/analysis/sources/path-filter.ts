import picomatch from 'picomatch';
import type { ReadingOptions } from '../../report/reading-options.ts';
import { AnalysisFailure } from '../failure.ts';
import { printableName } from './printable-name.ts';

/** Which paths of a source are read: `ghostwriter.include` and `.exclude`. */
export interface PathFilter {
  /** Whether a file is read. */
  readonly takes: (path: string) => boolean;
  /** Whether anything below a folder may be read. */
  readonly enters: (folder: string) => boolean;
}

/**
 * @returns a filter on paths inside the source, with `/` between their parts. A glob without `/` matches at every depth, and one that matches a
 * folder matches all below it.
 * @throws {@link AnalysisFailure} when a glob has more wildcards than can be matched in bounded time
 */
export function pathFilter({ include, exclude }: Pick<ReadingOptions, 'include' | 'exclude'>): PathFilter {
  const included = include.length === 0 ? () => true : matcher(include);
  const excluded = exclude.length === 0 ? () => false : matcher(exclude);
  return { takes: (path) => included(path) && !excluded(path), enters: (folder) => !excluded(folder) };
}

/** Globs as VS Code has them: parentheses and quantifiers of regular expressions mean themselves, as they could be made to hang the engine. */
const OPTIONS = { dot: true, nonegate: true, noextglob: true, regex: false } as const;

function matcher(globs: readonly string[]): (path: string) => boolean {
  const anywhere = globs.flatMap((glob) => {
    if (!isBounded(glob)) throw new AnalysisFailure('invalid-options', `The glob ${printableName(glob)} has more than ${MOST_WILDCARDS} wildcards between two slashes. Write it as several (ghostwriter.include, ghostwriter.exclude, files.exclude) and run the analysis again.`);
    const literal = glob.replace(/[()|]/g, '\\$&').replace(/^\.?\//, '').replace(/\/+$/, '');
    const deep = literal.includes('/') ? literal : `**/${literal}`;
    return [deep, `${deep}/**`];
  });
  return picomatch(anywhere, OPTIONS);
}

/** Each wildcard multiplies the ways in which a name can be tried. */
const MOST_WILDCARDS = 3;

/** Whether a pattern can be matched against any name in bounded time by an engine that tries all ways. */
export function isBounded(pattern: string): boolean {
  return pattern.split('/').every((part) => (part.match(/\*+/g)?.length ?? 0) <= MOST_WILDCARDS);
}
