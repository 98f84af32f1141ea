import { stat } from 'node:fs/promises';
import unzipper from 'unzipper';
import { AnalysisFailure } from '../failure.ts';
import { decodeCp437 } from './cp437.ts';
import { type DocumentLocation, isHousekeeping, isReadableFormat, leftOutWarning, type ListedDocument, type Listing } from './document-location.ts';
import { printableName } from './printable-name.ts';

/** Bytes of the end-of-central-directory record with the longest comment it may carry (APPNOTE 4.3.16). */
const LONGEST_TAIL = 22 + 0xffff;

/** The fields of a central directory header (APPNOTE 4.3.12) that unzipper parses and its types leave out. */
interface CentralHeader {
  readonly type: 'Directory' | 'File';
  readonly flags: number;
  readonly compressionMethod: number;
  readonly crc32: number;
  readonly compressedSize: number;
  readonly offsetToLocalFileHeader: number;
  readonly pathBuffer: Buffer;
  readonly isUnicode: boolean;
}

/** unzipper's types lag behind its options and what it parses. */
const openArchive = unzipper.Open.file as unknown as (archive: string, options: { tailSize: number }) => Promise<{ files: readonly CentralHeader[] }>;

/** Lists the documents in a ZIP from its central directory. Nothing is extracted and no declared size is believed. */
export async function listZip(archive: string): Promise<Listing> {
  const headers = await centralDirectory(archive);
  const documents: ListedDocument[] = [];
  const leftOut: string[] = [];
  const seen = new Map<string, number>();
  for (const header of headers) {
    if (header.type === 'Directory') continue;
    const name = entryName(header).replaceAll('\\', '/');
    if (name.endsWith('/') || isHousekeeping(name.replace(/^(\.\.?\/)+/, ''))) continue;
    const shown = printableName(name);
    if (!isReadableFormat(name)) {
      leftOut.push(shown);
      continue;
    }
    // One name may stand in an archive twice: both are documents.
    const count = (seen.get(shown) ?? 0) + 1;
    seen.set(shown, count);
    documents.push({ path: count === 1 ? shown : `${shown} (${count})`, location: locate(archive, name, header) });
  }
  return { documents, warnings: leftOutWarning(leftOut.sort()) };
}

async function centralDirectory(archive: string): Promise<readonly CentralHeader[]> {
  const { size } = await stat(archive);
  try {
    const directory = await openArchive(archive, { tailSize: Math.min(size, LONGEST_TAIL) });
    return directory.files;
  } catch {
    throw new AnalysisFailure('source-unreadable', `${archive} is not a ZIP archive, or it is damaged. Try to open it with another program, pack it again and run the analysis again.`);
  }
}

/** File names are UTF-8 where the entry says so or where they are valid UTF-8, and code page 437 otherwise (APPNOTE appendix D). */
function entryName({ pathBuffer, isUnicode }: CentralHeader): string {
  if (isUnicode) return pathBuffer.toString('utf8');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(pathBuffer);
  } catch {
    return decodeCp437(pathBuffer);
  }
}

const ENCRYPTED = 0x1;

function locate(archive: string, name: string, header: CentralHeader): DocumentLocation {
  const refuse = (code: 'unsafe-name' | 'unreadable', message: string): DocumentLocation => ({ kind: 'refused', problem: { code, message } });
  if (name.startsWith('/') || /^[a-z]:/i.test(name) || name.split('/').includes('..') || name.includes('\0') || header.pathBuffer.length > 4096)
    return refuse('unsafe-name', 'The name of this archive entry points outside the archive or is malformed. Rename it and pack the archive again.');
  if (header.flags & ENCRYPTED) return refuse('unreadable', 'This archive entry is protected by a password. Unpack the archive with its password and analyse the folder.');
  if (header.compressionMethod !== 0 && header.compressionMethod !== 8)
    return refuse('unreadable', `This archive entry is packed by a method that is not supported (${header.compressionMethod}). Pack the archive again with an ordinary ZIP program.`);
  return { kind: 'zip-entry', archive, headerOffset: header.offsetToLocalFileHeader, compressedSize: header.compressedSize, method: header.compressionMethod, crc32: header.crc32 };
}
