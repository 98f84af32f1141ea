import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { z } from 'zod';
import { writeAtomically } from '../../exports/write-file.ts';
import { annotated, type AnnotationChange, type Annotations, MAX_NOTE, MAX_TAG } from '../../report/annotations.ts';

const AnnotationsFile = z.record(z.string(), z.object({ tags: z.array(z.string().max(MAX_TAG)), note: z.string().max(MAX_NOTE) })) satisfies z.ZodType<Annotations>;

/** What users write about documents: a file `annotations.json` in each job's folder, where anything was written. */
export class DocumentAnnotations implements vscode.Disposable {
  private readonly known = new Map<string, Promise<Annotations>>();
  private readonly changed = new vscode.EventEmitter<{ readonly jobId: string; readonly annotations: Annotations }>();

  readonly onDidChange = this.changed.event;

  /** @param folder the absolute path of a job's own folder */
  constructor(private readonly folder: (jobId: string) => string) {}

  of(jobId: string): Promise<Annotations> {
    const known = this.known.get(jobId) ?? this.read(jobId);
    this.known.set(jobId, known);
    return known;
  }

  /** Writes a change down. Rejects with the file system's error, and then nothing has changed. */
  async change(jobId: string, change: AnnotationChange): Promise<void> {
    // One after the other: two changes at once would lose one.
    const before = this.of(jobId);
    const after = before.then(async (annotations) => {
      const next = annotated(annotations, change);
      await writeAtomically(this.file(jobId), [`${JSON.stringify(next)}\n`]);
      return next;
    });
    this.known.set(jobId, after.catch(() => before));
    this.changed.fire({ jobId, annotations: await after });
  }

  dispose(): void {
    this.changed.dispose();
  }

  private file(jobId: string): string {
    return path.join(this.folder(jobId), 'annotations.json');
  }

  /** A missing or damaged file means that nothing is known. */
  private async read(jobId: string): Promise<Annotations> {
    try {
      return AnnotationsFile.parse(JSON.parse(await readFile(this.file(jobId), 'utf8')));
    } catch {
      return {};
    }
  }
}
