import { linearPattern } from './linear-pattern.ts';

/** What a line of a `.gitignore` says. */
export interface IgnoreRule {
  /** Whether it lets in again what was ignored. */
  readonly negated: boolean;
  readonly foldersOnly: boolean;
  /** Whether it means a path below the folder of the file, without a slash at its end. */
  readonly matches: (path: string) => boolean;
}

/** A line longer than this is no name that a file could have, in UTF-16 code units. */
export const LONGEST_LINE = 1000;

/**
 * Reads a line as Git does (gitignore(5), `wildmatch.c`), in lower or upper case alike. It is matched by RE2, in linear time: whoever made a folder wrote its lists and its names.
 *
 * @returns `undefined` for a line that says nothing: an empty one, a comment, one that can match nothing
 */
export function ruleOf(line: string): IgnoreRule | undefined {
  const written = withoutSpacesAtEnd(line);
  if (written === '' || written.startsWith('#')) return undefined;
  const negated = written.startsWith('!');
  const whole = negated ? written.slice(1) : written;
  const foldersOnly = whole.endsWith('/') && !/(?:^|[^\\])(?:\\\\)*\\\/$/.test(whole);
  const inner = foldersOnly ? whole.slice(0, -1) : whole;
  const source = sourceOf(inner.startsWith('/') ? inner.slice(1) : inner);
  if (source === undefined || source === '') return undefined;
  // Without a slash but at its end it is meant at any depth.
  const pattern = linearPattern(`^${inner.includes('/') ? '' : '(?:.*/)?'}${source}$`, true);
  return { negated, foldersOnly, matches: (path) => pattern.test(path) };
}

/** A backslash keeps a space. */
function withoutSpacesAtEnd(line: string): string {
  let end = line.length;
  while (end > 0 && line[end - 1] === ' ') end--;
  let backslashes = 0;
  while (line[end - 1 - backslashes] === '\\') backslashes++;
  return backslashes % 2 === 1 && end < line.length ? line.slice(0, end + 1) : line.slice(0, end);
}

function sourceOf(pattern: string): string | undefined {
  let source = '';
  for (let i = 0; i < pattern.length; i++) {
    const character = String.fromCodePoint(pattern.codePointAt(i)!);
    if (character === '*') {
      const stars = /^\*+/.exec(pattern.slice(i))![0].length;
      const next = pattern[i + stars];
      const wholeName = stars > 1 && (i === 0 || pattern[i - 1] === '/');
      if (wholeName && next === '/') {
        source += '(?:.*/)?';
        i += stars;
      } else {
        source += wholeName && next === undefined ? (i === 0 ? '.*' : '.+') : '[^/]*';
        i += stars - 1;
      }
    } else if (character === '?') source += '[^/]';
    else if (character === '[') {
      const found = classAt(pattern, i);
      if (!found) return undefined;
      source += found.source;
      i = found.end;
    } else if (character === '\\') {
      if (i + 1 >= pattern.length) return undefined;
      const literal = String.fromCodePoint(pattern.codePointAt(++i)!);
      source += quoted(literal);
      i += literal.length - 1;
    } else {
      source += quoted(character);
      i += character.length - 1;
    }
  }
  return source;
}

const quoted = (character: string) =>
  /[\p{L}\p{N}/]|[^\p{ASCII}]/u.test(character) ? character : `\\x{${character.codePointAt(0)!.toString(16)}}`;

/** Of ASCII, without the slash, which no class matches. */
const CLASSES: Readonly<Record<string, readonly (readonly [number, number])[]>> = {
  alnum: [
    [0x30, 0x39],
    [0x41, 0x5a],
    [0x61, 0x7a],
  ],
  alpha: [
    [0x41, 0x5a],
    [0x61, 0x7a],
  ],
  blank: [
    [0x20, 0x20],
    [0x9, 0x9],
  ],
  cntrl: [
    [0, 0x1f],
    [0x7f, 0x7f],
  ],
  digit: [[0x30, 0x39]],
  graph: [[0x21, 0x7e]],
  lower: [[0x61, 0x7a]],
  print: [[0x20, 0x7e]],
  punct: [
    [0x21, 0x2f],
    [0x3a, 0x40],
    [0x5b, 0x60],
    [0x7b, 0x7e],
  ],
  space: [
    [0x20, 0x20],
    [0x9, 0xd],
  ],
  upper: [[0x41, 0x5a]],
  xdigit: [
    [0x30, 0x39],
    [0x41, 0x46],
    [0x61, 0x66],
  ],
};

const SLASH = 0x2f;

/**
 * A bracket expression.
 *
 * @returns where its `]` is; `undefined` for one that never ends, or names a class that there is none of: then the whole pattern matches nothing
 */
function classAt(pattern: string, start: number): { readonly source: string; readonly end: number } | undefined {
  const characters = Array.from(pattern.slice(start + 1));
  let at = 0;
  const negated = characters[0] === '!' || characters[0] === '^';
  if (negated) at++;
  const ranges: (readonly [number, number])[] = [];
  const next = () => characters[at++]?.codePointAt(0);
  for (let first = true; ; first = false) {
    const character = characters[at];
    if (character === undefined) return undefined;
    if (character === ']' && !first) break;
    const named =
      character === '[' && characters[at + 1] === ':'
        ? /^\[:([^\]]*):\]/.exec(characters.slice(at).join(''))?.[1]
        : undefined;
    if (named !== undefined) {
      const members = Object.hasOwn(CLASSES, named) ? CLASSES[named] : undefined;
      if (!members) return undefined;
      ranges.push(...members);
      at += named.length + 4;
      continue;
    }
    if (character === '\\') at++;
    const from = next();
    if (from === undefined) return undefined;
    ranges.push([from, from]);
    if (characters[at] !== '-' || characters[at + 1] === ']' || characters[at + 1] === undefined) continue;
    at++;
    if (characters[at] === '\\') at++;
    const to = next();
    if (to === undefined) return undefined;
    if (from <= to) ranges.push([from, to]);
  }
  const hex = (code: number) => `\\x{${code.toString(16)}}`;
  const members = ranges
    .flatMap(([from, to]) =>
      from <= SLASH && SLASH <= to ? [[from, SLASH - 1] as const, [SLASH + 1, to] as const] : [[from, to] as const],
    )
    .filter(([from, to]) => from <= to);
  const end = start + characters.slice(0, at).join('').length + 1;
  if (negated) return { source: `[^/${members.map(([from, to]) => `${hex(from)}-${hex(to)}`).join('')}]`, end };
  return {
    source:
      members.length === 0
        ? `[^\\x{0}-\\x{10ffff}]`
        : `[${members.map(([from, to]) => `${hex(from)}-${hex(to)}`).join('')}]`,
    end,
  };
}
