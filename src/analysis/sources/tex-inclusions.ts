import { posix } from 'node:path';
import type { ReadingOptions } from '../../report/reading-options.ts';
import { formatOf } from '../../report/formats.ts';
import { notice } from '../../report/notice.ts';
import type { IncludedFile, ListedDocument, Listing } from './document-location.ts';
import { problem } from './problem.ts';
import { readBytesOrNone } from './read-bytes.ts';

/** `\input{a}`, `\input a`, `\include{a}`, `\subfile{a}`, `\import{folder/}{a}`. */
const INCLUSION =
  /\\(?:input|include|subfile|subfileinclude)\s*\{([^{}\n]+)\}|\\input[ \t]+([^\s\\{}%]+)|\\(?:sub)?(?:import|includefrom|inputfrom)\*?\s*\{([^{}\n]*)\}\s*\{([^{}\n]+)\}/g;

/** Characters before an inclusion in which a comment may begin that it stands in. */
const LONGEST_LINE = 2000;
/** Files that include each other, one in the other, at most. */
const DEEPEST = 20;
/** Inclusions that are looked at in one file. */
const MOST = 2000;
/** Inclusions that were not found, and are named. */
const NAMED = 3;

interface Inclusion {
  readonly start: number;
  readonly end: number;
  readonly name: string;
}

function inclusionsIn(source: string): Inclusion[] {
  const found: Inclusion[] = [];
  for (const match of source.matchAll(INCLUSION)) {
    const { 0: whole, 1: braced, 2: bare, 3: folder, 4: inFolder, index } = match;
    if (isInComment(source, index)) continue;
    found.push({
      start: index,
      end: index + whole.length,
      name: (braced ?? bare ?? posix.join(folder ?? '', inFolder ?? '')).trim(),
    });
    if (found.length === MOST) break;
  }
  return found;
}

function isInComment(source: string, at: number): boolean {
  const before = source.slice(Math.max(0, at - LONGEST_LINE), at);
  return /(?:^|[^\\])(?:\\\\)*%/.test(before.slice(before.lastIndexOf('\n') + 1));
}

/** The file of a source that an inclusion means: beside the file that it stands in, or beside one of those around it, as LaTeX is started there. */
function resolved<T>(
  name: string,
  from: string,
  files: ReadonlyMap<string, T>,
): { readonly path: string; readonly file: T } | undefined {
  for (let folder = posix.dirname(from), i = 0; i < DEEPEST; folder = posix.dirname(folder), i++) {
    const path = posix.join(folder, name);
    for (const candidate of [path, `${path}.tex`]) {
      const file = files.get(candidate);
      if (file !== undefined) return { path: candidate, file };
    }
    if (folder === '.' || folder === '/') break;
  }
  return undefined;
}

/**
 * Gives LaTeX files the others of the source that they include; these are no documents of their own any more. Whatever is not listed (because it lies outside of the source, or is left out of it) is not followed.
 */
export function withTexInclusions(documents: readonly ListedDocument[], reading: ReadingOptions): Listing {
  if (!documents.some(({ path }) => isTex(path))) return { documents, warnings: [] };
  const files = new Map(
    documents.flatMap((document) =>
      isTex(document.path) || formatOf(document.path) === 'text' ? [[document.path, document] as const] : [],
    ),
  );
  const includes = new Map<string, readonly string[]>();
  for (const { path, location } of files.values()) {
    const source = isTex(path) ? readBytesOrNone(location, reading.limits) : undefined;
    const named = source
      ? inclusionsIn(new TextDecoder().decode(source)).flatMap(({ name }) => resolved(name, path, files)?.path ?? [])
      : [];
    if (named.length > 0)
      includes.set(
        path,
        [...new Set(named)].filter((other) => other !== path),
      );
  }
  if (includes.size === 0) return { documents, warnings: [] };
  const parts = partsOf(includes, [...files.keys()]);
  const whole = documents
    .filter(({ path }) => !parts.has(path))
    .map((document) => withIncluded(document, includes, files));
  const names = [...parts].sort();
  const list = `${names.slice(0, NAMED).join(', ')}${names.length > NAMED ? ' …' : ''}`;
  return {
    documents: whole,
    warnings:
      names.length === 0
        ? []
        : [problem('files-included', notice('files-included', { count: names.length, files: list }))],
  };
}

const isTex = (path: string) => formatOf(path) === 'tex';

/** What is included by others; of files that include each other in a circle the first one is the whole. */
function partsOf(includes: ReadonlyMap<string, readonly string[]>, paths: readonly string[]): ReadonlySet<string> {
  const included = new Set([...includes.values()].flat());
  const reached = new Set<string>();
  const reach = (path: string) => {
    for (const other of includes.get(path) ?? []) {
      if (reached.has(other)) continue;
      reached.add(other);
      reach(other);
    }
  };
  const parts = new Set<string>();
  for (const path of paths) if (!included.has(path)) reach(path);
  for (const path of paths) {
    if (!included.has(path)) continue;
    if (reached.has(path)) parts.add(path);
    else {
      reach(path);
      reached.delete(path);
    }
  }
  return parts;
}

function withIncluded(
  document: ListedDocument,
  includes: ReadonlyMap<string, readonly string[]>,
  files: ReadonlyMap<string, ListedDocument>,
): ListedDocument {
  const included = new Map<string, IncludedFile>();
  const take = (path: string) => {
    for (const other of includes.get(path) ?? []) {
      const location = files.get(other)?.location;
      if (
        included.has(other) ||
        other === document.path ||
        location === undefined ||
        location.kind === 'row' ||
        location.kind === 'refused'
      )
        continue;
      included.set(other, { path: other, location });
      take(other);
    }
  };
  take(document.path);
  return included.size === 0 ? document : { ...document, includes: [...included.values()] };
}

/** A LaTeX source with what it includes in its place. */
export interface WholeSource {
  readonly text: string;
  /** Names of what it includes in its text and the source does not hold. */
  readonly missing: readonly string[];
}

/**
 * @param path of the source, as the paths of `files` are
 * @param files the sources that it may include, by their paths
 * @param most UTF-16 code units after which nothing more is put in
 */
export function wholeSource(
  source: string,
  path: string,
  files: ReadonlyMap<string, string>,
  most: number,
): WholeSource {
  const missing = new Set<string>();
  let length = 0;
  const expand = (text: string, from: string, around: readonly string[]): string => {
    const parts: string[] = [];
    let at = 0;
    const body = text.indexOf('\\begin{document}');
    for (const { start, end, name } of inclusionsIn(text)) {
      const found = resolved(name, from, files);
      if (!found && start > body) missing.add(name);
      if (!found || around.includes(found.path) || around.length >= DEEPEST || length > most) continue;
      length += found.file.length;
      parts.push(text.slice(at, start), expand(bodyOf(found.file), found.path, [...around, found.path]));
      at = end;
    }
    return parts.length === 0 ? text : parts.join('') + text.slice(at);
  };
  return { text: expand(source, path, [path]), missing: [...missing] };
}

/** Of a file that stands by itself too what it says. */
function bodyOf(source: string): string {
  const begin = /\\begin\s*\{document\}/.exec(source);
  if (!begin) return source;
  const end = source.indexOf('\\end{document}', begin.index);
  return source.slice(begin.index + begin[0].length, end < 0 ? undefined : end);
}
