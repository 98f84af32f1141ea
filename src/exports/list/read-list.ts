import { type CellValue, readSheet } from 'read-excel-file/universal';
import { notice, NoticeError } from '../../report/notice.ts';
import { MAX_NOTE, MAX_TAG } from '../../report/annotations.ts';
import { clipped } from '../../report/outside-text.ts';
import type { ListRow } from '../../report/imported-notes.ts';
import { TAG_SEPARATOR } from './list-row.ts';
import { KEY_TITLE, rowKeyFrom } from './row-key.ts';

/** Largest list that is read, in bytes: 10,000 documents with long notes take less. */
export const LARGEST_LIST = 20 * 2 ** 20;

/**
 * Reads the tags and notes of a list that {@link writeList} has written and people have changed: rows in whatever order, whatever else was added.
 *
 * @throws {@link NoticeError} for what is no such list, or lacks a column
 */
export async function readList(bytes: Uint8Array): Promise<ListRow[]> {
  if (bytes.byteLength > LARGEST_LIST)
    throw new NoticeError(notice('list-too-large', { megabytes: LARGEST_LIST / 2 ** 20 }));
  const rows = await readSheet(new Blob([Uint8Array.from(bytes)])).catch((error: unknown) => {
    throw new NoticeError(notice('list-unreadable'), { cause: error });
  });
  const [header = [], ...records] = rows.map((row) => row.map(textOf));
  const keyAt = header.indexOf(KEY_TITLE);
  const keys = keyAt < 0 ? [] : records.map((row) => rowKeyFrom(row[keyAt] ?? ''));
  const first = keys.find((key) => key !== undefined);
  if (!first) throw new NoticeError(notice('list-without-keys'));
  const at = first.columns.map((title) => {
    const place = header.findIndex((t) => t.trim() === title);
    if (place < 0) throw new NoticeError(notice('list-column-missing', { column: title }));
    return place;
  });
  return records.flatMap((row, i) => {
    const key = keys[i];
    if (!key) return [];
    const [tags = '', note = ''] = at.map((place) => row[place]);
    // What was not touched is not taken apart: a tag may hold a comma.
    const untouched = tags.trim() === key.tags.join(TAG_SEPARATOR);
    return [{ key, tags: untouched ? key.tags : tagsIn(tags), note: clipped(note, MAX_NOTE).trim() }];
  });
}

/** Tags as people write them: with semicolons, commas or line breaks between. */
function tagsIn(cell: string): string[] {
  const tags = cell.split(/[;,\n]/).map((tag) => clipped(tag.trim().replace(/\s+/g, ' '), MAX_TAG));
  return [...new Set(tags.filter(Boolean))];
}

const textOf = (cell: CellValue | null): string =>
  cell === null ? '' : cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell).replace(/\r\n?/g, '\n');
