import { randomUUID } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod/mini';
import { writeAtomically } from '../../storage/write-file.ts';
import type { DocumentIdentity } from '../../report/match-documents.ts';
import { annotated, type AnnotationChange, type Annotations, followed, MAX_NOTE, MAX_TAG } from '../../report/annotations.ts';

interface AnnotationsFile {
  readonly documents: Annotations;
  /** The last run that the annotations have followed. */
  readonly run?: string;
}
const AnnotationsSchema = z.object({
  documents: z.record(z.string(), z.object({ tags: z.array(z.string().check(z.maxLength(MAX_TAG))), note: z.string().check(z.maxLength(MAX_NOTE)) })),
  run: z.exactOptional(z.string()),
}) satisfies z.ZodMiniType<AnnotationsFile>;

/** Documents that annotations belong to, kept while a job runs again: its results are replaced in the end. */
interface RunFile {
  readonly run: string;
  readonly documents: readonly DocumentIdentity[];
}
const RunSchema = z.object({ run: z.string(), documents: z.array(z.object({ id: z.string(), path: z.string(), sha256: z.exactOptional(z.string()) })) }) satisfies z.ZodMiniType<RunFile>;

const FILE = 'annotations.json';
const RUN_FILE = 'annotations-run.json';

/** What users write about documents: a file `annotations.json` in each job's folder, where anything was written. */
export class DocumentAnnotations {
  private readonly known = new Map<string, Promise<AnnotationsFile>>();

  /**
   * @param folder the absolute path of a job's own folder
   * @param onChange told what a job's annotations are now
   */
  constructor(
    private readonly folder: (jobId: string) => string,
    private readonly onChange: (jobId: string, annotations: Annotations) => void,
  ) {}

  async of(jobId: string): Promise<Annotations> {
    return (await this.file(jobId)).documents;
  }

  /** Writes a change down. Rejects with the file system's error, and then nothing has changed. */
  change(jobId: string, change: AnnotationChange): Promise<void> {
    return this.replace(jobId, ({ documents, ...rest }) => ({ ...rest, documents: annotated(documents, change) }));
  }

  /** A job begins to run again in its place: remembers on disk which documents its annotations belong to. What an earlier run that never ended has remembered still holds. */
  async begin(jobId: string, documents: readonly DocumentIdentity[]): Promise<void> {
    if (await this.begun(jobId)) return;
    await writeAtomically(this.path(jobId, RUN_FILE), [`${JSON.stringify({ run: randomUUID(), documents } satisfies RunFile)}\n`]);
  }

  /** The run has ended: annotations go with their documents, once, however often this is told and whatever was interrupted. */
  async follow(jobId: string, after: () => Promise<readonly DocumentIdentity[]>): Promise<void> {
    const begun = await this.begun(jobId);
    if (!begun) return;
    const { documents, run } = await this.file(jobId);
    if (run !== begun.run && Object.keys(documents).length > 0) {
      const now = await after();
      await this.replace(jobId, (before) => ({ documents: followed(before.documents, begun.documents, now), run: begun.run }));
    }
    await rm(this.path(jobId, RUN_FILE), { force: true });
  }

  private async replace(jobId: string, change: (annotations: AnnotationsFile) => AnnotationsFile): Promise<void> {
    // One after the other: two changes at once would lose one.
    const before = this.file(jobId);
    const after = before.then(async (annotations) => {
      const next = change(annotations);
      await writeAtomically(this.path(jobId, FILE), [`${JSON.stringify(next)}\n`]);
      return next;
    });
    this.known.set(jobId, after.catch(() => before));
    this.onChange(jobId, (await after).documents);
  }

  private path(jobId: string, name: string): string {
    return path.join(this.folder(jobId), name);
  }

  /** A missing or damaged file means that nothing is known. */
  private file(jobId: string): Promise<AnnotationsFile> {
    const known = this.known.get(jobId) ?? readChecked(this.path(jobId, FILE), AnnotationsSchema).then((file): AnnotationsFile => file ?? { documents: {} });
    this.known.set(jobId, known);
    return known;
  }

  private begun(jobId: string): Promise<RunFile | undefined> {
    return readChecked(this.path(jobId, RUN_FILE), RunSchema);
  }
}

async function readChecked<T>(file: string, schema: z.ZodMiniType<T>): Promise<T | undefined> {
  try {
    return schema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return undefined;
  }
}
