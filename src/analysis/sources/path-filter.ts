import picomatch from 'picomatch';
import type { ReadingOptions } from '../../report/reading-options.ts';
import { notice } from '../../report/notice.ts';
import { AnalysisFailure } from '../failure.ts';
import { linearPattern } from './linear-pattern.ts';
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
 * @throws {@link AnalysisFailure} when a glob cannot be used, or is too long
 */
export function pathFilter({ include, exclude }: Pick<ReadingOptions, 'include' | 'exclude'>): PathFilter {
  const included = include.length === 0 ? () => true : matcher(include);
  const excluded = exclude.length === 0 ? () => false : matcher(exclude);
  return { takes: (path) => included(path) && !excluded(path), enters: (folder) => !excluded(folder) };
}

/** Globs as VS Code has them: parentheses and quantifiers of regular expressions mean themselves. Paths have `/` on every system. */
const OPTIONS = { dot: true, nonegate: true, noextglob: true, regex: false, windows: false } as const;

/** Matching takes time linear in a path, and in the length of all globs together: these are bounded, in UTF-16 code units. */
const LONGEST_GLOB = 1000;
const LONGEST_TOGETHER = 20_000;

function matcher(globs: readonly string[]): (path: string) => boolean {
  const anywhere = globs.flatMap((glob) => {
    if (glob.length > LONGEST_GLOB)
      throw new AnalysisFailure(
        'invalid-options',
        notice('glob-too-long', { glob: printableName(glob.slice(0, 60)), most: LONGEST_GLOB }),
      );
    const literal = plainEscapes(glob)
      .replace(/[()|]/g, '\\$&')
      .replace(/^\.?\//, '')
      .replace(/\/+$/, '');
    const deep = literal.includes('/') ? literal : `**/${literal}`;
    return [deep, `${deep}/**`];
  });
  const characters = globs.reduce((sum, { length }) => sum + length, 0);
  if (characters > LONGEST_TOGETHER)
    throw new AnalysisFailure('invalid-options', notice('globs-too-long', { most: LONGEST_TOGETHER }));
  // As picomatch has it, a name that is the glob itself matches, whatever its characters mean.
  const exact = new Set(anywhere.map((glob) => glob.replaceAll(BACKSLASH, '\\\\')));
  const pattern = compiled(globs, anywhere);
  return (path) => exact.has(path) || pattern.test(path);
}

function compiled(globs: readonly string[], anywhere: readonly string[]): ReturnType<typeof linearPattern> {
  try {
    return linearPattern(anywhere.map(linearSource).join('|'));
  } catch {
    // Which of them it is.
    const wrong = globs.find((_, i) => {
      try {
        linearPattern(linearSource(anywhere[2 * i]!));
        return false;
      } catch {
        return true;
      }
    });
    throw new AnalysisFailure(
      'invalid-options',
      notice('glob-unusable', { glob: printableName(wrong ?? globs.join(' ')) }),
    );
  }
}

/** Also as picomatch leaves them where a brace of the glob is never closed: it escapes the last one of all that it has written. */
const LOOK_AHEAD = [
  '(?!(?:^|\\/)\\.{1,2}(?:\\/|$))',
  '(?!\\.{1,2}(?:\\/|$))',
  '(?!\\.{0,1}(?:\\/|$))',
  '(?=.)',
].flatMap((lookAhead) => [lookAhead, lookAhead.replace('{', '\\{')]);

/**
 * What picomatch makes of a glob, without its look-ahead, which RE2 does not have and which matters for paths with `.`, `..` or nothing between two slashes alone: there are none inside a source. Parentheses of the
 * glob are escaped, so that these are picomatch's own.
 */
function linearSource(glob: string): string {
  const { source } = picomatch.makeRe(glob, OPTIONS);
  const linear = LOOK_AHEAD.reduce((text, lookAhead) => text.replaceAll(lookAhead, ''), source);
  return `(?:${linear.replaceAll(BACKSLASH, '\\\\')})`;
}

/** Stands for a backslash that means itself, until picomatch is done: it never comes to an end of a glob that ends in several. No text has this character. */
const BACKSLASH = '\uffff';

/** A backslash makes the next character mean itself: also a letter, which would be a class of characters (`\d`) or an assertion (`\b`) to a regular expression, and a parenthesis, which is escaped later like all others. */
const plainEscapes = (glob: string) =>
  glob.replaceAll(BACKSLASH, '').replace(/\\(.)/gsu, (escape, character: string) => {
    if (character === '\\') return BACKSLASH;
    return /[\p{L}\p{N}()|]|[^\p{ASCII}]/u.test(character) ? character : escape;
  });
