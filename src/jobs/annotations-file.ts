/** What users have written about a job's documents, as it lies in the job's folder. */
import * as z from 'zod/mini';
import { type Annotations, MAX_NOTE, MAX_TAG } from '../report/annotations.ts';
import type { DocumentIdentity } from '../report/match-documents.ts';

export const ANNOTATIONS_FILE = 'annotations.json';
export const ANNOTATIONS_RUN_FILE = 'annotations-run.json';

export interface AnnotationsFile {
  readonly documents: Annotations;
  /** The last run that the annotations have followed. */
  readonly run?: string;
}
export const AnnotationsSchema = z.object({
  documents: z.record(
    z.string(),
    z.object({
      tags: z.array(z.string().check(z.maxLength(MAX_TAG))),
      note: z.string().check(z.maxLength(MAX_NOTE)),
      reviewed: z.exactOptional(z.literal(true)),
    }),
  ),
  run: z.exactOptional(z.string()),
}) satisfies z.ZodMiniType<AnnotationsFile>;

/** Documents that annotations belong to, kept while a job runs again: its results are replaced in the end. */
export interface AnnotationsRunFile {
  readonly run: string;
  readonly documents: readonly DocumentIdentity[];
}
export const AnnotationsRunSchema = z.object({
  run: z.string(),
  documents: z.array(z.object({ id: z.string(), path: z.string(), sha256: z.exactOptional(z.string()) })),
}) satisfies z.ZodMiniType<AnnotationsRunFile>;
