import { createHash } from 'node:crypto';
import path from 'node:path';
import type * as vscode from 'vscode';
import type { Job } from '../../protocol/job.ts';
import type { ReportDocument } from '../../report/report.ts';
import { documentAt, SCHEME } from '../documents/analysed-texts.ts';
import type { Jobs } from '../jobs/jobs.ts';

/** A document of an analysis as it is open in an editor. */
export interface AnalysedEditor {
  readonly job: Job;
  readonly document: ReportDocument;
  /** The text as it was analysed, when the editor holds that: positions count in it. Absent once it has changed. */
  readonly text?: string;
}

/** Finds out which document of which analysis an editor shows. */
export class AnalysedEditors {
  private readonly hashes = new WeakMap<
    vscode.TextDocument,
    { readonly version: number; readonly text: string; readonly hash: string }
  >();

  /** @param openJob the job whose results were last in front: a file may belong to several */
  constructor(
    private readonly jobs: Jobs,
    private readonly openJob: () => string | undefined,
  ) {}

  async find(editor: vscode.TextDocument): Promise<AnalysedEditor | undefined> {
    const named = editor.uri.scheme === SCHEME ? documentAt(editor.uri) : undefined;
    const jobId = named?.jobId ?? this.openJob();
    const job = jobId === undefined ? undefined : this.jobs.get(jobId);
    if (job?.status !== 'completed') return undefined;
    const inside = named?.path ?? pathInside(job, editor.uri.fsPath);
    if (inside === undefined) return undefined;
    const { reports } = this.jobs;
    const outline = await reports.outline(job.id).catch(() => undefined);
    const found = outline?.documents.find(
      (d) => d.path === inside || (job.source.kind === 'files' && inside.endsWith(`/${d.path}`)),
    );
    if (found?.status !== 'analyzed' || (!named && found.extracted)) return undefined;
    const whole = await reports.document(job.id, found.id).catch(() => undefined);
    if (!whole) return undefined;
    const { text, hash } = this.hashed(editor);
    return { job, document: whole.document, ...(hash === whole.document.sha256 && { text }) };
  }

  private hashed(editor: vscode.TextDocument): { readonly text: string; readonly hash: string } {
    const known = this.hashes.get(editor);
    if (known?.version === editor.version) return known;
    // Line ends as the analysis has them; lines and characters stay where they are.
    const text = editor.getText().replace(/\r\n?/g, '\n');
    const hashed = { version: editor.version, text, hash: createHash('sha256').update(text).digest('hex') };
    this.hashes.set(editor, hashed);
    return hashed;
  }
}

/** A file's path as the report may have it; of files that were chosen singly, its whole path. */
export function pathInside({ source }: Job, file: string): string | undefined {
  if (source.kind === 'zip') return undefined;
  if (source.kind === 'files') return source.paths.includes(file) ? file.split(path.sep).join('/') : undefined;
  const relative = path.relative(source.paths[0] ?? '', file);
  return relative === '' || relative.startsWith('..') || path.isAbsolute(relative)
    ? undefined
    : relative.split(path.sep).join('/');
}
