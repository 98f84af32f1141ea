/** Child process ↔ its worker threads. */
import type { DocumentAnalysis } from '../../analysis/document/analyze-document.ts';
import type { TextSpan } from '../../analysis/document/segments.ts';
import type { TemplateHashes } from '../../analysis/document/template.ts';
import type { ListedDocument } from '../../analysis/sources/document-location.ts';
import type { Problem } from '../../analysis/sources/problem.ts';
import type { ReadingOptions } from '../../report/reading-options.ts';
import type { EncoderTier, Granularity } from '../../report/report.ts';
import type { AnalyzerFailure } from '../../protocol/analyzer.ts';
import type { Notice } from '../../report/notice.ts';

/** Given to a thread at its start. */
export interface ThreadData {
  readonly modelsFolder: string;
  readonly granularity: Granularity;
  readonly encoder: EncoderTier;
  readonly reading: ReadingOptions;
  /** What counts in no document. */
  readonly template?: TemplateHashes;
  /** Absolute path of the bundled `parser.js`. */
  readonly parserPath: string;
  /** Digest of all that an analysis depends on besides its document. */
  readonly context: string;
  /** One number, not 0 once the job needs no further document: the rest of a task is left undone. */
  readonly stopped: Int32Array<SharedArrayBuffer>;
}

/** A document to go through the map stage. */
export interface DocumentTask extends ListedDocument {
  /** Stretches of its text that the batch has shown to be given, where it is judged once more without them. */
  readonly given?: readonly TextSpan[];
}

/** Child → thread. */
export type ThreadTask =
  /** Documents to go through the map stage. */
  | { readonly kind: 'documents'; readonly documents: readonly DocumentTask[] }
  /** There is nothing more to do: the thread ends by itself. */
  | { readonly kind: 'stop' };

/** A document went through the map stage, or was skipped with a reason; in both cases with the bytes that were unpacked for it. */
export type DocumentOutcome = ({ readonly analysis: DocumentAnalysis } | { readonly skipped: Problem }) & {
  readonly bytes: number;
};

/** What a thread says of a document: an analysis comes with the key to keep it under. */
export type ThreadOutcome = DocumentOutcome & { readonly key?: Uint8Array };

/** Thread → child. */
export type ThreadMessage =
  /** The models are loaded. */
  | { readonly kind: 'ready' }
  /** The thread cannot work at all, as where a model is missing or damaged. */
  | { readonly kind: 'broken'; readonly code: AnalyzerFailure['code']; readonly notice: Notice }
  /** Answer to a task: one outcome for each of its documents, in order. */
  | { readonly kind: 'done'; readonly outcomes: readonly ThreadOutcome[] };
