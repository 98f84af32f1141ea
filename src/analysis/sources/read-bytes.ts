import { closeSync, fstatSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { crc32, inflateRawSync } from 'node:zlib';
import { DEFAULT_READING, type ReadingLimits } from '../../report/reading-options.ts';
import { type DocumentLocation, type StoredLocation, UnreadableDocument } from './document-location.ts';

/**
 * Reads the bytes of a document. Synchronous: it runs in worker threads, where small files come several times faster this way.
 *
 * @throws {@link UnreadableDocument} with the reason
 */
export function readBytes(location: StoredLocation, limits: ReadingLimits = DEFAULT_READING.limits): Uint8Array {
  try {
    switch (location.kind) {
      case 'file':
        return readWholeFile(location.file, limits);
      case 'zip-entry':
        return readEntry(location, limits);
      case 'refused':
        throw new UnreadableDocument(location.problem);
    }
  } catch (error) {
    if (error instanceof UnreadableDocument) throw error;
    throw unreadable(systemReason(error as NodeJS.ErrnoException));
  }
}

function readWholeFile(file: string, { documentBytes }: ReadingLimits): Uint8Array {
  const stats = statSync(file);
  // Reading a pipe or a device could wait for ever.
  if (!stats.isFile()) throw unreadable('It is no ordinary file. Choose files and folders only.');
  if (stats.size > documentBytes) throw tooLarge(documentBytes);
  return readFileSync(file);
}

const LOCAL_HEADER_BYTES = 30;
const LOCAL_HEADER_SIGNATURE = 0x04034b50;

/** Reads and inflates one ZIP entry (APPNOTE 4.3.7): the local header says where its data begin. */
function readEntry({ archive, headerOffset, compressedSize, method, crc32: expected }: Extract<DocumentLocation, { kind: 'zip-entry' }>, { documentBytes }: ReadingLimits): Uint8Array {
  if (compressedSize > documentBytes) throw tooLarge(documentBytes);
  const file = openSync(archive, 'r');
  try {
    const header = readAt(file, headerOffset, LOCAL_HEADER_BYTES);
    if (header.readUInt32LE(0) !== LOCAL_HEADER_SIGNATURE) throw damaged('its header is missing');
    const start = headerOffset + LOCAL_HEADER_BYTES + header.readUInt16LE(26) + header.readUInt16LE(28);
    if (start + compressedSize > fstatSync(file).size) throw damaged('it ends before its data do');
    const packed = readAt(file, start, compressedSize);
    const bytes = method === 0 ? packed : inflate(packed, documentBytes);
    if (crc32(bytes) !== expected) throw damaged('its checksum is wrong');
    return bytes;
  } finally {
    closeSync(file);
  }
}

function readAt(file: number, position: number, length: number): Buffer {
  const buffer = Buffer.alloc(length);
  for (let done = 0; done < length; ) {
    const read = readSync(file, buffer, done, length - done, position + done);
    if (read === 0) throw damaged('it ends before its data do');
    done += read;
  }
  return buffer;
}

function inflate(packed: Buffer, documentBytes: number): Uint8Array {
  try {
    return inflateRawSync(packed, { maxOutputLength: documentBytes });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(documentBytes);
    throw damaged('its data cannot be unpacked');
  }
}

const unreadable = (message: string) => new UnreadableDocument({ code: 'unreadable', message });
const damaged = (how: string) => unreadable(`This archive entry is damaged: ${how}. Pack the archive again.`);
const tooLarge = (documentBytes: number) =>
  new UnreadableDocument({ code: 'too-large', message: `The document is larger than ${documentBytes / 1024 / 1024} MB (ghostwriter.limits.documentSize). Split it, or raise that limit, and run the analysis again.` });

function systemReason({ code, message }: NodeJS.ErrnoException): string {
  switch (code) {
    case 'EACCES':
    case 'EPERM':
      return 'The file may not be read (permission denied). Give yourself read permission and run the analysis again.';
    case 'ENOENT':
      return 'The file was not there any more when its turn came. Run the analysis again.';
    default:
      return `The file could not be read (${code ?? message}).`;
  }
}
