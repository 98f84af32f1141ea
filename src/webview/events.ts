import type { AnnotationChange } from '../report/annotations.ts';
import type { SearchProgress, TilePlace } from '../protocol/analyzer.ts';
import type { DocumentDetails } from '../protocol/large-report.ts';
import type { ExplanationAnswer, SearchAnswer, SearchBy, TextRange, TileAnswer } from '../protocol/panel.ts';
import type { LeftOutKind } from '../report/left-out.ts';
import type { ExportFormat } from '../report/export-formats.ts';

/** What the elements ask of the page around them; `main.ts` passes it on to the extension. */
export interface PanelEvents {
  /** With a stretch of the text to select. */
  'open-document': { readonly id: string; readonly range?: TextRange };
  /** Asks what moved a document's score; `answer` is called once that is known. */
  'explain-document': { readonly id: string; readonly answer: (answer: ExplanationAnswer) => void };
  /** Asks for what a large report comes without. */
  'document-details': { readonly id: string; readonly answer: (details: DocumentDetails) => void };
  /** Asks which documents hold words or are about something; the signal stops the search. */
  'search-documents': {
    readonly by: SearchBy;
    readonly query: string;
    readonly signal: AbortSignal;
    readonly told: (progress: SearchProgress) => void;
    readonly answer: (answer: SearchAnswer) => void;
  };
  /** Asks for a part of the heatmap in more detail. */
  'heatmap-tile': { readonly place: TilePlace; readonly answer: (answer: TileAnswer) => void };
  /** With one of the passages that both share to go to, by its place in the report's list. */
  'open-pair': { readonly a: string; readonly b: string; readonly passage?: number };
  /** Without a format the user is asked for it, and for what goes in. */
  'export-report': { readonly format?: ExportFormat };
  /** Some of the documents, as CSV. */
  'export-selection': { readonly documents: readonly string[] };
  'copy-text': { readonly text: string };
  annotate: AnnotationChange;
  'cancel-job': null;
  'pause-job': null;
  'resume-job': null;
  /** One skipped document, or all. */
  'retry-documents': { readonly id?: string };
  'run-again': null;
  /** How good the detector is. */
  'show-figures': null;
  /** What of the texts is to count for no copy: the analysis runs again with it. */
  'leave-out': { readonly kinds: readonly LeftOutKind[] };
  'dismiss-changes': null;
}

/** Sends one of them up through all shadow roots. */
export function emit<K extends keyof PanelEvents>(from: EventTarget, name: K, detail: PanelEvents[K]): void {
  from.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
}
