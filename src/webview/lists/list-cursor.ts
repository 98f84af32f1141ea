import type { RangeChangedEvent } from '@lit-labs/virtualizer/events.js';
import { FlowLayout } from '@lit-labs/virtualizer/layouts/flow.js';
import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Height of a row in every list, in pixels: that of VS Code's own lists is 22 to 24, and a target needs 24. */
export const ROW_HEIGHT = 24;

/** Rows below one another, with some beyond either edge. The layout's own 1,000 pixels would be three times as many rows as are seen, all of them drawn at each step of scrolling. */
class RowLayout extends FlowLayout {
  protected override _overhang = 10 * ROW_HEIGHT;
}

/** The lists' arrangement, named so that the virtual list need not load it later. */
export const ROWS = { type: RowLayout };

/** What the cursor moves through. */
export interface CursorList {
  /** Number of rows. */
  readonly length: number;
  /** The element that scrolls and has the focus. */
  readonly scroller: HTMLElement | null;
  /** Height of what sticks to the scroller's top, in pixels. */
  readonly head: number;
}

/**
 * Keyboard of a virtual list: the list keeps the focus and names one row as the active one (`aria-activedescendant`), as VS Code's
 * own lists do. With a roving tabindex the focus would be lost as soon as the focused row scrolls out and leaves the document.
 */
export class ListCursor implements ReactiveController {
  /** The active row. */
  index = 0;
  /** Rows that are in the document, both ends included. */
  private range = { first: 0, last: -1 };

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly list: () => CursorList,
  ) {
    host.addController(this);
  }

  hostUpdate(): void {
    this.index = Math.max(0, Math.min(this.index, this.list().length - 1));
  }

  /** `id` of the active row's element; `undefined` while that row is not in the document. */
  get activeId(): string | undefined {
    return this.index >= this.range.first && this.index <= this.range.last ? `row-${this.index}` : undefined;
  }

  /** Listens to the virtual list. */
  readonly ranged = ({ first, last }: RangeChangedEvent) => {
    const before = this.activeId;
    this.range = { first, last };
    // Drawing all rows anew at each step of scrolling would take longer than a frame.
    if (this.activeId !== before) this.host.requestUpdate();
  };

  /** Handles arrows, Home, End and the page keys; says whether the key was one of them. */
  move(event: KeyboardEvent): boolean {
    const { length, scroller, head } = this.list();
    if (event.ctrlKey || event.metaKey || event.altKey || length === 0) return false;
    const page = Math.max(1, Math.floor(((scroller?.clientHeight ?? 0) - head) / ROW_HEIGHT) - 1);
    const target = {
      ArrowDown: this.index + 1,
      ArrowUp: this.index - 1,
      PageDown: this.index + page,
      PageUp: this.index - page,
      Home: 0,
      End: length - 1,
    }[event.key];
    if (target === undefined) return false;
    event.preventDefault();
    this.go(target);
    return true;
  }

  /** Makes a row the active one and scrolls it into view. */
  go(index: number): void {
    const { length, scroller, head } = this.list();
    this.index = Math.max(0, Math.min(length - 1, index));
    if (scroller) {
      const top = this.index * ROW_HEIGHT;
      const height = scroller.clientHeight - head;
      if (top < scroller.scrollTop) scroller.scrollTop = top;
      else if (top + ROW_HEIGHT > scroller.scrollTop + height) scroller.scrollTop = top + ROW_HEIGHT - height;
    }
    this.host.requestUpdate();
  }
}
