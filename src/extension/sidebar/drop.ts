import * as vscode from 'vscode';
import type { JobRow } from './jobs-tree.ts';

const URI_LIST = 'text/uri-list';

/** Takes files, folders and archives that are dropped onto the list of jobs, from the Explorer or from the system. */
export class DropToAnalyse implements vscode.TreeDragAndDropController<JobRow> {
  readonly dropMimeTypes = [URI_LIST, 'files'];
  readonly dragMimeTypes = [];

  constructor(private readonly analyse: (uris: readonly vscode.Uri[]) => Promise<unknown>) {}

  async handleDrop(_target: JobRow | undefined, data: vscode.DataTransfer): Promise<void> {
    const uris = await droppedUris(data);
    if (uris.length > 0) void this.analyse(uris);
    else
      void vscode.window.showWarningMessage(
        vscode.l10n.t(
          'Nothing that was dropped lies where the analysis can read it. Copy it into the workspace, or run Analyze Batch… and choose it there.',
        ),
      );
  }
}

async function droppedUris(data: vscode.DataTransfer): Promise<vscode.Uri[]> {
  const list = (await data.get(URI_LIST)?.asString()) ?? '';
  const listed = list
    .split(/\r?\n/)
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => vscode.Uri.parse(line));
  if (listed.length > 0) return listed;
  return [...data].flatMap(([, item]) => item.asFile()?.uri ?? []);
}
