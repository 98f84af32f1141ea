import type { Report } from './report.ts';

/** The file in an analysis's own folder that holds its report. It is written last: where it is, what lies beside it is whole. */
export const REPORT_FILE = 'report.json';

/** The file beside a report that holds what single similarities are made of; there where the report has no whole matrix. */
export const SIMILARITY_FILE = 'similarity.bin';

/**
 * Reads such a file as `exportJson` writes it, a line at a time: of a large batch it is longer than any string may be, and whoever reads it has other things to do meanwhile. It is checked for
 * no more than its version: it is the analysis's own.
 *
 * @param pieces of the file, in UTF-8
 * @returns `undefined` where it is damaged or cut off, or a later version wrote it
 * @throws what reading a piece throws
 */
export async function ownReport(pieces: AsyncIterable<Uint8Array>): Promise<Report | undefined> {
  const decoder = new TextDecoder();
  const lines = new ReportLines();
  /** The line that has not ended yet. */
  let begun: string[] = [];
  for await (const piece of pieces) {
    const [first = '', ...others] = decoder.decode(piece, { stream: true }).split('\n');
    begun.push(first);
    for (const next of others) {
      if (!lines.take(begun.join(''))) return undefined;
      begun = [next];
    }
  }
  if (!lines.take(begun.join(''))) return undefined;
  const report = lines.whole as Report | undefined;
  // Typed as 1, but read from outside.
  return (report?.schemaVersion as number | undefined) === 1 ? report : undefined;
}

/** Puts an object together from lines that each open an object or an array, close one, or hold a whole member or element. */
class ReportLines {
  private root: object | undefined;
  /** The objects and arrays that are open, the outermost first. */
  private readonly open: object[] = [];

  /** The object, once it is closed. */
  get whole(): object | undefined {
    return this.open.length === 0 ? this.root : undefined;
  }

  /** @returns whether the line is one of such a file */
  take(line: string): boolean {
    const text = line.trim().replace(/,$/, '');
    if (text === '') return true;
    if (text === '}' || text === ']') return this.open.pop() !== undefined;
    const inside = this.open.at(-1);
    if (!inside) {
      if (text !== '{' || this.root) return false;
      this.open.push((this.root = {}));
      return true;
    }
    try {
      if (Array.isArray(inside)) inside.push(JSON.parse(text));
      else this.takeMember(inside, text);
      return true;
    } catch {
      return false;
    }
  }

  private takeMember(of: object, text: string): void {
    const name = /^"(?:[^"\\]|\\.)*"(?=: )/.exec(text)?.[0] ?? '';
    const value = text.slice(name.length + 2);
    const opened = value === '{' ? {} : value === '[' ? [] : undefined;
    Object.defineProperty(of, JSON.parse(name) as string, {
      value: opened ?? JSON.parse(value),
      writable: true,
      enumerable: true,
      configurable: true,
    });
    if (opened) this.open.push(opened);
  }
}
