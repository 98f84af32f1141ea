import { zip, type ZipEntry } from './zip-writer.ts';

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const part = (name: string, data: string): ZipEntry => ({
  name,
  data: data.startsWith('<?xml') ? data : XML + data,
  deflated: true,
});

const WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const RELATIONSHIPS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** A run of text in WordprocessingML. */
export const run = (text: string) => `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`;
/** A paragraph of runs, or of plain text. */
export const paragraph = (content: string) => `<w:p>${content.startsWith('<') ? content : run(content)}</w:p>`;

/** A Word document (ECMA-376) of the given body, with its footnotes by number. */
export function docx(
  body: string,
  footnotes: Readonly<Record<number, string>> = {},
  more: readonly ZipEntry[] = [],
): Buffer {
  const notes = Object.entries(footnotes).map(
    ([id, text]) => `<w:footnote w:id="${id}">${paragraph(text)}</w:footnote>`,
  );
  const own = new Set(more.map(({ name }) => name));
  return zip(
    [
      part(
        '[Content_Types].xml',
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"/></Types>',
      ),
      part(
        '_rels/.rels',
        `<Relationships xmlns="${RELATIONSHIPS}"><Relationship Id="r1" Type="${OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>`,
      ),
      part(
        'word/_rels/document.xml.rels',
        `<Relationships xmlns="${RELATIONSHIPS}"><Relationship Id="n1" Type="${OFFICE}/footnotes" Target="footnotes.xml"/></Relationships>`,
      ),
      part('word/footnotes.xml', `<w:footnotes ${WORD}>${notes.join('')}</w:footnotes>`),
      part('word/document.xml', `<w:document ${WORD} xmlns:r="${OFFICE}"><w:body>${body}</w:body></w:document>`),
      ...more,
    ].filter((entry, i, all) => !own.has(String(entry.name)) || i >= all.length - more.length),
  );
}

/** A Word document of plain paragraphs. */
export const plainDocx = (...paragraphs: readonly string[]) => docx(paragraphs.map(paragraph).join(''));

const ODF = ['office', 'text', 'table', 'style', 'draw']
  .map((name) => `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`)
  .join(' ');

/** An OpenDocument text of the given content of `office:text`. */
export function odt(content: string, { encrypted = false, styles = '' } = {}): Buffer {
  const entry = encrypted
    ? '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry>'
    : '<manifest:file-entry manifest:full-path="content.xml"/>';
  return zip([
    { name: 'mimetype', data: 'application/vnd.oasis.opendocument.text' },
    part(
      'META-INF/manifest.xml',
      `<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">${entry}</manifest:manifest>`,
    ),
    part(
      'content.xml',
      `<office:document-content ${ODF}><office:automatic-styles>${styles}</office:automatic-styles><office:body><office:text>${content}</office:text></office:body></office:document-content>`,
    ),
  ]);
}

/** A book of chapters in XHTML, and whatever else is in it. */
export function epub(...content: readonly (string | ZipEntry)[]): Buffer {
  const chapters = content.filter((entry) => typeof entry === 'string');
  return zip([
    { name: 'mimetype', data: 'application/epub+zip' },
    part(
      'META-INF/container.xml',
      '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
    ),
    part(
      'book/package.opf',
      `<package xmlns="http://www.idpf.org/2007/opf"><manifest>${chapters.map((_, i) => `<item id="c${i}" href="chapter%20${i}.xhtml" media-type="application/xhtml+xml"/>`).join('')}</manifest><spine>${chapters.map((_, i) => `<itemref idref="c${i}"/>`).join('')}</spine></package>`,
    ),
    ...chapters.map((body, i) =>
      part(
        `book/chapter ${i}.xhtml`,
        `<html xmlns="http://www.w3.org/1999/xhtml"><head><title>Book</title></head><body>${body}</body></html>`,
      ),
    ),
    ...content.filter((entry) => typeof entry !== 'string'),
  ]);
}

/** What Office writes in place of a document with a password: a compound file with the streams of [MS-OFFCRYPTO]. */
export function encryptedOfficeFile(): Buffer {
  const header = Buffer.alloc(512);
  Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]).copy(header);
  const directory = Buffer.concat(
    ['Root Entry', 'EncryptionInfo', 'EncryptedPackage'].map((name) =>
      Buffer.concat([Buffer.from(name, 'utf16le'), Buffer.alloc(128 - 2 * name.length)]),
    ),
  );
  return Buffer.concat([header, directory]);
}
