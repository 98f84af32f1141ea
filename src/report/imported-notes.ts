import { type Annotation, type Annotations, MAX_NOTE } from './annotations.ts';
import { type DocumentIdentity, matchDocuments } from './match-documents.ts';
import { clipped } from './outside-text.ts';

/**
 * What a hidden cell of each row of a list says, so that tags and notes find their document whatever was sorted, renamed or left out: which document it is, what was
 * written about it then, and what the two columns were called.
 */
export interface RowKey {
  readonly path: string;
  readonly sha256?: string;
  readonly tags: readonly string[];
  readonly note: string;
  readonly columns: readonly [tags: string, notes: string];
}

/** What a row of a list says now, and what it said when it was saved. */
export interface ListRow {
  readonly key: RowKey;
  readonly tags: readonly string[];
  readonly note: string;
}

/** What came of a list. */
export interface ImportedNotes {
  readonly annotations: Annotations;
  /** Documents whose tags or note are others now. */
  readonly changed: number;
  /** Paths of rows that belong to none of the documents. */
  readonly unknown: readonly string[];
}

/**
 * Tags and notes with what was changed in a list. Rows find their documents by path, and by the hash of the text where that was renamed. What was not changed in the list stays as it is now; where a note
 * was changed in both, both stand there.
 */
export function importedNotes(
  before: Annotations,
  documents: readonly DocumentIdentity[],
  rows: readonly ListRow[],
): ImportedNotes {
  const keyed = rows.map(({ key }, i): DocumentIdentity => ({
    id: String(i),
    path: key.path,
    ...(key.sha256 !== undefined && { sha256: key.sha256 }),
  }));
  const found = new Map(matchDocuments(keyed, documents).map(([row, document]) => [Number(row.id), document.id]));
  const after = new Map(Object.entries(before));
  let changed = 0;
  for (const [i, row] of rows.entries()) {
    const id = found.get(i);
    if (id === undefined) continue;
    const own = after.get(id) ?? { tags: [], note: '' };
    const next = merged(own, row);
    if (JSON.stringify(next) === JSON.stringify({ tags: own.tags, note: own.note })) continue;
    changed++;
    if (next.tags.length === 0 && next.note.trim() === '') after.delete(id);
    else after.set(id, next);
  }
  return {
    annotations: Object.fromEntries(after),
    changed,
    unknown: rows.flatMap(({ key }, i) => (found.has(i) ? [] : [key.path])),
  };
}

function merged(now: Annotation, { key, tags, note }: ListRow): Annotation {
  const removed = key.tags.filter((tag) => !tags.includes(tag));
  const added = tags.filter((tag) => !key.tags.includes(tag) && !now.tags.includes(tag));
  return {
    tags: [...now.tags.filter((tag) => !removed.includes(tag)), ...added],
    note: mergedNote(now.note, key.note, note),
  };
}

function mergedNote(now: string, saved: string, written: string): string {
  if (written === saved.trim() || written === now.trim()) return now;
  if (now.trim() === saved.trim() || now.trim() === '') return written;
  if (written === '') return now;
  return clipped(`${now}\n${written}`, MAX_NOTE);
}
