import type { AnnotationChange } from '../report/annotations.ts';
import type { DocumentDetails } from '../protocol/large-report.ts';
import type { ExplanationAnswer, TextRange } from '../protocol/panel.ts';

/** What the elements ask of the page around them; `main.ts` passes it on to the extension. */
export interface PanelEvents {
  /** With a stretch of the text to select. */
  'open-document': { readonly id: string; readonly range?: TextRange };
  /** Asks what moved a document's score; `answer` is called once that is known. */
  'explain-document': { readonly id: string; readonly answer: (answer: ExplanationAnswer) => void };
  /** Asks for what a large report comes without. */
  'document-details': { readonly id: string; readonly answer: (details: DocumentDetails) => void };
  /** With one of the passages that both share to go to, by its place in the report's list. */
  'open-pair': { readonly a: string; readonly b: string; readonly passage?: number };
  'export-report': { readonly format: 'csv' | 'json' };
  /** Some of the documents, as CSV. */
  'export-selection': { readonly documents: readonly string[] };
  'copy-text': { readonly text: string };
  annotate: AnnotationChange;
  'cancel-job': null;
  'run-again': null;
}

/** Sends one of them up through all shadow roots. */
export function emit<K extends keyof PanelEvents>(from: EventTarget, name: K, detail: PanelEvents[K]): void {
  from.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
}
