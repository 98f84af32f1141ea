/** Host ↔ webview: what the results panel asks of the extension, and what the extension tells it. Sent over `postMessage`. */
import { NotificationType, NotificationType0, RequestType, RequestType0 } from 'vscode-jsonrpc';
import type { ExportFormat, Report } from '../report/report.ts';
import type { DocumentResult, Job, Progress } from './job.ts';

/** All that the panel needs to draw itself from nothing. */
export interface PanelState {
  readonly job: Job;
  /** While the job is pending or processing. */
  readonly progress?: Progress;
  /** Results so far; empty once the report is there. */
  readonly documents: readonly DocumentResult[];
  /** Once the job is completed. */
  readonly report?: Report;
  /** How its source stands now; with the report. */
  readonly source?: SourceState;
  /** BCP 47 language tag for numbers and dates. */
  readonly locale: string;
}

/** `moved`: it is not where it was; `changed`: something in it was written, came or went since it was analysed. */
export type SourceState = 'same' | 'moved' | 'changed';

/** What is selected, in every view at once. Saved with the webview's state. */
export interface Selection {
  /** Filter: one cluster's `id`. */
  readonly cluster?: number;
  /** Selected document's `id`. */
  readonly document?: string;
  /** Selected pair of documents' `id`s. */
  readonly pair?: readonly [string, string];
}

/** A stretch of a text as editors count it: lines, and UTF-16 code units in them, from 0; the end is exclusive. */
export interface TextRange {
  readonly start: TextPosition;
  readonly end: TextPosition;
}

export interface TextPosition {
  readonly line: number;
  readonly character: number;
}

/** Something in a document's text that moved its AI probability. */
export interface Mover {
  /** A phrase as the detector counts it, or the first words of a passage. */
  readonly words: string;
  /** A phrase as it stands in the text where it occurs first: words that the detector does not know are themselves there. */
  readonly quote?: string;
  /** How often a phrase occurs; 1 for a passage. */
  readonly count: number;
  /** What it adds to the log-odds: positive towards a machine. */
  readonly influence: number;
  /** Where it occurs first. */
  readonly range: TextRange;
}

/** What moved a document's AI probability most, strongest first. */
export interface DocumentExplanation {
  readonly phrases: { readonly raising: readonly Mover[]; readonly lowering: readonly Mover[] };
  /** Both empty where the document is one passage. */
  readonly passages: { readonly raising: readonly Mover[]; readonly lowering: readonly Mover[] };
}

/** An explanation, or why there is none and what to do next, for people. */
export type ExplanationAnswer = { readonly explanation: DocumentExplanation } | { readonly failure: string };

/** Webview → host: the page is loaded and asks for everything. */
export const stateRequest = new RequestType0<PanelState, void>('state');
/** Webview → host: what moved a document's AI probability? */
export const explainDocumentRequest = new RequestType<{ readonly id: string }, ExplanationAnswer, void>('explainDocument');
/** Webview → host: open a document in an editor, and select a stretch of it. */
export const openDocumentNotification = new NotificationType<{ readonly id: string; readonly range?: TextRange }>('openDocument');
/** Webview → host: open two documents side by side, in the report's order where a passage is given: which of those that both share to go to. */
export const openPairNotification = new NotificationType<{ readonly a: string; readonly b: string; readonly passage?: number }>('openPair');
/** Webview → host: save an export beside the source. */
export const exportNotification = new NotificationType<{ readonly format: ExportFormat }>('export');
/** Webview → host: stop the running job. */
export const cancelNotification = new NotificationType0('cancel');
/** Webview → host: stop the running job until it is resumed. */
export const pauseNotification = new NotificationType0('pause');
/** Webview → host: let the job go on from what it has kept. */
export const resumeNotification = new NotificationType0('resume');
/** Webview → host: try documents again that were skipped: one, or all. */
export const retryNotification = new NotificationType<{ readonly id?: string }>('retry');
/** Webview → host: analyse the same source again. */
export const runAgainNotification = new NotificationType0('runAgain');

/** Host → webview: how far the job is. */
export const panelProgressNotification = new NotificationType<Progress>('panelProgress');
/** Host → webview: documents analysed since the last one. */
export const panelDocumentsNotification = new NotificationType<readonly DocumentResult[]>('panelDocuments');
/** Host → webview: the job changed its state; the report comes with it once completed. */
export const panelStateNotification = new NotificationType<PanelState>('panelState');
/** Host → webview: something was chosen in a native tree. */
export const selectNotification = new NotificationType<Selection>('select');
