import type { PropertyDeclarations } from 'lit';
import { Batch } from './batch.ts';
import { Formatter } from './format.ts';
import { HostedElement } from './hosted-element.ts';
import { SelectionStore, StoreController } from './selection-store.ts';

/** A view of the batch: it is drawn again whenever the batch, or what is chosen in any view, changes. */
export abstract class BatchView extends HostedElement {
  static override properties: PropertyDeclarations = {
    batch: { attribute: false },
    store: { attribute: false },
    format: { attribute: false },
  };

  declare batch: Batch;
  declare store: SelectionStore;
  declare format: Formatter;

  constructor() {
    super();
    this.batch = new Batch(undefined);
    this.store = new SelectionStore();
    this.format = new Formatter('en');
    new StoreController(this, () => this.store);
  }
}
