import { closeSync, fstatSync, openSync, type Stats, statSync } from 'node:fs';
import { DEFAULT_READING, type ReadingLimits } from '../../report/reading-options.ts';
import { bytesInMemory, bytesOfFile, type ByteSource, stretchOf } from './byte-source.ts';
import { type Notice, notice } from '../../report/notice.ts';
import {
  type DocumentLocation,
  type EntryLocation,
  type StoredLocation,
  UnreadableDocument,
} from './document-location.ts';
import { problem } from './problem.ts';
import { isSystemError } from './system-error.ts';
import { tooLarge } from './too-large.ts';
import { dataStart, readEntry } from './zip-entry.ts';

/**
 * Reads the bytes of a document. Synchronous: it runs in worker threads, where small files come several times faster this way.
 *
 * @throws {@link UnreadableDocument} with the reason
 */
export function readBytes(location: StoredLocation, limits: ReadingLimits = DEFAULT_READING.limits): Buffer {
  try {
    switch (location.kind) {
      case 'file':
        return readWholeFile(location.file, limits);
      case 'zip-entry':
        return withFile(location.archive, (file) =>
          readEntry(archiveOf(location.archive, location, bytesOfFile(file), limits), location, limits),
        );
      case 'refused':
        throw new UnreadableDocument(location.problem);
    }
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw unreadable(systemReason(error));
  }
}

/** The same; `undefined` for what cannot be read, which is said when its turn comes. */
export function readBytesOrNone(location: DocumentLocation, limits: ReadingLimits): Buffer | undefined {
  if (location.kind === 'row' || location.kind === 'refused') return undefined;
  try {
    return readBytes(location, limits);
  } catch (error) {
    if (error instanceof UnreadableDocument) return undefined;
    throw error;
  }
}

/** Opens a file for as long as something reads in it. */
export function withFile<T>(path: string, read: (file: number) => T): T {
  const file = openSync(path, 'r');
  try {
    return read(file);
  } finally {
    closeSync(file);
  }
}

function readWholeFile(path: string, { documentBytes }: ReadingLimits): Buffer {
  // Before it is opened: opening a pipe waits until somebody writes into it.
  if (!statSync(path).isFile()) throw unreadable(notice('file-not-ordinary'));
  return withFile(path, (file) => {
    const before = fstatSync(file);
    if (before.size > documentBytes) throw new UnreadableDocument(tooLarge(documentBytes));
    const bytes = bytesOfFile(file, before.size).read(0, before.size);
    if (bytes.length !== before.size || !same(before, fstatSync(file)))
      throw new UnreadableDocument(problem('changed', notice('file-changed')));
    return bytes;
  });
}

const same = (before: Stats, after: Stats) => before.size === after.size && before.mtimeMs === after.mtimeMs;

/** The archive inside an archive that was unpacked last: most entries of it are read one after the other. */
let unpacked: { readonly archive: string; readonly within: EntryLocation; readonly source: ByteSource } | undefined;

/** The archive that an entry is in: the file itself, or an entry of it. One that is stored is read where it lies. */
function archiveOf(archive: string, { within }: EntryLocation, file: ByteSource, limits: ReadingLimits): ByteSource {
  if (!within) return file;
  if (within.method === 0) return stretchOf(file, dataStart(file, within), within.compressedSize);
  if (
    unpacked?.archive !== archive ||
    unpacked.within.headerOffset !== within.headerOffset ||
    unpacked.within.crc32 !== within.crc32
  )
    unpacked = { archive, within, source: bytesInMemory(readEntry(file, within, limits)) };
  return unpacked.source;
}

const unreadable = (said: Notice) => new UnreadableDocument(problem('unreadable', said));

function systemReason({ code, message }: NodeJS.ErrnoException): Notice {
  switch (code) {
    case 'EACCES':
    case 'EPERM':
      return notice('file-forbidden');
    case 'ENOENT':
      return notice('file-gone');
    default:
      return notice('file-unreadable', { error: code ?? message });
  }
}
