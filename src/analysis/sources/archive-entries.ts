import { statSync } from 'node:fs';
import type { ReadingOptions } from '../../report/reading-options.ts';
import { bytesInMemory, bytesOfFile, type ByteSource, stretchOf } from './byte-source.ts';
import { type DocumentLocation, type EntryLocation, isHousekeeping, type Problem, UnreadableDocument } from './document-location.ts';
import type { InsideSource } from '../../storage/inside-source.ts';
import { openArchive } from './open-archive.ts';
import { type PathFilter, pathFilter } from './path-filter.ts';
import { printableName } from './printable-name.ts';
import { withFile } from './read-bytes.ts';
import type { ZipEntry } from './zip-directory.ts';
import { dataStart, readEntry } from './zip-entry.ts';
import { decodeName, unsafeName } from './zip-name.ts';

/** A file in an archive, or in one inside it, of whatever format. */
export interface ArchiveEntry {
  /** Path in the archive, safe to show. */
  readonly path: string;
  readonly location: DocumentLocation;
  /** It is an archive that was to be opened, and could not be. */
  readonly isArchive?: true;
}

/**
 * Lists the files in a ZIP, and in ZIPs inside it one level deep. Nothing is written to disk and no declared size is believed.
 *
 * @throws {@link UnreadableDocument} when it is no archive; the file system's error when it cannot be read
 */
export function archiveEntries(archive: InsideSource, reading: ReadingOptions): { readonly entries: readonly ArchiveEntry[]; readonly warnings: readonly Problem[] } {
  const lister = new ArchiveLister(archive, reading);
  // Opening a pipe waits until somebody writes into it.
  if (!statSync(archive).isFile()) throw new UnreadableDocument({ code: 'unreadable', message: 'is no ordinary file. Choose a ZIP archive or a folder.' });
  withFile(archive, (file) => lister.list(bytesOfFile(file)));
  return lister;
}

/** An archive that is being listed: the one chosen, or one inside it. */
interface Place {
  /** What its entries' paths begin with. */
  readonly path: string;
  readonly name: string;
  readonly within?: EntryLocation;
}

class ArchiveLister {
  readonly entries: ArchiveEntry[] = [];
  readonly warnings: Problem[] = [];
  private readonly filter: PathFilter;
  private entriesLeft: number;
  private bytesLeft: number;

  constructor(
    private readonly archive: InsideSource,
    private readonly reading: ReadingOptions,
  ) {
    this.filter = pathFilter(reading);
    this.entriesLeft = reading.limits.entries;
    this.bytesLeft = reading.limits.totalBytes;
  }

  list(source: ByteSource, place: Place = { path: '', name: printableName(this.archive) }): void {
    const { entries, overlapping, problems } = openArchive(source, this.entriesLeft);
    this.entriesLeft -= entries.length;
    this.warnings.push(...problems.map(({ code, message }) => ({ code, message: `${place.name} ${message}` })));
    for (const entry of entries) this.add(source, place, entry, overlapping.has(entry));
  }

  private add(source: ByteSource, place: Place, entry: ZipEntry, overlapping: boolean): void {
    const name = decodeName(entry.name);
    if (name.endsWith('/') || isHousekeeping(name)) return;
    const inside = place.path + name;
    if (!this.filter.takes(inside)) return;
    const path = place.path + (name === '' ? '(no name)' : printableName(name));
    const problem = problemOf(name, entry, overlapping);
    const location: EntryLocation = { headerOffset: entry.headerOffset, compressedSize: entry.compressedSize, method: entry.method, crc32: entry.crc32, ...(place.within && { within: place.within }) };
    const isArchive = /\.zip$/i.test(name);
    if (isArchive && this.reading.nestedArchives) this.addArchive(source, place, path, location, problem);
    else this.entries.push({ path, location: problem ? { kind: 'refused', problem } : { kind: 'zip-entry', archive: this.archive, ...location } });
  }

  /** Opens an archive inside this one; what forbids that is said of it as of a document. */
  private addArchive(source: ByteSource, place: Place, path: string, location: EntryLocation, problem: Problem | undefined): void {
    const refuse = (why: Problem) => this.entries.push({ path, isArchive: true, location: { kind: 'refused', problem: why } });
    if (problem) return void refuse(problem);
    if (place.within) return void refuse({ code: 'nested-too-deep', message: 'This archive is in an archive that is itself in one, and only one level is opened. Unpack the outer one and analyse its folder.' });
    try {
      this.list(this.unpacked(source, location), { path: `${path}/`, name: path, within: location });
    } catch (error) {
      if (!(error instanceof UnreadableDocument)) throw error;
      const { code, message } = error.problem;
      refuse({ code, message: /^[a-z]/.test(message) ? `This archive ${message}` : message });
    }
  }

  /** Bytes of an archive inside this one: where they lie when they are stored, and otherwise unpacked, which counts. */
  private unpacked(source: ByteSource, location: EntryLocation): ByteSource {
    if (this.entriesLeft <= 0) throw new UnreadableDocument({ code: 'too-many-entries', message: `was not opened: the archives before it have ${this.reading.limits.entries} entries (ghostwriter.limits.entries). Raise that limit and run the analysis again.` });
    if (location.method === 0) return stretchOf(source, dataStart(source, location), location.compressedSize);
    if (this.bytesLeft <= 0) throw new UnreadableDocument({ code: 'total-size', message: 'was not opened: the archives before it unpack to more than is allowed (ghostwriter.limits.totalSize). Raise that limit and run the analysis again.' });
    try {
      const bytes = readEntry(source, location, this.reading.limits);
      this.bytesLeft -= bytes.length;
      return bytesInMemory(bytes);
    } catch (error) {
      if (error instanceof UnreadableDocument) this.bytesLeft -= error.bytes;
      throw error;
    }
  }
}

/** Why nothing of an entry is read; `undefined` when it may be tried. */
function problemOf(name: string, entry: ZipEntry, overlapping: boolean): Problem | undefined {
  const unsafe = unsafeName(name, entry.name);
  if (unsafe !== undefined) return { code: 'unsafe-name', message: `The name of this archive entry ${unsafe}. Rename it and pack the archive again.` };
  if (entry.isLink) return { code: 'link', message: 'This archive entry is a link, not a document. Pack what it points to.' };
  if (entry.encrypted) return { code: 'encrypted', message: 'This archive entry is protected by a password. Unpack the archive with its password and analyse the folder.' };
  if (entry.method !== 0 && entry.method !== 8)
    return { code: 'unsupported-method', message: `This archive entry is packed by a method that is not supported (${entry.method}). Pack the archive again with an ordinary ZIP program.` };
  if (entry.disk !== 0) return { code: 'multi-disk', message: 'This archive entry lies in another part of an archive in several parts. Join the parts with the program that made them.' };
  if (entry.cut) return { code: 'damaged', message: 'This archive entry is cut off: its end is missing. Get the whole archive and run the analysis again.' };
  // A ZIP64 field that is announced and missing leaves them unknown.
  if (!isPosition(entry.headerOffset) || !isPosition(entry.compressedSize)) return { code: 'damaged', message: 'This archive entry is damaged: its place in the archive is missing. Pack the archive again.' };
  if (overlapping) return { code: 'overlapping', message: 'This archive entry shares its bytes with another one, as in a bomb. If you trust the archive, unpack it yourself and analyse the folder.' };
  return undefined;
}

const isPosition = (value: number) => Number.isSafeInteger(value) && value >= 0;
