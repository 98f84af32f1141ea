import { type DocumentIdentity, matchDocuments } from './match-documents.ts';
import { clipped } from './outside-text.ts';
import type { Report } from './report.ts';

/** What a user wrote about a document. */
export interface Annotation {
  /** In the order in which they were given, each once. */
  readonly tags: readonly string[];
  /** Empty where there is none. */
  readonly note: string;
  /** Somebody has looked at it; absent where nobody has. */
  readonly reviewed?: true;
}

/** By the documents' `id`s, those that are gone by their paths behind {@link GONE}; documents of which there is none of these are absent. */
export type Annotations = Readonly<Record<string, Annotation>>;

/** A change of some documents' annotations; what is absent stays. */
export interface AnnotationChange {
  readonly documents: readonly string[];
  readonly addTag?: string;
  readonly removeTag?: string;
  readonly note?: string;
  readonly reviewed?: boolean;
}

/** Longest tag and note, in UTF-16 code units. */
export const MAX_TAG = 60;
export const MAX_NOTE = 4_000;

/** The annotations after a change. */
export function annotated(
  annotations: Annotations,
  { documents, addTag, removeTag, note, reviewed }: AnnotationChange,
): Annotations {
  const tag = addTag && clipped(addTag.trim().replace(/\s+/g, ' '), MAX_TAG);
  const next = new Map(Object.entries(annotations));
  for (const id of documents) {
    const before: Annotation = next.get(id) ?? { tags: [], note: '' };
    const kept = before.tags.filter((t) => t !== removeTag);
    const after: Annotation = {
      tags: tag && !kept.includes(tag) ? [...kept, tag] : kept,
      note: clipped(note ?? before.note, MAX_NOTE),
      ...((reviewed ?? before.reviewed) && { reviewed: true }),
    };
    if (after.tags.length === 0 && after.note.trim() === '' && !after.reviewed) next.delete(id);
    else next.set(id, after);
  }
  return Object.fromEntries(next);
}

/** No `id` begins like this. */
const GONE = 'gone:';

/**
 * The annotations of a job that was analysed again: ids go by the order of paths, and each annotation follows its document. That of a document that
 * is gone is kept until there is one of its path again.
 */
export function followed(
  annotations: Annotations,
  before: readonly DocumentIdentity[],
  after: readonly DocumentIdentity[],
): Annotations {
  const became = new Map(matchDocuments(before, after).map(([d, e]) => [d.id, e.id]));
  const pathsBefore = new Map(before.map((d) => [d.id, d.path]));
  const idsAfter = new Map(after.map((d) => [d.path, d.id]));
  return Object.fromEntries(
    Object.entries(annotations).map(([key, annotation]) => {
      const gone = key.startsWith(GONE);
      const now = gone ? idsAfter.get(key.slice(GONE.length)) : became.get(key);
      return [now ?? (gone ? key : GONE + (pathsBefore.get(key) ?? key)), annotation];
    }),
  );
}

/** Documents with what was written about them. */
export function withAnnotations<T extends { readonly id: string }>(
  documents: readonly T[],
  annotations: Annotations,
): readonly (T & { readonly tags?: readonly string[]; readonly note?: string; readonly reviewed?: true })[] {
  if (Object.keys(annotations).length === 0) return documents;
  return documents.map((d) => {
    const own = annotations[d.id];
    return own
      ? {
          ...d,
          ...(own.tags.length > 0 && { tags: own.tags }),
          ...(own.note !== '' && { note: own.note }),
          ...(own.reviewed && { reviewed: own.reviewed }),
        }
      : d;
  });
}

/** A report with what was written about its documents, as it is exported. Who has looked at what stays with the user. */
export const annotatedReport = (report: Report, annotations: Annotations): Report => ({
  ...report,
  documents: withAnnotations(report.documents, annotations).map(({ reviewed: _, ...document }) => document),
});

/** What was written about the documents of a report that was exported. */
export const annotationsOf = (
  documents: readonly { readonly id: string; readonly tags?: readonly string[]; readonly note?: string }[],
): Annotations =>
  Object.fromEntries(
    documents.flatMap(({ id, tags = [], note = '' }) => (tags.length > 0 || note !== '' ? [[id, { tags, note }]] : [])),
  );

/** The report as it was found. */
export const withoutAnnotations = (report: Report): Report => ({
  ...report,
  documents: report.documents.map(({ tags: _, note: __, ...document }) => document),
});
