import type { Batch } from '../batch.ts';
import type { Formatter } from '../format.ts';
import type { SelectionStore } from '../selection-store.ts';

/** What every kind of evidence is drawn from. */
export interface EvidenceContext {
  readonly batch: Batch;
  readonly store: SelectionStore;
  readonly format: Formatter;
  readonly openDocument: (id: string) => void;
  /** Reads and analyses a skipped document again. */
  readonly retryDocument: (id: string) => void;
  /** Puts documents onto the clipboard, as the table has them. */
  readonly copyDocuments: (ids: readonly string[]) => void;
  /** Saves documents as CSV. */
  readonly exportDocuments: (ids: readonly string[]) => void;
  readonly openPair: (a: string, b: string, passage?: number) => void;
}
