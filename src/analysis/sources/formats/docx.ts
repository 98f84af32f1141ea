import { posix } from 'node:path';
import { Parser } from 'htmlparser2';
import type { ReadingLimits } from '../../../report/reading-options.ts';
import { decode } from '../decode.ts';
import { notice } from '../../../report/notice.ts';
import { UnreadableDocument } from '../document-location.ts';
import { type Problem, problem } from '../problem.ts';
import { HiddenText } from '../hidden-text.ts';
import { printableName } from '../printable-name.ts';
import { declaredEncoding, htmlText } from './html.ts';
import { webArchivePage } from './mime.ts';
import { OfficePackage } from './office-package.ts';
import { WordBody, type WordContext } from './word-body.ts';
import { WordStyles } from './word-styles.ts';

/** A link from one part to another. */
interface Relationship {
  readonly id: string;
  /** The last part of its type, such as `footnotes`. */
  readonly kind: string;
  /** Name of the part; `undefined` for what lies outside of the document. */
  readonly target: string | undefined;
}

/** Documents inside of a document that are read, one in the other. */
const DEEPEST = 2;

export interface DocxText {
  readonly text: string;
  readonly warnings: readonly Problem[];
}

/**
 * The text of a Word document: body, text boxes, and documents that were put into it; then footnotes and endnotes. Of tracked changes insertions are in it and deletions
 * are not; field codes, comments, headers and footers are not. What no reader sees is left out and said.
 *
 * @throws {@link UnreadableDocument} when it is protected, damaged, or passes a limit
 */
export async function readDocx(bytes: Uint8Array, limits: ReadingLimits): Promise<DocxText> {
  const hidden = new HiddenText();
  const unread: string[] = [];
  const text = await packageText(bytes, limits, hidden, unread, 0);
  return { text, warnings: [...(unread.length > 0 ? [notRead(unread)] : []), ...hidden.warnings()] };
}

async function packageText(
  bytes: Uint8Array,
  limits: ReadingLimits,
  hidden: HiddenText,
  unread: string[],
  depth: number,
): Promise<string> {
  const parts = new OfficePackage(bytes, limits);
  const main = mainPart(parts);
  const links = relationshipsOf(parts, main);
  const linked = (kind: string) => links.find((link) => link.kind === kind)?.target;
  const xmlOf = (kind: string) => {
    const name = linked(kind) ?? posix.join(posix.dirname(main), `${kind}.xml`);
    return parts.has(name) ? parts.readText(name) : '';
  };
  const chunks = new Map<string, string>();
  for (const link of links.filter(({ kind }) => /^aFChunk$/i.test(kind))) {
    const chunk = await chunkText(parts, link, limits, hidden, unread, depth);
    if (chunk !== undefined) chunks.set(link.id, chunk);
  }
  const context: WordContext = {
    styles: new WordStyles(xmlOf('styles')),
    hidden,
    most: limits.characters,
    chunks,
    hasPictures: parts.hasPartsIn('word/media/'),
  };
  const body = new WordBody(context).read(parts.readText(main));
  if (!body.isWhole) throw damaged();
  const notes =
    body.notes.length === 0
      ? []
      : notesOf(body.notes, { footnote: xmlOf('footnotes'), endnote: xmlOf('endnotes') }, context);
  return [body.text, ...notes].filter((text) => text !== '').join('\n\n');
}

function notesOf(
  wanted: readonly { readonly kind: 'footnote' | 'endnote'; readonly id: string }[],
  xml: Readonly<Record<'footnote' | 'endnote', string>>,
  context: WordContext,
): string[] {
  const texts = (kind: 'footnote' | 'endnote') => {
    const notes = new Map<string, string>();
    new WordBody(context, notes).read(xml[kind]);
    return notes;
  };
  const found = { footnote: texts('footnote'), endnote: texts('endnote') };
  return wanted.map(({ kind, id }) => found[kind].get(id) ?? '');
}

/** The text of a part that takes the place of an `altChunk`; `undefined` where it cannot be read, which is said. */
async function chunkText(
  parts: OfficePackage,
  { target, id }: Relationship,
  limits: ReadingLimits,
  hidden: HiddenText,
  unread: string[],
  depth: number,
): Promise<string | undefined> {
  const name = target ?? id;
  if (target === undefined || !parts.has(target)) {
    unread.push(name);
    return undefined;
  }
  const bytes = parts.read(target);
  const start = Buffer.from(bytes.subarray(0, 1024)).toString('latin1');
  if (start.startsWith('PK') && depth < DEEPEST) return packageText(bytes, limits, hidden, unread, depth + 1);
  if (/^\s*\{\\rtf/.test(start)) return (await import('./rtf.ts')).readRtf(bytes, limits.characters, hidden);
  const page =
    /^(?:MIME-Version|Content-Type|From|Subject|Date):/im.test(start) && !/^\s*</.test(start)
      ? webArchivePage(bytes)
      : bytes;
  if (start.startsWith('PK') || page === undefined) {
    unread.push(name);
    return undefined;
  }
  if (/\.txt$/i.test(target)) return (await decode(page)).text;
  const { text } = await decode(page, declaredEncoding(page));
  return htmlText(text, { most: limits.characters, hidden, xml: /\.xht(?:ml)?$|\.xml$/i.test(target) });
}

function mainPart(parts: OfficePackage): string {
  return relationshipsOf(parts, '').find(({ kind }) => kind === 'officeDocument')?.target ?? 'word/document.xml';
}

/** The links of a part; of the package for no name. */
function relationshipsOf(parts: OfficePackage, part: string): Relationship[] {
  const folder = part === '' ? '' : posix.dirname(part);
  const name = posix.join(folder, '_rels', `${posix.basename(part)}.rels`);
  if (!parts.has(name)) return [];
  const links: Relationship[] = [];
  const parser = new Parser(
    {
      onopentag(element, attributes) {
        if (element !== 'Relationship' && !element.endsWith(':Relationship')) return;
        const target = attributes['Target'] ?? '';
        links.push({
          id: attributes['Id'] ?? '',
          kind: (attributes['Type'] ?? '').split('/').at(-1) ?? '',
          target:
            attributes['TargetMode'] === 'External'
              ? undefined
              : target.startsWith('/')
                ? target.slice(1)
                : posix.join(folder, target),
        });
      },
    },
    { xmlMode: true },
  );
  parser.end(parts.readText(name));
  return links;
}

const damaged = () => new UnreadableDocument(problem('damaged', notice('word-damaged')));

function notRead(names: readonly string[]): Problem {
  const list = names.slice(0, 5).map(printableName).join(', ');
  return problem('unreadable-part', notice('word-parts-unread', { count: names.length, parts: list }));
}
