/** Host ↔ webview: what the page of two compared analyses asks of the extension. Sent over `postMessage`. */
import { NotificationType, RequestType0 } from 'vscode-jsonrpc';
import type { ReportChanges } from '../report/report-changes.ts';

/** All that the page needs to draw itself. */
export interface ChangesState {
  /** Ids of the two jobs. */
  readonly before: string;
  readonly after: string;
  /** What is different, or why that cannot be said and what to do next, for people. */
  readonly result: { readonly changes: ReportChanges } | { readonly failure: string };
  /** BCP 47 language tag for numbers and dates. */
  readonly locale: string;
}

/** Webview → host: the page is loaded and asks for everything. */
export const changesRequest = new RequestType0<ChangesState, void>('changes');
/** Webview → host: open a document of the later analysis. */
export const openChangedDocumentNotification = new NotificationType<{ readonly id: string }>('openChangedDocument');
/** Webview → host: open two documents of the later analysis side by side. */
export const openChangedPairNotification = new NotificationType<{ readonly a: string; readonly b: string }>(
  'openChangedPair',
);
