import path from 'node:path';
import * as vscode from 'vscode';
import type { Job } from '../../protocol/job.ts';
import type { TextRange } from '../../protocol/panel.ts';
import type { ReportDocument } from '../../report/report.ts';
import type { Jobs } from '../jobs/jobs.ts';
import { said } from '../said.ts';
import { analysedTextUri } from './analysed-texts.ts';
import type { CopiedPassages } from './copied-passages.ts';
import { findDocument } from './find-document.ts';
import { besideResults, editorRange, told } from './text-editors.ts';

/** VS Code's names of the encodings that documents are read in. */
const EDITOR_ENCODINGS: Readonly<Record<string, string>> = {
  'utf-8': 'utf8',
  'utf-16le': 'utf16le',
  'utf-16be': 'utf16be',
  'windows-1250': 'windows1250',
  'windows-1251': 'windows1251',
  'windows-1252': 'windows1252',
  'windows-1253': 'windows1253',
  'windows-1254': 'windows1254',
  'windows-1255': 'windows1255',
  'windows-1256': 'windows1256',
  'windows-1257': 'windows1257',
  'windows-874': 'windows874',
  'iso-8859-2': 'iso88592',
  'iso-8859-5': 'iso88595',
  'iso-8859-6': 'iso88596',
  'iso-8859-7': 'iso88597',
  'iso-8859-8': 'iso88598',
  'iso-8859-15': 'iso885915',
  'koi8-r': 'koi8r',
  'koi8-u': 'koi8u',
  ibm866: 'cp866',
  macintosh: 'macroman',
  gb18030: 'gb18030',
  big5: 'big5hkscs',
  shift_jis: 'shiftjis',
  'euc-jp': 'eucjp',
  'euc-kr': 'euckr',
};

/** Opens a job's documents in editors. What goes wrong is told to the user. */
export class OpenDocuments {
  constructor(
    private readonly jobs: Jobs,
    private readonly passages: CopiedPassages,
  ) {}

  /** Opens the file itself where it is the text that was analysed, and otherwise that text: of a PDF, from inside an archive, in an encoding that editors do not know. Selects a stretch of it where one is given. */
  async open(jobId: string, documentId: string, range?: TextRange): Promise<void> {
    await told(async () => {
      const { job, document } = await findDocument(this.jobs, jobId, documentId);
      if (document.status === 'skipped')
        throw new Error(
          vscode.l10n.t(
            '{0} was not analysed: {1}',
            document.path,
            document.reason === undefined
              ? vscode.l10n.t('it could not be read.')
              : said({ ...document, message: document.reason }),
          ),
        );
      const encoding = EDITOR_ENCODINGS[document.encoding ?? ''];
      const file = document.extracted || encoding === undefined ? undefined : fileUri(job, document);
      const uri = file ?? analysedTextUri(jobId, document.path);
      const text = await vscode.workspace.openTextDocument(
        uri,
        uri.scheme === 'file' && encoding ? { encoding } : undefined,
      );
      await vscode.window.showTextDocument(text, {
        viewColumn: besideResults(),
        preview: true,
        ...(range && { selection: editorRange(range) }),
      });
    });
  }

  /**
   * Opens two documents side by side, as they were analysed, with all passages marked that both share: at one of these where it is asked for or where the
   * rest has nothing to do with each other, else with their differences.
   *
   * @param passage its place in the report's list of the pair
   */
  async openPair(jobId: string, a: string, b: string, passage?: number): Promise<void> {
    await told(async () => {
      const [left, right] = [await findDocument(this.jobs, jobId, a), await findDocument(this.jobs, jobId, b)];
      const kind = this.passages.show(jobId, left, right);
      if (passage !== undefined || kind === 'partly-copied') return this.passages.go(passage ?? 0);
      const title = `${path.posix.basename(left.document.path)} ↔ ${path.posix.basename(right.document.path)}`;
      await vscode.commands.executeCommand(
        'vscode.diff',
        analysedTextUri(jobId, left.document.path),
        analysedTextUri(jobId, right.document.path),
        title,
        { viewColumn: besideResults(), preview: true } satisfies vscode.TextDocumentShowOptions,
      );
    });
  }
}

/** The file that a document is; `undefined` inside an archive. */
function fileUri({ source }: Job, document: ReportDocument): vscode.Uri | undefined {
  const first = source.paths[0] ?? '';
  if (source.kind === 'folder') return vscode.Uri.file(path.join(first, ...document.path.split('/')));
  // Chosen files are listed relative to the deepest folder that holds all of them.
  const file =
    source.kind === 'files'
      ? source.paths.find((p) => p.split(path.sep).join('/').endsWith(`/${document.path}`))
      : undefined;
  return file === undefined ? undefined : vscode.Uri.file(file);
}
