import type { ByteSource } from './byte-source.ts';
import { type Notice, notice } from '../../report/notice.ts';
import { UnreadableDocument } from './document-location.ts';
import { type Problem, problem } from './problem.ts';
import { overlappingEntries } from './overlapping-entries.ts';
import { readDirectory, type ZipEntry } from './zip-directory.ts';
import { findEndRecord } from './zip-end-record.ts';
import { searchEntries } from './zip-search.ts';

/** What an archive holds. */
export interface OpenedArchive {
  /** In the order in which the archive has them. */
  readonly entries: readonly ZipEntry[];
  readonly overlapping: ReadonlySet<ZipEntry>;
  /** Why entries may be missing. */
  readonly problems: readonly Problem[];
}

const LOCAL_HEADER = 0x04034b50;

/** A directory that is not where its record says was moved with all before it, or the record is wrong about it alone: the first entry tells. */
function placed(source: ByteSource, entries: ZipEntry[] | undefined, prefix: number): ZipEntry[] | undefined {
  const first = entries?.[0];
  if (prefix === 0 || first === undefined) return entries;
  const begins = (at: number) => {
    const header = source.read(at, 4);
    return header.length === 4 && header.readUInt32LE(0) === LOCAL_HEADER;
  };
  if (begins(first.headerOffset) || !begins(first.headerOffset - prefix)) return entries;
  return entries?.map((entry) => ({ ...entry, headerOffset: entry.headerOffset - prefix }));
}

/**
 * Reads the entries of a ZIP archive from its directory, or, where that is lost or damaged, by searching for them.
 *
 * @param most entries beyond these are left out, with a problem that says so
 * @param called what problems call it, which stand beside the source, and what it is called where nothing of it can be read
 * @throws {@link UnreadableDocument} when it is no archive, or one part of several
 */
export function openArchive(
  source: ByteSource,
  most: number,
  { name, subject }: { readonly name: string; readonly subject: string | Notice },
): OpenedArchive {
  const end = findEndRecord(source);
  if (end?.partOfSeveral)
    throw new UnreadableDocument(problem('multi-disk', notice('archive-part-of-several', { archive: subject })));
  const listed = end && placed(source, readDirectory(source, end, most + 1), end.prefix);
  const found = listed ?? searchEntries(source, most + 1);
  if (!listed && found.length === 0)
    throw new UnreadableDocument(problem('damaged', notice('archive-none', { archive: subject })));
  const problems: Problem[] = [];
  if (!listed) problems.push(problem('damaged', notice('archive-searched', { archive: name })));
  const entries = found.slice(0, most);
  if (found.length > most)
    problems.push(problem('too-many-entries', notice('archive-entries', { archive: name, most })));
  return { entries, overlapping: overlappingEntries(entries, source.size), problems };
}
