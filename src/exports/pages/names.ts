import type { ReportDocument } from '../../report/report.ts';

/** Bytes of a page's file name without its ending: file systems allow 255, and archives are unpacked below long paths. */
const NAME_BYTES = 120;

/** What no file may be called on Windows, whatever its ending. */
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/** File names of the pages of documents, by `id`: a document's path in one name that every system takes, no two alike where case does not count. */
export function pageNames(documents: readonly Pick<ReportDocument, 'id' | 'path'>[]): Map<string, string> {
  const taken = new Set(['index.html']);
  return new Map(
    documents.map(({ id, path }) => {
      const base = fileName(path);
      for (let n = 1; ; n++) {
        const name = `${base}${n === 1 ? '' : `-${n}`}.html`;
        const key = name.normalize('NFC').toLowerCase();
        if (taken.has(key)) continue;
        taken.add(key);
        return [id, name];
      }
    }),
  );
}

function fileName(path: string): string {
  const flat = path
    .replaceAll('/', ' - ')
    .replace(/[<>:"\\|?*\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, '_')
    .replace(/^[.\s]+|[.\s]+$/gu, '');
  let name = '';
  // The end tells apart what lies deep in folders.
  for (const character of Array.from(flat).reverse()) {
    if (Buffer.byteLength(character + name) > NAME_BYTES) break;
    name = character + name;
  }
  return name === '' || RESERVED.test(name) ? `_${name}` : name;
}

/** A letter for each of several texts: A … Z, AA, AB … */
export function letterOf(place: number): string {
  const last = String.fromCharCode(65 + (place % 26));
  return place < 26 ? last : letterOf(Math.floor(place / 26) - 1) + last;
}

/** Letters of a name that can be told from other words. */
const LEAST_LETTERS = 4;

/** Takes the names of other documents, of their folders and groups out of what somebody wrote about one. */
export class OtherNames {
  private readonly forms: readonly { readonly id: string; readonly names: readonly string[] }[];

  constructor(documents: readonly Pick<ReportDocument, 'id' | 'path' | 'group'>[]) {
    this.forms = documents.map(({ id, path, group }) => {
      const parts = path.split('/');
      const file = parts.at(-1) ?? path;
      const all = [
        path,
        file,
        file.replace(/\.[^.]+$/, ''),
        ...parts.slice(0, -1),
        ...(group === undefined ? [] : [group]),
      ];
      return { id, names: all.filter((name) => name.length >= LEAST_LETTERS) };
    });
  }

  /**
   * @param id of the document that it is about, whose own names stay
   * @param instead stands in their place
   */
  withheld(text: string, id: string, instead: string): string {
    const own = new Set(this.forms.find((f) => f.id === id)?.names.map((name) => name.toLowerCase()));
    const found = new Set<string>();
    const lower = text.toLowerCase();
    for (const { names } of this.forms)
      for (const name of names) {
        const key = name.toLowerCase();
        if (!own.has(key) && lower.includes(key)) found.add(key);
      }
    if (found.size === 0) return text;
    const longest = [...found]
      .sort((a, b) => b.length - a.length)
      .map((name) => name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
    return text.replace(new RegExp(longest.join('|'), 'giu'), () => instead);
  }
}
