import * as l10n from '@vscode/l10n';
import { html, nothing, type PropertyValues } from 'lit';
import { BatchView } from '../batch-view.ts';
import { failureOf } from '../hosted-element.ts';
import { theme } from '../theme.ts';
import { type Cells, cellsOf, documentsOf, levelCells, pairOf, rowOf } from './cells.ts';
import { heatmapStyles } from './heatmap-styles.ts';
import { drawHeatmap, EDGE, type Inks, type Outline, paintCells } from './paint.ts';
import { readout } from './readout.ts';
import { Tiles } from './tiles.ts';
import { ThemeWatcher } from './theme-watcher.ts';
import { toolStyles } from './tool-styles.ts';
import { type CellRange, closer, holding, kept, type ViewWindow } from './view-window.ts';

type Place = readonly [row: number, column: number];

/** Documents up to which a look into a large batch shows single pairs in place of blocks, and smaller blocks a side that a wider look shows at most. */
const PAIRS_UP_TO = 400;
const BLOCKS_UP_TO = 256;

const STEP = 2;

/**
 * All similarities at once, groups side by side. A press selects the pair under it; arrow keys move a cursor; plus, minus and the wheel with Ctrl look closer: in
 * large batches from blocks over smaller and smaller ones to single pairs.
 */
export class GwHeatmap extends BatchView {
  static override properties = {
    waiting: { attribute: false },
    hovered: { state: true },
    cursor: { state: true },
    window: { state: true },
  };
  static override styles = [theme, toolStyles, heatmapStyles];

  /** Why there is no heatmap yet, in the place that it will take. */
  declare waiting: string;
  declare private hovered: Place | undefined;
  declare private cursor: Place | undefined;
  /** What is seen, in documents. */
  declare private window: ViewWindow;
  /** Pairs or blocks, and in large batches those of closer looks; `cells` are those that are drawn. */
  private whole: Cells | undefined;
  private levels = new Map<number, Cells>();
  private tiles = new Tiles(
    () => new Promise(() => undefined),
    () => undefined,
  );
  private cells: Cells | undefined;
  private level: number | undefined;
  private readonly image = document.createElement('canvas');
  private readonly resized = new ResizeObserver(() => this.draw());
  private observed: HTMLCanvasElement | null = null;
  private painted: readonly unknown[] = [];

  constructor() {
    super();
    this.waiting = '';
    this.window = { row: 0, column: 0, side: 1 };
    new ThemeWatcher(this);
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('batch')) {
      this.whole = cellsOf(this.batch);
      this.levels.clear();
      // A note was written: the cells are where they were.
      if (changed.get('batch')?.report !== this.batch.report) {
        this.hovered = this.cursor = undefined;
        this.window = { row: 0, column: 0, side: this.whole?.order.length ?? 1 };
        this.tiles = new Tiles(
          (place) => this.host.tile!(place).catch(failureOf),
          () => this.requestUpdate(),
        );
        if (!this.host.tile) this.tiles.close();
      }
    }
    this.chooseCells();
  }

  /** The level of detail that a look of so many documents shows; `undefined` for the report's own blocks. */
  private levelOf(side: number, whole: Cells): number | undefined {
    // The whole is as the report has it, with the strongest pair of each block.
    if (side >= whole.order.length) return undefined;
    if (side <= PAIRS_UP_TO) return 0;
    const level = Math.max(1, Math.ceil(Math.log2(side / BLOCKS_UP_TO)));
    // Without tiles, or no closer than the report's blocks, nothing is gained.
    return this.tiles.closed || 2 ** level >= whole.order.length / whole.count ? undefined : level;
  }

  /** Looked at closely enough, smaller blocks and single pairs take the place of blocks. */
  private chooseCells(): void {
    const { whole, batch } = this;
    const before = this.cells?.count;
    const blocks = whole !== undefined && whole.count < whole.order.length;
    const level = blocks ? this.levelOf(this.window.side, whole) : undefined;
    if (level !== undefined && !this.levels.has(level))
      this.levels.set(level, levelCells(batch, whole!, this.tiles, level));
    this.level = level;
    this.cells = level === undefined ? whole : this.levels.get(level);
    if (!this.cells || before === undefined || before === this.cells.count) return;
    const scale = this.cells.count / before;
    if (this.cursor)
      this.cursor = [Math.floor((this.cursor[0] + 0.5) * scale), Math.floor((this.cursor[1] + 0.5) * scale)];
    this.hovered = undefined;
  }

  override render() {
    const { cells, format } = this;
    if (!cells)
      return html`<div class="figure"><div class="plot placeholder">${this.waiting}</div><div class="legend"></div></div><div class="under"><p class="readout"></p></div>`;
    const place = this.hovered ?? this.cursor;
    const said = place && readout(this.batch, cells, ...place, format);
    const all = cells.order.length;
    const size = format.count(all);
    const { side } = this.window;
    const tool = (label: string, sign: string, act: () => void, disabled: boolean) =>
      html`<button title=${label} aria-label=${label} ?disabled=${disabled} @click=${act}>${sign}</button>`;
    return html`
      <div class="figure">
        <div class="plot" role="application" tabindex="0" aria-roledescription=${l10n.t('heatmap')} aria-label=${l10n.t('Similarity of {0} × {0} documents', size)} aria-describedby="keys" @keydown=${this.keydown} @focus=${this.focused}>
          <canvas @pointermove=${this.pointed} @pointerleave=${() => (this.hovered = undefined)} @click=${this.pressed} @wheel=${this.wheeled}></canvas>
        </div>
        <div class="legend" aria-hidden="true"><span>${format.similarity(1)}</span><span class="scale"></span><span>${format.similarity(0)}</span></div>
      </div>
      <div class="under">
      <p class="readout" aria-hidden="true">
        ${
          said
            ? html`<span class="cut" title=${said.a}>${said.a}</span><span class="dim">×</span><span class="cut" title=${said.b}>${said.b}</span><span class="value">${said.value}</span>`
            : html`<span class="dim cut">${l10n.t('Point at a cell to read it, press it to see the pair')}</span>`
        }
      </p>
      <div class="tools" role="group" aria-label=${l10n.t('Heatmap')}>${tool(l10n.t('Closer'), '+', () => this.look(STEP), side <= Math.min(8, all))} ${tool(l10n.t('Farther'), '−', () => this.look(1 / STEP), side >= all)} ${tool(l10n.t('All of the heatmap'), l10n.t('All'), () => this.look(0), side >= all)}</div>
      </div>
      <span class="hidden" id="keys">${l10n.t('Arrow keys move through the cells, Enter selects the pair, plus and minus change the scale. The Pairs tab lists the same as a table.')}</span>
      <span class="hidden" role="status">${this.cursor && said && !this.hovered ? `${said.a} × ${said.b}: ${said.value}` : nothing}</span>
      ${this.tiles.failure === undefined ? nothing : html`<p class="failure" role="status">${this.tiles.failure}</p>`}
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
    drawHeatmap(
      context,
      size,
      ratio,
      { cells: this.cells, image: this.image, range: this.seenRange(this.cells), window: this.inCells(this.cells) },
      this.inks(),
      this.outlines(this.cells),
    );
  }

  /** Paints the cells anew only when what they show has changed, not for every move of the pointer. */
  private paint(cells: Cells): void {
    const { threshold } = this.store.state;
    const range = this.seenRange(cells);
    if (this.level !== undefined) this.tiles.want(this.level, range, cells.count);
    const key = [
      cells,
      threshold,
      this.batch.shown(this.store.state),
      range.top,
      range.left,
      range.bottom,
      range.right,
      this.tiles.version,
    ];
    if (key.every((part, i) => part === this.painted[i])) return;
    this.painted = key;
    const image = paintCells(cells, range, threshold, this.batch.shown(this.store.state));
    this.image.width = image.width;
    this.image.height = image.height;
    this.image.getContext('2d')!.putImageData(image, 0, 0);
  }

  /** The window in cells. */
  private inCells({ count, order }: Cells): ViewWindow {
    const scale = count / order.length;
    return { row: this.window.row * scale, column: this.window.column * scale, side: this.window.side * scale };
  }

  /** The cells that the window touches. */
  private seenRange(cells: Cells): CellRange {
    const { row, column, side } = this.inCells(cells);
    const end = (v: number) => Math.min(cells.count, Math.ceil(v + side));
    return { top: Math.floor(row), left: Math.floor(column), bottom: end(row), right: end(column) };
  }

  /** Looks closer or farther, around the cursor or else the middle; 0 is the whole. */
  private look(factor: number): void {
    const { cells, cursor, window } = this;
    if (!cells) return;
    const all = cells.order.length;
    const scale = all / cells.count;
    const [row, column] = cursor
      ? [(cursor[0] + 0.5) * scale, (cursor[1] + 0.5) * scale]
      : [window.row + window.side / 2, window.column + window.side / 2];
    this.window = closer(window, factor === 0 ? 1 / all : factor, all, row, column);
  }

  /** With Ctrl, as elsewhere in VS Code; alone the wheel scrolls the page, or the window where not all is seen. */
  private readonly wheeled = (event: WheelEvent) => {
    if (!this.cells) return;
    const all = this.cells.order.length;
    const { side } = this.window;
    const pixel = side / ((event.currentTarget as HTMLElement).clientWidth - EDGE);
    if (event.ctrlKey || event.metaKey) {
      this.window = closer(
        this.window,
        Math.exp(-event.deltaY / 200),
        all,
        this.window.row + (event.offsetY - EDGE) * pixel,
        this.window.column + (event.offsetX - EDGE) * pixel,
      );
    } else if (side < all && event.shiftKey) {
      this.window = kept(
        { row: this.window.row, column: this.window.column + (event.deltaX || event.deltaY) * pixel, side },
        all,
      );
    } else if (side < all)
      this.window = kept(
        { row: this.window.row + event.deltaY * pixel, column: this.window.column + event.deltaX * pixel, side },
        all,
      );
    else return;
    event.preventDefault();
  };

  private inks(): Inks {
    const style = getComputedStyle(this);
    const colour = (name: string) => style.getPropertyValue(name).trim();
    return {
      line: colour('--vscode-editor-background'),
      surface: colour('--gw-surface'),
      mark: colour('--vscode-foreground'),
      clusters: Array.from({ length: 7 }, (_, i) => colour(`--gw-c${i}`)),
    };
  }

  private outlines(cells: Cells): Outline[] {
    const { pair, document: selected, cluster } = this.store.state;
    const row = (id: string) => Math.floor(rowOf(cells.starts, Math.max(0, cells.order.indexOf(id))));
    const all = cells.count;
    const one = ([r, c]: Place, thick = false): Outline => ({ row: r, column: c, height: 1, width: 1, thick });
    const stretch = cells.clusters.find((s) => s.cluster === cluster);
    const outlines: Outline[] = stretch
      ? [
          {
            row: stretch.from,
            column: stretch.from,
            height: stretch.to - stretch.from,
            width: stretch.to - stretch.from,
            thick: false,
          },
        ]
      : [];
    if (selected !== undefined && cells.order.includes(selected))
      outlines.push(
        { row: row(selected), column: 0, height: 1, width: all, thick: false },
        { row: 0, column: row(selected), height: all, width: 1, thick: false },
      );
    if (pair) outlines.push(one([row(pair[0]), row(pair[1])], true), one([row(pair[1]), row(pair[0])], true));
    if (this.hovered ?? this.cursor) outlines.push(one((this.hovered ?? this.cursor)!));
    return outlines;
  }

  private readonly pointed = (event: PointerEvent) => {
    const { count } = this.cells!;
    const canvas = event.currentTarget as HTMLElement;
    const window = this.inCells(this.cells!);
    const cell = (canvas.clientWidth - EDGE) / window.side;
    const [column, row] = [
      Math.floor(window.column + (event.offsetX - EDGE) / cell),
      Math.floor(window.row + (event.offsetY - EDGE) / cell),
    ];
    this.hovered =
      event.offsetX >= EDGE && event.offsetY >= EDGE && row < count && column < count ? [row, column] : undefined;
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
    const cells = this.cells!;
    const last = cells.count - 1;
    const page = Math.max(1, Math.round(last / 10));
    const [row, column] = this.cursor ?? [0, 0];
    const target = {
      ArrowDown: [row + 1, column],
      ArrowUp: [row - 1, column],
      ArrowRight: [row, column + 1],
      ArrowLeft: [row, column - 1],
      PageDown: [row + page, column],
      PageUp: [row - page, column],
      Home: [row, 0],
      End: [row, last],
      Enter: [row, column],
    }[event.key];
    const factor = { '+': STEP, '=': STEP, '-': 1 / STEP, '0': 0 }[event.key];
    if ((!target && factor === undefined) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.hovered = undefined;
    if (!target) {
      this.look(factor!);
      return;
    }
    this.cursor = [Math.max(0, Math.min(last, target[0]!)), Math.max(0, Math.min(last, target[1]!))];
    const scale = cells.order.length / cells.count;
    if (this.window.side < cells.order.length)
      this.window = holding(this.window, cells.order.length, this.cursor[0] * scale, this.cursor[1] * scale);
    if (event.key === 'Enter') this.choose();
  };

  /** Selects the pair under the cursor; on the diagonal, the document. */
  private choose(): void {
    if (!this.cells || !this.cursor) return;
    const pair = pairOf(this.batch, this.cells, ...this.cursor);
    // Of a pair that is not listed, this is all that is known.
    if (pair && this.level === 0 && this.cells.known(...this.cursor))
      this.batch.keepSimilarity(...pair, this.cells.value(...this.cursor));
    if (pair) return this.store.togglePair(...pair);
    const own = documentsOf(this.cells, this.cursor[0]);
    if (this.cursor[0] === this.cursor[1] && own.length === 1) this.store.toggleDocument(own[0]!);
  }
}
customElements.define('gw-heatmap', GwHeatmap);
