import path from 'node:path';
import * as vscode from 'vscode';
import { type FileChange, SourceFilter } from '../../process/host/source-filter.ts';
import type { ReadingOptions } from '../../report/reading-options.ts';
import { QuietPeriod } from './quiet-period.ts';

/** How long a folder must be quiet: longer than any editor takes to save, short enough to wait for. */
const QUIET_MS = 3000;
const MOST_MS = 30_000;

export interface FolderWatchOptions {
  /** Absolute path. */
  readonly folder: string;
  readonly reading: ReadingOptions;
  readonly busy: () => boolean;
  /** Paths of the documents that the last analysis found. */
  readonly documents: () => Promise<readonly string[]>;
  /** The documents changed, at the latest at `at` (milliseconds since 1970). */
  readonly onChange: (at: number) => Promise<void>;
}

/** Watches a folder for changes that an analysis of it would see. */
export class FolderWatch implements vscode.Disposable {
  private readonly quiet: QuietPeriod;
  private readonly watcher: vscode.FileSystemWatcher;
  private changedAt = 0;

  constructor({ folder, reading, busy, documents, onChange }: FolderWatchOptions) {
    const filter = new SourceFilter(folder, reading);
    this.quiet = new QuietPeriod({
      quietMs: QUIET_MS,
      mostMs: MOST_MS,
      busy,
      run: async (changes) => {
        const at = this.changedAt;
        if (changes.has('') || (await filter.concernAny(changes, await documents()))) await onChange(at);
      },
    });
    this.watcher = vscode.workspace.createFileSystemWatcher(
      new vscode.RelativePattern(vscode.Uri.file(folder), '**/*'),
    );
    const note =
      (change: FileChange) =>
      ({ fsPath }: vscode.Uri) => {
        const inside = path.relative(folder, fsPath).split(path.sep).join('/');
        if (filter.mayConcern(inside, change)) this.note(inside, change);
      };
    this.watcher.onDidCreate(note('created'));
    this.watcher.onDidChange(note('changed'));
    this.watcher.onDidDelete(note('deleted'));
  }

  /** The folder was seen to have changed while nobody watched. */
  noteAny(): void {
    this.note('', 'changed');
  }

  dispose(): void {
    this.watcher.dispose();
    this.quiet.dispose();
  }

  private note(inside: string, change: FileChange): void {
    this.changedAt = Date.now();
    this.quiet.note(inside, change);
  }
}
