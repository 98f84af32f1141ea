import mammoth from 'mammoth';
import type { ReadingLimits } from '../../../report/reading-options.ts';
import { UnreadableDocument } from '../document-location.ts';
import { htmlText } from './html.ts';
import { OfficePackage } from './office-package.ts';

/** mammoth's own view of a package, which its types leave out: it takes any object that has these. */
interface MammothInput {
  readonly file: { exists(name: string): boolean; read(name: string, encoding?: string): Promise<Uint8Array | string> };
}
const convertToHtml = mammoth.convertToHtml as unknown as (input: MammothInput, options: object) => Promise<{ value: string }>;

/** Links from a note's number to the note, and back. */
const isNoteLink = (name: string, { href = '' }: Readonly<Record<string, string>>) => name === 'a' && /^#(?:foot|end)note-/.test(href);

/** How far from its beginning a run says that it is hidden, at most. */
const NEAR = 4096;

/** A part's XML without the runs that Word does not show, which mammoth would take for text. */
function withoutHiddenRuns(xml: string): string {
  const kept: string[] = [];
  let from = 0;
  for (const { 0: mark, index } of xml.matchAll(/<w:vanish\b[^>]*>/g)) {
    const before = xml.slice(Math.max(from, index - NEAR), index);
    const start = Math.max(before.lastIndexOf('<w:r>'), before.lastIndexOf('<w:r '));
    // The mark of a paragraph can be hidden too, outside of any run.
    if (index < from || start < 0 || before.indexOf('</w:r>', start) >= 0 || /w:val="(?:0|false|off)"/.test(mark)) continue;
    const end = xml.indexOf('</w:r>', index);
    if (end < 0) break;
    // A drawing with text in it holds runs of its own.
    if (/<w:r[ >]/.test(xml.slice(index, end))) continue;
    kept.push(xml.slice(from, index - before.length + start));
    from = end + '</w:r>'.length;
  }
  return kept.join('') + xml.slice(from);
}

/**
 * The text of a Word document: body, footnotes and endnotes. Of tracked changes insertions are in it and deletions are not; field codes, hidden
 * text, comments, headers and footers are not.
 *
 * @throws {@link UnreadableDocument} when it is protected, damaged, or passes a limit
 */
export async function docxText(bytes: Uint8Array, limits: ReadingLimits): Promise<string> {
  const parts = new OfficePackage(bytes, limits);
  const read = (name: string, encoding?: string) => {
    if (encoding === 'base64') return Promise.resolve(Buffer.from(parts.read(name)).toString('base64'));
    return Promise.resolve(encoding === undefined ? parts.read(name) : withoutHiddenRuns(parts.readText(name)));
  };
  const options = { convertImage: mammoth.images.imgElement(() => Promise.resolve({ src: '' })), externalFileAccess: false };
  try {
    const { value } = await convertToHtml({ file: { exists: (name) => parts.has(name), read: async (name, encoding) => read(name, encoding) } }, options);
    return htmlText(value, limits.characters, isNoteLink);
  } catch (error) {
    if (error instanceof UnreadableDocument) throw error;
    throw new UnreadableDocument({ code: 'damaged', message: `The document is damaged and could not be read (${error instanceof Error ? error.message.split(/\.\s|\n/)[0] : String(error)}). Open it in Word and save it again.` });
  }
}
