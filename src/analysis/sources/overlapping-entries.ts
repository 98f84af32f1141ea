import type { ZipEntry } from './zip-directory.ts';

const LOCAL_HEADER_BYTES = 30;

/**
 * Entries whose bytes are another's too, as in a bomb that packs one piece of data under many names (Fifield 2019): those that run into the
 * header of one behind them, and all but the first that begin at one place. One that runs beyond the archive is cut off, which is said when it is
 * read.
 *
 * @param size bytes of the archive
 */
export function overlappingEntries(entries: readonly ZipEntry[], size: number): ReadonlySet<ZipEntry> {
  const placed = entries
    .filter((e) => Number.isSafeInteger(e.headerOffset) && Number.isSafeInteger(e.compressedSize))
    .sort((a, b) => a.headerOffset - b.headerOffset);
  const overlapping = new Set<ZipEntry>();
  let behind = Infinity;
  for (let i = placed.length - 1; i >= 0; i--) {
    const entry = placed[i]!;
    // The local header's own names can only make it longer.
    const end = entry.headerOffset + LOCAL_HEADER_BYTES + entry.name.bytes.length + entry.compressedSize;
    if (end > behind && end <= size) overlapping.add(entry);
    const first = placed[i - 1]?.headerOffset !== entry.headerOffset;
    if (first) behind = entry.headerOffset;
    else overlapping.add(entry);
  }
  return overlapping;
}
