import * as vscode from 'vscode';
import type { Jobs } from '../jobs/jobs.ts';
import type { TextReader } from '../../process/host/text-reader.ts';

export const SCHEME = 'ghostwriter';

/** Stands behind a path whose own ending would have editors take the text for something else: a notebook, a picture of a page. */
const TEXT_ENDING = '.txt';

/** Endings of what is text as it stands. */
const IS_TEXT = /\.(?:txt|text|md|markdown|rst|tex)$/i;

/**
 * The address of a document's text as it was analysed: `ghostwriter:/<path in the source>?<id of the job>`, and where the path does not end as a
 * text's does, `ghostwriter:/<path in the source>.txt?<id of the job>&extracted`.
 */
export function analysedTextUri(jobId: string, path: string): vscode.Uri {
  if (IS_TEXT.test(path)) return vscode.Uri.from({ scheme: SCHEME, path: `/${path}`, query: jobId });
  return vscode.Uri.from({ scheme: SCHEME, path: `/${path}${TEXT_ENDING}`, query: `${jobId}&extracted` });
}

/** Which document an address is of. */
export function documentAt({ path, query }: vscode.Uri): { readonly jobId: string; readonly path: string } {
  const [jobId = '', extracted] = query.split('&');
  return { jobId, path: extracted === undefined ? path.slice(1) : path.slice(1, -TEXT_ENDING.length) };
}

/** Language of analysed texts in the manifest: a paragraph is one line in them, so that its lines are wrapped. */
const LANGUAGE = 'analysed-text';

/** Gives analysed texts their language as they are opened, in a comparison and after a restart too. Markdown and the like keep their own. */
export function wrapAnalysedTexts(): vscode.Disposable {
  const wrap = (document: vscode.TextDocument) => {
    if (document.uri.scheme === SCHEME && document.languageId === 'plaintext')
      void vscode.languages.setTextDocumentLanguage(document, LANGUAGE);
  };
  vscode.workspace.textDocuments.forEach(wrap);
  return vscode.workspace.onDidOpenTextDocument(wrap);
}

/** Read-only documents with the texts as they were analysed, from inside archives too. */
export class AnalysedTexts implements vscode.TextDocumentContentProvider {
  constructor(
    private readonly jobs: Jobs,
    private readonly reader: TextReader,
  ) {}

  /** Rejects with a message for people when the text cannot be had any more. */
  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const { jobId, path } = documentAt(uri);
    const job = this.jobs.get(jobId);
    if (!job) throw new Error(vscode.l10n.t('The analysis that this text belongs to was removed.'));
    return (await this.reader.read(job, path)).text;
  }
}
