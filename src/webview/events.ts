import type { ExplanationAnswer, TextRange } from '../protocol/panel.ts';

/** What the elements ask of the page around them; `main.ts` passes it on to the extension. */
export interface PanelEvents {
  /** With a stretch of the text to select. */
  'open-document': { readonly id: string; readonly range?: TextRange };
  /** Asks what moved a document's score; `answer` is called once that is known. */
  'explain-document': { readonly id: string; readonly answer: (answer: ExplanationAnswer) => void };
  /** With one of the passages that both share to go to, by its place in the report's list. */
  'open-pair': { readonly a: string; readonly b: string; readonly passage?: number };
  'export-report': { readonly format: 'csv' | 'json' };
  'cancel-job': null;
  'pause-job': null;
  'resume-job': null;
  /** One skipped document, or all. */
  'retry-documents': { readonly id?: string };
  'run-again': null;
}

/** Sends one of them up through all shadow roots. */
export function emit<K extends keyof PanelEvents>(from: EventTarget, name: K, detail: PanelEvents[K]): void {
  from.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
}
