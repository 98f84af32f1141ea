/** Host ↔ webview: what the results panel asks of the extension, and what the extension tells it. Sent over `postMessage`. */
import { NotificationType, NotificationType0, RequestType, RequestType0 } from 'vscode-jsonrpc';
import type { AnnotationChange, Annotations } from '../report/annotations.ts';
import type { Excerpts } from '../report/excerpts.ts';
import type { ExportFormat } from '../report/export-formats.ts';
import type { LeftOutKind } from '../report/left-out.ts';
import type { ReportOverview } from '../report/overview.ts';
import type { Report } from '../report/report.ts';
import type { ReportChanges } from '../report/report-changes.ts';
import type { SearchProgress, TilePlace } from './analyzer.ts';
import type { DocumentResult, Job, Progress } from './job.ts';
import type { DocumentDetails } from './large-report.ts';

/** All that the panel needs to draw itself from nothing. */
export interface PanelState {
  readonly job: Job;
  /** While the job is pending or processing. */
  readonly progress?: Progress;
  /** Results so far; empty once the report is there. */
  readonly documents: readonly DocumentResult[];
  /** Once the job is completed; and while it runs again in its place, the results of before. */
  readonly report?: Report;
  /** What changed since the results that were last seen, once a watched folder was analysed again. */
  readonly changes?: ReportChanges;
  /** How its source stands now; with the report. */
  readonly source?: SourceState;
  /** Stands in for the report of a large batch, which comes next. */
  readonly overview?: ReportOverview;
  /** What was written about the documents. */
  readonly annotations?: Annotations;
  /** BCP 47 language tag for numbers and dates. */
  readonly locale: string;
  /** Where the results are shown without their source. */
  readonly detached?: Detached;
}

/** Results without their source, so that no text can be opened and nothing be run again: an exported page, a report that was opened as a file, or one that a service has. */
export interface Detached {
  readonly from: 'page' | 'file' | 'service';
  readonly excerpts?: Excerpts;
}

/** `moved`: it is not where it was; `changed`: something in it was written, came or went since it was analysed. */
export type SourceState = 'same' | 'moved' | 'changed';

/** What is selected, in every view at once. Saved with the webview's state. */
export interface Selection {
  /** Filter: one cluster's `id`. */
  readonly cluster?: number;
  /** Filter: a sub-topic's `id` within that cluster. */
  readonly subtopic?: number;
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
  /** What the style of the whole text adds to the log-odds. */
  readonly style?: number;
  /** Both empty where the document is one passage. */
  readonly passages: { readonly raising: readonly Mover[]; readonly lowering: readonly Mover[] };
}

/** An explanation, or why there is none and what to do next, for people. */
export type ExplanationAnswer = { readonly explanation: DocumentExplanation } | { readonly failure: string };

/** By words: they stand in the text. By meaning: the text is about what the query says. */
export type SearchBy = 'words' | 'meaning';

/** What a search found, or why it could not be made and what to do next, for people. */
export type SearchAnswer =
  | {
      /** Best first: `id`s. */
      readonly ids: readonly string[];
      /** One a document: how often the words occur, or how near text and query are in meaning, 0 … 1. */
      readonly figures: readonly number[];
      /** Documents that were found beyond these, and those that could not be read. */
      readonly beyond: number;
      readonly unread: number;
    }
  | { readonly failure: string };

/** Webview → host: the page is loaded and asks for everything. */
export const stateRequest = new RequestType0<PanelState, void>('state');
/** Webview → host: what moved a document's AI probability? */
export const explainDocumentRequest = new RequestType<{ readonly id: string }, ExplanationAnswer, void>(
  'explainDocument',
);
/** Webview → host: a document's parts that a large report comes without. */
export const documentDetailsRequest = new RequestType<{ readonly id: string }, DocumentDetails, void>(
  'documentDetails',
);
/** Webview → host: search the documents; cancelling stops it. */
export const searchDocumentsRequest = new RequestType<
  { readonly by: SearchBy; readonly query: string },
  SearchAnswer,
  void
>('searchDocuments');
/** A part of the heatmap for the page, or why there is none and what to do next, for people. */
export type TileAnswer =
  | {
      readonly rows: number;
      readonly columns: number;
      /** As {@link TileResponse} has them, in Base64: messages to a page are JSON. */
      readonly values: string;
    }
  | { readonly failure: string };

/** Webview → host: a part of the heatmap in more detail than the report has. */
export const panelTileRequest = new RequestType<TilePlace, TileAnswer, void>('panelTile');
/** Webview → host: open a document in an editor, and select a stretch of it. */
export const openDocumentNotification = new NotificationType<{ readonly id: string; readonly range?: TextRange }>(
  'openDocument',
);
/** Webview → host: open two documents side by side, in the report's order where a passage is given: which of those that both share to go to. */
export const openPairNotification = new NotificationType<{
  readonly a: string;
  readonly b: string;
  readonly passage?: number;
}>('openPair');
/** Webview → host: save an export beside the source; without a format the user is asked for it, and for what goes in. */
export const exportNotification = new NotificationType<{ readonly format?: ExportFormat }>('export');
/** Webview → host: save some of the documents as CSV, at a place that the user is asked for. */
export const exportSelectionNotification = new NotificationType<{ readonly documents: readonly string[] }>(
  'exportSelection',
);
/** Webview → host: put a text on the clipboard. */
export const copyNotification = new NotificationType<{ readonly text: string }>('copy');
/** Webview → host: write tags and notes. The answer is {@link annotationsNotification}. */
export const annotateNotification = new NotificationType<AnnotationChange>('annotate');
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
/** Webview → host: show how good the detector is. */
export const showFiguresNotification = new NotificationType0('showFigures');
/** Webview → host: analyse the same source again with other parts of the texts left out of copies, and keep that in the settings. */
export const leaveOutNotification = new NotificationType<{ readonly kinds: readonly LeftOutKind[] }>('leaveOut');

/** Webview → host: what changed was seen. */
export const dismissChangesNotification = new NotificationType0('dismissChanges');

/** Host → webview: how far the job is. */
export const panelProgressNotification = new NotificationType<Progress>('panelProgress');
/** Host → webview: documents analysed since the last one. */
export const panelDocumentsNotification = new NotificationType<readonly DocumentResult[]>('panelDocuments');
/** Host → webview: the job changed its state; the report comes with it once completed. */
export const panelStateNotification = new NotificationType<PanelState>('panelState');
/** Host → webview: the report of a large batch, after its overview: a `LargeReport` as JSON in UTF-8, as it lies on the disk, so that the host neither reads nor writes it. */
export const largeReportNotification = new NotificationType<{ readonly json: ArrayBuffer }>('largeReport');
/** Host → webview: tags and notes as they are now. */
export const annotationsNotification = new NotificationType<Annotations>('annotations');
/** Where the panel can be led: to what was chosen before, after it again, or into the search box. */
export type Destination = 'back' | 'forward' | 'search';

/** Host → webview: how many documents the search has read. */
export const panelSearchNotification = new NotificationType<SearchProgress>('panelSearch');
/** Host → webview: go there. */
export const navigateNotification = new NotificationType<{ readonly to: Destination }>('navigate');
/** Host → webview: what takes longer to find out, behind the report of a large batch. */
export const panelAfterNotification = new NotificationType<Pick<PanelState, 'source' | 'changes'>>('panelAfter');
/** Host → webview: something was chosen in a native tree. */
export const selectNotification = new NotificationType<Selection>('select');
