import { html, nothing, type PropertyValues } from 'lit';
import { BatchView } from '../batch-view.ts';
import { theme } from '../theme.ts';
import { type Cells, cellsOf, documentsOf, pairOf, rowOf } from './cells.ts';
import { heatmapStyles } from './heatmap-styles.ts';
import { drawHeatmap, EDGE, type Inks, type Outline, paintCells } from './paint.ts';
import { readout } from './readout.ts';
import { ThemeWatcher } from './theme-watcher.ts';

type Place = readonly [row: number, column: number];

/** All similarities at once, groups side by side. A press selects the pair under it; arrow keys move a cursor. */
export class GwHeatmap extends BatchView {
  static override properties = { waiting: { attribute: false }, hovered: { state: true }, cursor: { state: true } };
  static override styles = [theme, heatmapStyles];

  /** Why there is no heatmap yet, in the place that it will take. */
  declare waiting: string;
  declare private hovered: Place | undefined;
  declare private cursor: Place | undefined;
  private cells: Cells | undefined;
  private readonly image = document.createElement('canvas');
  private readonly resized = new ResizeObserver(() => this.draw());
  private observed: HTMLCanvasElement | null = null;
  private painted: readonly unknown[] = [];

  constructor() {
    super();
    this.waiting = '';
    new ThemeWatcher(this);
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('batch')) return;
    this.cells = cellsOf(this.batch);
    // A note was written: the cells are where they were.
    if (changed.get('batch')?.report === this.batch.report) return;
    this.hovered = this.cursor = undefined;
  }

  override render() {
    const { cells, format } = this;
    if (!cells) return html`<div class="figure"><div class="plot placeholder">${this.waiting}</div><div class="legend"></div></div><p class="readout"></p>`;
    const place = this.hovered ?? this.cursor;
    const said = place && readout(this.batch, cells, ...place, format);
    const size = format.count(cells.order.length);
    return html`
      <div class="figure">
        <div class="plot" role="application" tabindex="0" aria-roledescription="heatmap" aria-label=${`Similarity of ${size} × ${size} documents`} aria-describedby="keys" @keydown=${this.keydown} @focus=${this.focused}>
          <canvas @pointermove=${this.pointed} @pointerleave=${() => (this.hovered = undefined)} @click=${this.pressed}></canvas>
        </div>
        <div class="legend" aria-hidden="true"><span>${format.similarity(1)}</span><span class="scale"></span><span>${format.similarity(0)}</span></div>
      </div>
      <p class="readout" aria-hidden="true">
        ${said
          ? html`<span class="cut" title=${said.a}>${said.a}</span><span class="dim">×</span><span class="cut" title=${said.b}>${said.b}</span><span class="value">${said.value}</span>`
          : html`<span class="dim cut">Point at a cell to read it, press it to see the pair</span>`}
      </p>
      <span class="hidden" id="keys">Arrow keys move through the cells, Enter selects the pair. The Pairs tab lists the same as a table.</span>
      <span class="hidden" role="status">${this.cursor && said && !this.hovered ? `${said.a} × ${said.b}: ${said.value}` : nothing}</span>
    `;
  }

  override updated(): void {
    const canvas = this.renderRoot.querySelector('canvas');
    if (canvas !== this.observed) {
      this.resized.disconnect();
      if (canvas) this.resized.observe(canvas);
      this.observed = canvas;
    }
    this.draw();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.resized.disconnect();
    this.observed = null;
  }

  private draw(): void {
    const canvas = this.renderRoot.querySelector('canvas');
    const size = canvas?.clientWidth ?? 0;
    if (!canvas || !this.cells || size === 0) return;
    this.paint(this.cells);
    const ratio = devicePixelRatio;
    canvas.width = canvas.height = Math.round(size * ratio);
    const context = canvas.getContext('2d')!;
    context.scale(ratio, ratio);
    drawHeatmap(context, size, ratio, this.cells, this.image, this.inks(), this.outlines(this.cells));
  }

  /** Paints the cells anew only when what they show has changed, not for every move of the pointer. */
  private paint(cells: Cells): void {
    const { threshold } = this.store.state;
    const key = [cells, threshold, this.batch.shown(this.store.state)];
    if (key.every((part, i) => part === this.painted[i])) return;
    this.painted = key;
    this.image.width = this.image.height = cells.count;
    this.image.getContext('2d')!.putImageData(paintCells(cells, threshold, this.batch.shown(this.store.state)), 0, 0);
  }

  private inks(): Inks {
    const style = getComputedStyle(this);
    const colour = (name: string) => style.getPropertyValue(name).trim();
    return { line: colour('--vscode-editor-background'), surface: colour('--gw-surface'), mark: colour('--vscode-foreground'), clusters: Array.from({ length: 7 }, (_, i) => colour(`--gw-c${i}`)) };
  }

  private outlines(cells: Cells): Outline[] {
    const { pair, document: selected, cluster } = this.store.state;
    const row = (id: string) => Math.floor(rowOf(cells.starts, Math.max(0, cells.order.indexOf(id))));
    const all = cells.count;
    const one = ([r, c]: Place, thick = false): Outline => ({ row: r, column: c, height: 1, width: 1, thick });
    const stretch = cells.clusters.find((s) => s.cluster === cluster);
    const outlines: Outline[] = stretch ? [{ row: stretch.from, column: stretch.from, height: stretch.to - stretch.from, width: stretch.to - stretch.from, thick: false }] : [];
    if (selected !== undefined && cells.order.includes(selected)) outlines.push({ row: row(selected), column: 0, height: 1, width: all, thick: false }, { row: 0, column: row(selected), height: all, width: 1, thick: false });
    if (pair) outlines.push(one([row(pair[0]), row(pair[1])], true), one([row(pair[1]), row(pair[0])], true));
    if (this.hovered ?? this.cursor) outlines.push(one((this.hovered ?? this.cursor)!));
    return outlines;
  }

  private readonly pointed = (event: PointerEvent) => {
    const { count } = this.cells!;
    const canvas = event.currentTarget as HTMLElement;
    const cell = (canvas.clientWidth - EDGE) / count;
    const [column, row] = [Math.floor((event.offsetX - EDGE) / cell), Math.floor((event.offsetY - EDGE) / cell)];
    this.hovered = row >= 0 && column >= 0 && row < count && column < count ? [row, column] : undefined;
  };

  private readonly focused = () => {
    this.cursor ??= [0, 0];
  };

  private readonly pressed = (event: PointerEvent) => {
    this.pointed(event);
    this.cursor = this.hovered;
    this.choose();
  };

  private readonly keydown = (event: KeyboardEvent) => {
    const last = this.cells!.count - 1;
    const page = Math.max(1, Math.round(last / 10));
    const [row, column] = this.cursor ?? [0, 0];
    const target = { ArrowDown: [row + 1, column], ArrowUp: [row - 1, column], ArrowRight: [row, column + 1], ArrowLeft: [row, column - 1], PageDown: [row + page, column], PageUp: [row - page, column], Home: [row, 0], End: [row, last], Enter: [row, column] }[event.key];
    if (!target || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.hovered = undefined;
    this.cursor = [Math.max(0, Math.min(last, target[0]!)), Math.max(0, Math.min(last, target[1]!))];
    if (event.key === 'Enter') this.choose();
  };

  /** Selects the pair under the cursor; on the diagonal, the document. */
  private choose(): void {
    if (!this.cells || !this.cursor) return;
    const pair = pairOf(this.batch, this.cells, ...this.cursor);
    if (pair) return this.store.togglePair(...pair);
    const own = documentsOf(this.cells, this.cursor[0]);
    if (this.cursor[0] === this.cursor[1] && own.length === 1) this.store.toggleDocument(own[0]!);
  }
}
customElements.define('gw-heatmap', GwHeatmap);
