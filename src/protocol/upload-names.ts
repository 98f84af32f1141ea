/** Names of uploaded files: what a service makes of them, so that a client knows it beforehand. */
import { notice, NoticeError } from '../report/notice.ts';
import { clipped, wellFormed } from '../report/outside-text.ts';

/** Bytes of one part of a path that file systems take. */
const NAME_BYTES = 255;

const DEPTH = 32;

/** Bytes of a whole path: what Linux takes below a folder of its own. Where a system takes less, the file is refused when it is written. */
const PATH_BYTES = 3500;

/** A name that cannot be kept. */
export class UnusableName extends NoticeError {}

/**
 * The path that a client gives a file, made safe: it stays below the folder, and every system can write it.
 *
 * @throws {@link UnusableName}
 */
export function safePath(given: string): string {
  const parts = given.split(/[/\\]/).filter((part) => part !== '' && part !== '.');
  // Windows gives no meaning to what ends in a dot or a space, and a meaning of its own to these characters.
  const clean = parts.map((part) => part.replace(/[\u0000-\u001f<>:"|?*]/g, '_').replace(/[. ]+$/, ''));
  if (clean.length === 0 || clean.length > DEPTH || clean.some((part) => part === '' || part === '..'))
    throw new UnusableName(notice('name-unusable', { name: JSON.stringify(clipped(given, 100)) }));
  if (clean.some((part) => bytes.encode(part).length > NAME_BYTES))
    throw new UnusableName(notice('name-too-long', { most: NAME_BYTES }));
  // Half a character has no bytes of its own: two such names would be one on the disk.
  const path = wellFormed(clean.join('/'));
  if (bytes.encode(path).length > PATH_BYTES) throw new UnusableName(notice('path-too-long', { most: PATH_BYTES }));
  return path;
}

const bytes = new TextEncoder();

/** What makes a path a glob. */
const GLOB = /[*?[\]{}]/;

/**
 * The templates that are none of the uploaded files. A name without `/` is found in every folder, and a folder stands for all below it; which files a glob means shows when they are listed.
 *
 * @param templates paths inside the source, in one form
 * @param files paths of the files inside the source
 */
export function templatesNotUploaded(templates: readonly string[], files: Iterable<string>): string[] {
  const named = new Set<string>();
  for (const file of files)
    for (const at of [file, ...foldersOf(file)])
      for (const name of [at, at.slice(at.lastIndexOf('/') + 1)]) named.add(name);
  return templates.filter((template) => !GLOB.test(template) && !named.has(template));
}

/** The names that are taken: files, and the folders that they are in. In lower case, because names that differ in case alone are one on some systems. */
export class UploadNames {
  private readonly files = new Set<string>();
  private readonly folders = new Set<string>();
  /** The next number to try, by what is the same in all names of a kind. */
  private readonly numbers = new Map<string, number>();

  /**
   * A name for a file: two of one name are two documents.
   *
   * @param name as {@link safePath} gives it
   * @throws {@link UnusableName}
   */
  distinct(name: string): string {
    const slash = name.lastIndexOf('/') + 1;
    const [folder, file] = [name.slice(0, slash), name.slice(slash)];
    const dot = file.lastIndexOf('.') > 0 ? file.lastIndexOf('.') : file.length;
    const above = [...foldersOf(name.toLowerCase())];
    if (above.some((at) => this.files.has(at))) throw new UnusableName(notice('name-of-folder', { name }));
    const candidate = this.isTaken(name) ? this.numbered(folder, file.slice(0, dot), file.slice(dot)) : name;
    this.files.add(candidate.toLowerCase());
    for (const at of above) this.folders.add(at);
    return candidate;
  }

  private isTaken(name: string): boolean {
    const key = name.toLowerCase();
    return this.files.has(key) || this.folders.has(key);
  }

  /** Each number is tried once for all names that are alike but for it: thousands of one name take no longer than others. */
  private numbered(folder: string, stem: string, ending: string): string {
    const short = folder + shortened(stem, ending);
    const alike = short.toLowerCase() + ending.toLowerCase();
    for (let n = this.numbers.get(alike) ?? 2; ; n++) {
      const candidate = `${short} (${n})${ending}`;
      if (this.isTaken(candidate)) continue;
      this.numbers.set(alike, n + 1);
      return candidate;
    }
  }
}

/** Bytes that a number behind a name may take. */
const NUMBER_BYTES = 12;

/** What of a name stands before its number, so that all of it is no longer than systems take. */
function shortened(stem: string, ending: string): string {
  // It writes whole characters alone.
  const { read } = bytes.encodeInto(
    stem,
    new Uint8Array(Math.max(0, NAME_BYTES - NUMBER_BYTES - bytes.encode(ending).length)),
  );
  const kept = stem.slice(0, read);
  if (kept === '')
    throw new UnusableName(notice('names-too-many', { name: JSON.stringify(clipped(stem + ending, 100)) }));
  return kept;
}

function* foldersOf(name: string): Generator<string> {
  for (let at = name.lastIndexOf('/'); at > 0; at = name.lastIndexOf('/', at - 1)) yield name.slice(0, at);
}
