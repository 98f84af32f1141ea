import type { Apart } from '../../protocol/panel.ts';
import type { Capabilities } from '../../protocol/panel-host.ts';
import type { Batch } from '../batch.ts';
import type { Formatter } from '../format.ts';
import type { SelectionStore } from '../selection-store.ts';

/** What every kind of evidence is drawn from. */
export interface EvidenceContext {
  readonly batch: Batch;
  readonly store: SelectionStore;
  readonly format: Formatter;
  readonly host: Capabilities;
  /** Where the results are shown apart from their texts. */
  readonly apart?: Apart | undefined;
}
