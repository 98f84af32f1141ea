/** Host ↔ page of two compared analyses. */
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

/** What gives the page its comparison. */
export interface ChangesHost {
  state(): Promise<ChangesState>;
  /** Opens a document of the later analysis. */
  openDocument(id: string): Promise<void>;
  /** Opens two documents of the later analysis side by side. */
  openPair(a: string, b: string): Promise<void>;
}
