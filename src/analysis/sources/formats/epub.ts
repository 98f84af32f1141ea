import { posix } from 'node:path';
import { Parser } from 'htmlparser2';
import type { ReadingLimits } from '../../../report/reading-options.ts';
import { notice } from '../../../report/notice.ts';
import { UnreadableDocument } from '../document-location.ts';
import { type Problem, problem } from '../problem.ts';
import { HiddenText } from '../hidden-text.ts';
import { printableName } from '../printable-name.ts';
import { htmlText } from './html.ts';
import { OfficePackage, passwordProtected } from './office-package.ts';

/** Chapters that cannot be read and are named in the warning. */
const NAMED = 5;

/**
 * The text of an EPUB (3.3): its chapters in the order of the spine. Chapters that cannot be read are said.
 *
 * @throws {@link UnreadableDocument} when it is protected, damaged, or passes a limit
 */
export function readEpub(
  bytes: Uint8Array,
  limits: ReadingLimits,
): { readonly text: string; readonly warnings: readonly Problem[] } {
  const parts = new OfficePackage(bytes, limits);
  const packagePath = attributesOf(parts.readText('META-INF/container.xml'), 'rootfile')[0]?.['full-path'] ?? '';
  const description = parts.readText(packagePath);
  const encrypted = new Set(
    parts.has('META-INF/encryption.xml')
      ? attributesOf(parts.readText('META-INF/encryption.xml'), 'CipherReference').map((a) => a['URI'] ?? '')
      : [],
  );
  const files = new Map(
    attributesOf(description, 'item').map(({ id = '', href = '' }) => [
      id,
      posix.join(posix.dirname(packagePath), decoded(href)),
    ]),
  );
  const chapters: string[] = [];
  const unread: string[] = [];
  const hidden = new HiddenText();
  let length = 0;
  const sheets = new Map<string, string | undefined>();
  const sheetIn = (name: string) => {
    if (!sheets.has(name)) sheets.set(name, parts.has(name) ? partIn(parts, name) : undefined);
    return sheets.get(name);
  };
  for (const { idref = '' } of attributesOf(description, 'itemref')) {
    const file = files.get(idref) ?? idref;
    if (length > limits.characters) break;
    // Fonts may be scrambled in a book that anyone can read; chapters are only where it is locked to a device.
    if (encrypted.has(file)) throw passwordProtected();
    const source = partIn(parts, file);
    if (source === undefined) {
      unread.push(file);
      continue;
    }
    const text = htmlText(source, {
      most: limits.characters,
      xml: true,
      hidden,
      styleSheet: (address) => sheetIn(posix.join(posix.dirname(file), decoded(address))),
    });
    chapters.push(text);
    length += text.length;
  }
  const warnings = unread.length > 0 ? [notRead(unread)] : [];
  if (chapters.length === 0 && warnings[0]) throw new UnreadableDocument(warnings[0]);
  if (chapters.length === 0) throw new UnreadableDocument(problem('damaged', notice('book-without-chapters')));
  return { text: chapters.filter((text) => text !== '').join('\n\n'), warnings: [...warnings, ...hidden.warnings()] };
}

/** `undefined` for a chapter, or a style sheet, that is missing or damaged; what passes a limit, or is locked, concerns the whole book. */
function partIn(parts: OfficePackage, file: string): string | undefined {
  try {
    return parts.readText(file);
  } catch (error) {
    if (error instanceof UnreadableDocument && error.problem.code === 'damaged') return undefined;
    throw error;
  }
}

function notRead(chapters: readonly string[]): Problem {
  const names = `${chapters.slice(0, NAMED).map(printableName).join(', ')}${chapters.length > NAMED ? ' …' : ''}`;
  return problem('unreadable-part', notice('chapters-unread', { count: chapters.length, chapters: names }));
}

/** The attributes of all elements of a name, whatever prefix stands before it. */
function attributesOf(xml: string, element: string): Record<string, string>[] {
  const found: Record<string, string>[] = [];
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (name.split(':').at(-1) === element) found.push(attributes);
      },
    },
    { xmlMode: true },
  );
  parser.end(xml);
  return found;
}

function decoded(href: string): string {
  try {
    return decodeURIComponent(href);
  } catch {
    return href;
  }
}
