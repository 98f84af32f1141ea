/** Names of uploaded files: what a service makes of them, so that a client knows it beforehand. */

/** Bytes of one part of a path that file systems take. */
const NAME_BYTES = 255;

const DEPTH = 32;

/** A name that cannot be kept; `message` is for people. */
export class UnusableName extends Error {}

/**
 * The path that a client gives a file, made safe: it stays below the folder, and every system can write it.
 *
 * @throws {@link UnusableName}
 */
export function safePath(given: string): string {
  const parts = given.split(/[/\\]/).filter((part) => part !== '' && part !== '.');
  // Windows gives no meaning to what ends in a dot or a space, and a meaning of its own to these characters.
  const clean = parts.map((part) => part.replace(/[\u0000-\u001f<>:"|?*]/g, '_').replace(/[. ]+$/, ''));
  if (clean.length === 0 || clean.length > DEPTH || clean.some((part) => part === '' || part === '..')) throw new UnusableName(`A file has a name that cannot be kept: ${JSON.stringify(given.slice(0, 100))}. Rename it.`);
  if (clean.some((part) => bytes.encode(part).length > NAME_BYTES)) throw new UnusableName(`A file has a name of more than ${NAME_BYTES} bytes. Rename it.`);
  return clean.join('/');
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
  for (const file of files) for (const at of [file, ...foldersOf(file)]) for (const name of [at, at.slice(at.lastIndexOf('/') + 1)]) named.add(name);
  return templates.filter((template) => !GLOB.test(template) && !named.has(template));
}

/** The names that are taken: files, and the folders that they are in. In lower case, because names that differ in case alone are one on some systems. */
export class UploadNames {
  private readonly files = new Set<string>();
  private readonly folders = new Set<string>();

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
    if (above.some((at) => this.files.has(at))) throw new UnusableName(`${name} lies in a folder of which there is a file of the same name. Rename one of them.`);
    for (let n = 1; ; n++) {
      const candidate = n === 1 ? name : `${folder}${file.slice(0, dot)} (${n})${file.slice(dot)}`;
      const key = candidate.toLowerCase();
      if (this.files.has(key) || this.folders.has(key)) continue;
      this.files.add(key);
      for (const at of above) this.folders.add(at);
      return candidate;
    }
  }
}

function* foldersOf(name: string): Generator<string> {
  for (let at = name.lastIndexOf('/'); at > 0; at = name.lastIndexOf('/', at - 1)) yield name.slice(0, at);
}
