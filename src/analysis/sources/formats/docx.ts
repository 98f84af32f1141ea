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

/**
 * The text of a Word document: body, footnotes and endnotes. Of tracked changes insertions are in it and deletions are not; field codes, comments,
 * headers and footers are not.
 *
 * @throws {@link UnreadableDocument} when it is protected, damaged, or passes a limit
 */
export async function docxText(bytes: Uint8Array, limits: ReadingLimits): Promise<string> {
  const parts = new OfficePackage(bytes, limits);
  const read = (name: string, encoding?: string) => {
    if (encoding === 'base64') return Promise.resolve(Buffer.from(parts.read(name)).toString('base64'));
    return Promise.resolve(encoding === undefined ? parts.read(name) : parts.readText(name));
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
