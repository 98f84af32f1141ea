import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import unzipper from 'unzipper';
import { AnalysisFailure } from '../failure.ts';
import { decodeCp437 } from './cp437.ts';
import { type DocumentLocation, isHousekeeping, isReadableFormat, leftOutWarning, type ListedDocument, type Listing } from './document-location.ts';
import { printableName } from './printable-name.ts';
import { systemCode } from './system-error.ts';
import { type EndRecord, findEndRecord } from './zip-end-record.ts';

/** The fields of a central directory header (APPNOTE 4.3.12) that unzipper parses and its types leave out. */
interface CentralHeader {
  readonly signature: number;
  readonly type: 'Directory' | 'File';
  readonly flags: number;
  readonly compressionMethod: number;
  readonly crc32: number;
  readonly compressedSize: number;
  readonly offsetToLocalFileHeader: number;
  readonly pathBuffer: Buffer;
  readonly isUnicode: boolean;
}

const CENTRAL_HEADER = 0x02014b50;

/** What unzipper reads an archive from. */
interface ArchiveSource {
  stream(offset: number, length?: number): Readable;
  size(): Promise<number>;
}

/** unzipper's types lag behind its options and what it parses. */
const openArchive = unzipper.Open.custom as unknown as (source: ArchiveSource, options: { tailSize: number }) => Promise<{ files: readonly CentralHeader[] }>;

/** Lists the documents in a ZIP from its central directory. Nothing is extracted and no declared size is believed. */
export async function listZip(archive: string): Promise<Listing> {
  const end = await endRecordOf(archive);
  const headers = await centralDirectory(archive, end);
  const documents: ListedDocument[] = [];
  const leftOut: string[] = [];
  for (const header of headers) {
    if (header.type === 'Directory') continue;
    const name = entryName(header).replaceAll('\\', '/').replace(/^(\.\/+)+/, '');
    if (name.endsWith('/') || isHousekeeping(name)) continue;
    if (isReadableFormat(name)) documents.push({ path: printableName(name), location: locate(archive, name, header, end.prefix) });
    else leftOut.push(printableName(name));
  }
  return { documents, warnings: leftOutWarning(leftOut.sort()) };
}

async function endRecordOf(archive: string): Promise<EndRecord> {
  const end = await findEndRecord(archive).catch((error: unknown) => {
    throw new AnalysisFailure('source-unreadable', `${archive} could not be read (${systemCode(error)}). Check its permissions.`);
  });
  if (end === undefined) throw noArchive(archive, 'is not a ZIP archive, or it is damaged');
  if (end.partOfSeveral) throw noArchive(archive, 'is one part of an archive in several parts');
  return end;
}

async function centralDirectory(archive: string, { offset, prefix, size }: EndRecord): Promise<readonly CentralHeader[]> {
  const streams: Readable[] = [];
  let fail: (error: Error) => void = () => undefined;
  const failed = new Promise<never>((_, reject) => (fail = reject));
  const source: ArchiveSource = {
    size: () => Promise.resolve(size - prefix),
    stream(from) {
      // unzipper leaves most of its streams' errors to nobody.
      const stream = createReadStream(archive, { start: prefix + from }).on('error', fail);
      streams.push(stream);
      return stream;
    },
  };
  try {
    // As much of the tail as begins with the end record: unzipper takes the first signature it meets, which may be that of an archive inside.
    const { files } = await Promise.race([openArchive(source, { tailSize: size - offset }), failed]);
    if (files.some(({ signature }) => signature !== CENTRAL_HEADER)) throw new Error('A header is missing.');
    return files;
  } catch {
    throw noArchive(archive, 'is not a ZIP archive, or it is damaged');
  } finally {
    for (const stream of streams) stream.destroy();
  }
}

const noArchive = (archive: string, what: string) =>
  new AnalysisFailure('source-unreadable', `${archive} ${what}. Try to open it with another program, pack it again and run the analysis again.`);

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

function locate(archive: string, name: string, header: CentralHeader, prefix: number): DocumentLocation {
  const refuse = (code: 'unsafe-name' | 'unreadable', message: string): DocumentLocation => ({ kind: 'refused', problem: { code, message } });
  if (name.startsWith('/') || /^[a-z]:/i.test(name) || name.split('/').includes('..') || name.includes('\0') || header.pathBuffer.length > 4096)
    return refuse('unsafe-name', 'The name of this archive entry points outside the archive or is malformed. Rename it and pack the archive again.');
  if (header.flags & ENCRYPTED) return refuse('unreadable', 'This archive entry is protected by a password. Unpack the archive with its password and analyse the folder.');
  if (header.compressionMethod !== 0 && header.compressionMethod !== 8)
    return refuse('unreadable', `This archive entry is packed by a method that is not supported (${header.compressionMethod}). Pack the archive again with an ordinary ZIP program.`);
  const headerOffset = prefix + header.offsetToLocalFileHeader;
  // A ZIP64 field that is announced and missing leaves them undefined.
  if (!isPosition(headerOffset) || !isPosition(header.compressedSize)) return refuse('unreadable', 'This archive entry is damaged: its place in the archive is missing. Pack the archive again.');
  return { kind: 'zip-entry', archive, headerOffset, compressedSize: header.compressedSize, method: header.compressionMethod, crc32: header.crc32 };
}

const isPosition = (value: number) => Number.isSafeInteger(value) && value >= 0;
