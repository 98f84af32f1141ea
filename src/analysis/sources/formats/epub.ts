import { posix } from 'node:path';
import { Parser } from 'htmlparser2';
import type { ReadingLimits } from '../../../report/reading-options.ts';
import { UnreadableDocument } from '../document-location.ts';
import { htmlText } from './html.ts';
import { OfficePackage, passwordProtected } from './office-package.ts';

/**
 * The text of an EPUB (3.3): its chapters in the order of the spine.
 *
 * @throws {@link UnreadableDocument} when it is protected, damaged, or passes a limit
 */
export function epubText(bytes: Uint8Array, limits: ReadingLimits): string {
  const parts = new OfficePackage(bytes, limits);
  const packagePath = attributesOf(parts.readText('META-INF/container.xml'), 'rootfile')[0]?.['full-path'] ?? '';
  const description = parts.readText(packagePath);
  const encrypted = new Set(parts.has('META-INF/encryption.xml') ? attributesOf(parts.readText('META-INF/encryption.xml'), 'CipherReference').map((a) => a['URI'] ?? '') : []);
  const files = new Map(attributesOf(description, 'item').map(({ id = '', href = '' }) => [id, posix.join(posix.dirname(packagePath), decoded(href))]));
  const chapters: string[] = [];
  let length = 0;
  for (const { idref = '' } of attributesOf(description, 'itemref')) {
    const file = files.get(idref) ?? '';
    if (!parts.has(file) || length > limits.characters) continue;
    // Fonts may be scrambled in a book that anyone can read; chapters are only where it is locked to a device.
    if (encrypted.has(file)) throw passwordProtected();
    const text = htmlText(parts.readText(file), limits.characters);
    chapters.push(text);
    length += text.length;
  }
  if (chapters.length === 0) throw new UnreadableDocument({ code: 'damaged', message: 'The book is damaged: it names no chapters. Open it in another program and save it again.' });
  return chapters.filter((text) => text !== '').join('\n\n');
}

/** The attributes of all elements of a name, whatever prefix stands before it. */
function attributesOf(xml: string, element: string): Record<string, string>[] {
  const found: Record<string, string>[] = [];
  const parser = new Parser({
      onopentag(name, attributes) {
        if (name.split(':').at(-1) === element) found.push(attributes);
      },
    }, { xmlMode: true });
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
