import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import type * as z from 'zod/mini';
import {
  ANNOTATIONS_FILE,
  ANNOTATIONS_RUN_FILE,
  type AnnotationsFile,
  type AnnotationsRunFile,
  AnnotationsRunSchema,
  AnnotationsSchema,
} from '../../jobs/annotations-file.ts';
import { readJson, UnreadableFile } from '../../storage/read-json.ts';
import { writeJson } from '../../storage/sealed-json.ts';
import { setAside } from '../../storage/set-aside.ts';
import { type ImportedNotes, importedNotes, type ListRow } from '../../report/imported-notes.ts';
import type { DocumentIdentity } from '../../report/match-documents.ts';
import { annotated, type AnnotationChange, type Annotations, followed } from '../../report/annotations.ts';

/** What users write about documents: a file `annotations.json` in each job's folder, where anything was written. */
export class DocumentAnnotations {
  private readonly known = new Map<string, Promise<AnnotationsFile>>();

  /**
   * @param folder the absolute path of a job's own folder
   * @param onChange told what a job's annotations are now
   * @param onDamage told of a file that was damaged, and where it is now
   */
  constructor(
    private readonly folder: (jobId: string) => string,
    private readonly onChange: (jobId: string, annotations: Annotations) => void,
    private readonly onDamage: (jobId: string, message: string, setAside: string) => void = () => undefined,
  ) {}

  async of(jobId: string): Promise<Annotations> {
    return (await this.file(jobId)).documents;
  }

  /** Writes a change down. Rejects with the file system's error, and then nothing has changed. */
  change(jobId: string, change: AnnotationChange): Promise<void> {
    return this.replace(jobId, ({ documents, ...rest }) => ({ ...rest, documents: annotated(documents, change) }));
  }

  /** Takes tags and notes over from a list that was saved of the job's report, and written in. */
  async import(
    jobId: string,
    documents: readonly DocumentIdentity[],
    rows: readonly ListRow[],
  ): Promise<ImportedNotes> {
    let imported: ImportedNotes | undefined;
    await this.replace(jobId, ({ documents: before, ...rest }) => {
      imported = importedNotes(before, documents, rows);
      return { ...rest, documents: imported.annotations };
    });
    return imported!;
  }

  /** A job begins to run again in its place: remembers on disk which documents its annotations belong to. What an earlier run that never ended has remembered still holds. */
  async begin(jobId: string, documents: readonly DocumentIdentity[]): Promise<void> {
    if (await this.begun(jobId)) return;
    await writeJson(this.path(jobId, ANNOTATIONS_RUN_FILE), {
      run: randomUUID(),
      documents,
    } satisfies AnnotationsRunFile);
  }

  /** The run has ended: annotations go with their documents, once, however often this is told and whatever was interrupted. */
  async follow(jobId: string, after: () => Promise<readonly DocumentIdentity[]>): Promise<void> {
    const begun = await this.begun(jobId);
    if (!begun) return;
    const { documents, run } = await this.file(jobId);
    if (run !== begun.run && Object.keys(documents).length > 0) {
      const now = await after();
      await this.replace(jobId, (before) => ({
        documents: followed(before.documents, begun.documents, now),
        run: begun.run,
      }));
    }
    await rm(this.path(jobId, ANNOTATIONS_RUN_FILE), { force: true });
  }

  private async replace(jobId: string, change: (annotations: AnnotationsFile) => AnnotationsFile): Promise<void> {
    // One after the other: two changes at once would lose one.
    const before = this.file(jobId);
    const after = before.then(async (annotations) => {
      const next = change(annotations);
      await writeJson(this.path(jobId, ANNOTATIONS_FILE), next);
      return next;
    });
    this.know(
      jobId,
      after.catch(() => before),
    );
    this.onChange(jobId, (await after).documents);
  }

  private path(jobId: string, name: string): string {
    return path.join(this.folder(jobId), name);
  }

  /** What is written, or is being written. */
  private file(jobId: string): Promise<AnnotationsFile> {
    const known =
      this.known.get(jobId) ??
      this.read(this.path(jobId, ANNOTATIONS_FILE), AnnotationsSchema, jobId).then(
        (file): AnnotationsFile => file ?? { documents: {} },
      );
    this.know(jobId, known);
    return known;
  }

  /** What could not be read is read again the next time: until then nothing is written over it. */
  private know(jobId: string, file: Promise<AnnotationsFile>): void {
    this.known.set(jobId, file);
    file.catch(() => this.known.get(jobId) === file && this.known.delete(jobId));
  }

  private begun(jobId: string): Promise<AnnotationsRunFile | undefined> {
    return this.read(this.path(jobId, ANNOTATIONS_RUN_FILE), AnnotationsRunSchema, jobId);
  }

  /** A damaged file is set aside, which is told: what is written next must not take its place. One that the system does not let be read stays, and this fails. */
  private async read<T>(file: string, schema: z.ZodMiniType<T>, jobId: string): Promise<T | undefined> {
    try {
      return await readJson(file, (value) => schema.safeParse(value).data);
    } catch (error) {
      if (!(error instanceof UnreadableFile) || !error.damaged) throw error;
      this.onDamage(jobId, error.message, await setAside(file));
      return undefined;
    }
  }
}
