import { statSync } from 'node:fs';
import type { ListedDocument } from '../../../analysis/sources/document-location.ts';
import { formatOf } from '../../../report/formats.ts';

/** Characters of text in a byte of a packed or illustrated document, and in a byte of an archive's entry, roughly. */
const PER_BYTE = { document: 0.1, compressed: 2.5 };

/** About how many characters of text a document holds, by its size. */
export function charactersOf({ path, location }: ListedDocument, sourceCode: boolean): number {
  const format = formatOf(path, sourceCode);
  const plain = format === undefined || format === 'text' || format === 'source-code' || format === 'markdown';
  switch (location.kind) {
    case 'row':
      return location.document.text.length;
    case 'refused':
      return 0;
    case 'zip-entry':
      return location.compressedSize * (plain ? (location.method === 0 ? 1 : PER_BYTE.compressed) : PER_BYTE.document);
    case 'file':
      return sizeOf(location.file) * (plain ? 1 : PER_BYTE.document);
  }
}

/** Bytes of a file; 0 where it cannot be looked at: reading it will say why. */
function sizeOf(file: string): number {
  try {
    return statSync(file).size;
  } catch {
    return 0;
  }
}
