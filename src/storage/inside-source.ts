import { realpathSync } from 'node:fs';
import path from 'node:path';

declare const RELATIVE: unique symbol;
declare const CHECKED: unique symbol;

/** A relative path in its one form: `/` between names, none of which is empty, `.` or `..`. Joined with any folder it stays below that, on any system. */
export type InsidePath = string & { readonly [RELATIVE]: true };

/** Absolute path of what may be read: it lies inside of a root, or the user chose it. Made here alone; whatever reads a source's bytes takes nothing else. */
export type InsideSource = string & { readonly [CHECKED]: true };

/** A name that means a folder above, or that Windows takes for one: it drops dots and spaces at the end. */
const DOTS = /^[. ]*$/;

/**
 * A relative path from outside (an option, an upload, a queue, a store) in its one form: what is checked is what is used.
 *
 * @returns `undefined` for what is absolute on any system, leads upwards, holds a NUL or an empty name (`.//etc`), or is empty. `%2e` and the like mean themselves: nothing decodes them.
 */
export function insidePath(given: string): InsidePath | undefined {
  if (given.includes('\0') || path.posix.isAbsolute(given) || path.win32.isAbsolute(given) || /^[a-z]:/i.test(given))
    return undefined;
  const names = given.split('/');
  if (names.at(-1) === '') names.pop();
  while (names[0] === '.') names.shift();
  // On Windows a name may hold folders; elsewhere a backslash is a character like any other, as long as it would do no harm there.
  // What stands behind the leading `.` is at the beginning now.
  if (
    names.length === 0 ||
    /^[a-z]:/i.test(names[0]!) ||
    names.some((name) => DOTS.test(name)) ||
    names.some(
      (name) => name.includes('\\') && name.split('\\').some((part) => DOTS.test(part) || /^[a-z]:/i.test(part)),
    )
  )
    return undefined;
  return (path.sep === '\\' ? names.join('/').replaceAll('\\', '/') : names.join('/')) as InsidePath;
}

/** Whether a path stands in the form that {@link insidePath} gives. */
export const isInsidePath = (given: string): boolean => insidePath(given) === given;

/**
 * Where a path from outside leads, links followed.
 *
 * @param root absolute path of a folder, or of the one file that may be named
 * @param allowing whether the root itself (`.`) and absolute paths may be named, as long as they lead into the root
 * @returns `undefined` for what is not there or not inside
 */
export function insideSource(
  root: string,
  given: string,
  allowing: { readonly absolute: boolean } = { absolute: false },
): InsideSource | undefined {
  const named =
    allowing.absolute && !given.includes('\0') && (path.isAbsolute(given) || given === '.') ? given : insidePath(given);
  const real = named === undefined ? undefined : realPath(path.resolve(root, named));
  const realRoot = realPath(root);
  if (real === undefined || realRoot === undefined) return undefined;
  return real === realRoot || real.startsWith(realRoot.endsWith(path.sep) ? realRoot : realRoot + path.sep)
    ? (real as InsideSource)
    : undefined;
}

/** What the user of this machine chose, by hand, on the command line or in settings. Never for what comes over the network, from a queue or out of a report. */
export const chosenByUser = (file: string): InsideSource => file as InsideSource;

/** An entry of a folder that was listed, and that is no link. */
export const entryOf = (folder: InsideSource, name: string): InsideSource =>
  path.join(folder, path.basename(name)) as InsideSource;

function realPath(file: string): string | undefined {
  try {
    return realpathSync(file);
  } catch {
    return undefined;
  }
}
