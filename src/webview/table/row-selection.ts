import type { SelectionStore } from '../selection-store.ts';
import type { ShownDocument } from '../shown-document.ts';

/** Which rows presses and keys select, as in VS Code's lists: Ctrl takes a row in or out, Shift selects from the last one on. */
export class RowSelection {
  /** `id` of the row that a stretch begins with. */
  private anchor: string | undefined;

  constructor(
    private readonly list: () => { readonly rows: readonly ShownDocument[]; readonly store: SelectionStore },
  ) {}

  /** Begins the next stretch at a row. */
  startAt(index: number): void {
    this.anchor = this.list().rows[index]?.id;
  }

  toggle(index: number): void {
    const { rows, store } = this.list();
    const document = rows[index];
    if (!document) return;
    this.startAt(index);
    store.toggleMarked(document.id);
  }

  /** Selects all from where the stretch begins. */
  extendTo(index: number): void {
    const { rows, store } = this.list();
    const from = Math.max(
      0,
      rows.findIndex(({ id }) => id === this.anchor),
    );
    store.mark(rows.slice(Math.min(from, index), Math.max(from, index) + 1).map(({ id }) => id));
  }

  all(): void {
    const { rows, store } = this.list();
    store.mark(rows.map(({ id }) => id));
  }
}
