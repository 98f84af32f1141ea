import { statSync } from 'node:fs';
import { type Notice, notice } from '../../report/notice.ts';
import type { ReadingOptions } from '../../report/reading-options.ts';
import { bytesInMemory, bytesOfFile, type ByteSource, stretchOf } from './byte-source.ts';
import { type DocumentLocation, type EntryLocation, isHousekeeping, UnreadableDocument } from './document-location.ts';
import { type Problem, problem } from './problem.ts';
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
export function archiveEntries(
  archive: InsideSource,
  reading: ReadingOptions,
): { readonly entries: readonly ArchiveEntry[]; readonly warnings: readonly Problem[] } {
  const lister = new ArchiveLister(archive, reading);
  // Opening a pipe waits until somebody writes into it.
  if (!statSync(archive).isFile())
    throw new UnreadableDocument(
      problem('unreadable', notice('archive-not-ordinary', { archive: printableName(archive) })),
    );
  withFile(archive, (file) => lister.list(bytesOfFile(file)));
  return lister;
}

/** An archive that is being listed: the one chosen, or one inside it. */
interface Place {
  /** What its entries' paths begin with. */
  readonly path: string;
  readonly name: string;
  /** What a reason says of it that stands with it. */
  readonly subject: string | Notice;
  readonly within?: EntryLocation;
}

const THIS_ARCHIVE = notice('this-archive');

function topPlace(archive: string): Place {
  const name = printableName(archive);
  return { path: '', name, subject: name };
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

  list(source: ByteSource, place: Place = topPlace(this.archive)): void {
    const { entries, overlapping, problems } = openArchive(source, this.entriesLeft, place);
    this.entriesLeft -= entries.length;
    this.warnings.push(...problems);
    for (const entry of entries) this.add(source, place, entry, overlapping.has(entry));
  }

  private add(source: ByteSource, place: Place, entry: ZipEntry, overlapping: boolean): void {
    const name = decodeName(entry.name);
    if (name.endsWith('/') || isHousekeeping(name)) return;
    const inside = place.path + name;
    if (!this.filter.takes(inside)) return;
    const path = place.path + (name === '' ? '(no name)' : printableName(name));
    const refusal = problemOf(name, entry, overlapping);
    const location: EntryLocation = {
      headerOffset: entry.headerOffset,
      compressedSize: entry.compressedSize,
      method: entry.method,
      crc32: entry.crc32,
      ...(place.within && { within: place.within }),
    };
    const isArchive = /\.zip$/i.test(name);
    if (isArchive && this.reading.nestedArchives) this.addArchive(source, place, path, location, refusal);
    else
      this.entries.push({
        path,
        location: refusal
          ? { kind: 'refused', problem: refusal }
          : { kind: 'zip-entry', archive: this.archive, ...location },
      });
  }

  /** Opens an archive inside this one; what forbids that is said of it as of a document. */
  private addArchive(
    source: ByteSource,
    place: Place,
    path: string,
    location: EntryLocation,
    refusal: Problem | undefined,
  ): void {
    const refuse = (why: Problem) =>
      this.entries.push({ path, isArchive: true, location: { kind: 'refused', problem: why } });
    if (refusal) return void refuse(refusal);
    if (place.within) return void refuse(problem('nested-too-deep', notice('archive-nested')));
    try {
      this.list(this.unpacked(source, location), {
        path: `${path}/`,
        name: path,
        subject: THIS_ARCHIVE,
        within: location,
      });
    } catch (error) {
      if (!(error instanceof UnreadableDocument)) throw error;
      refuse(error.problem);
    }
  }

  /** Bytes of an archive inside this one: where they lie when they are stored, and otherwise unpacked, which counts. */
  private unpacked(source: ByteSource, location: EntryLocation): ByteSource {
    if (this.entriesLeft <= 0)
      throw new UnreadableDocument(
        problem(
          'too-many-entries',
          notice('archive-beyond-entries', { archive: THIS_ARCHIVE, most: this.reading.limits.entries }),
        ),
      );
    if (location.method === 0) return stretchOf(source, dataStart(source, location), location.compressedSize);
    if (this.bytesLeft <= 0)
      throw new UnreadableDocument(problem('total-size', notice('archive-beyond-size', { archive: THIS_ARCHIVE })));
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
  if (unsafe !== undefined) return problem('unsafe-name', unsafe);
  if (entry.isLink) return problem('link', notice('entry-link'));
  if (entry.encrypted) return problem('encrypted', notice('entry-encrypted'));
  if (entry.method !== 0 && entry.method !== 8)
    return problem('unsupported-method', notice('entry-method', { method: entry.method }));
  if (entry.disk !== 0) return problem('multi-disk', notice('entry-in-other-part'));
  if (entry.cut) return problem('damaged', notice('entry-cut'));
  // A ZIP64 field that is announced and missing leaves them unknown.
  if (!isPosition(entry.headerOffset) || !isPosition(entry.compressedSize))
    return problem('damaged', notice('entry-place-missing'));
  if (overlapping) return problem('overlapping', notice('entry-overlapping'));
  return undefined;
}

const isPosition = (value: number) => Number.isSafeInteger(value) && value >= 0;
