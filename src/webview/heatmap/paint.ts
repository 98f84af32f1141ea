import { type Cells, documentsOf } from './cells.ts';
import { CIVIDIS_STEPS } from './cividis.ts';
import type { CellRange, ViewWindow } from './view-window.ts';

/** Opacity of cells that a filter leaves out, of 255. */
const DIMMED = 48;

/** Opacity of pairs that are not listed, in a matrix of pairs: their colour is that of their block. */
const BY_BLOCK = 150;

/** Cells as an image of one pixel each: the scale's colours, nothing below the threshold, dimmed where the filter leaves a row or a column out. */
export function paintCells(
  cells: Cells,
  { top, left, bottom, right }: CellRange,
  threshold: number,
  shown: ReadonlySet<string> | undefined,
): ImageData {
  const image = new ImageData(Math.max(1, right - left), Math.max(1, bottom - top));
  const keeps = (index: number) => !shown || documentsOf(cells, index).some((id) => shown.has(id));
  const columns = Array.from({ length: right - left }, (_, i) => keeps(left + i));
  for (let row = top, at = 0; row < bottom; row++) {
    const keptRow = keeps(row);
    for (let column = left; column < right; column++, at += 4) {
      const value = cells.value(row, column);
      if ((cells.strongest(row, column) ?? value) < threshold) continue;
      const step = Math.round(Math.min(1, Math.max(0, value)) * 255) * 3;
      image.data[at] = CIVIDIS_STEPS[step]!;
      image.data[at + 1] = CIVIDIS_STEPS[step + 1]!;
      image.data[at + 2] = CIVIDIS_STEPS[step + 2]!;
      image.data[at + 3] = !keptRow || !columns[column - left] ? DIMMED : cells.known(row, column) ? 255 : BY_BLOCK;
    }
  }
  return image;
}

/** Colours of what is drawn over the cells, as CSS colours. */
export interface Inks {
  readonly line: string;
  readonly surface: string;
  readonly mark: string;
  readonly clusters: readonly string[];
}

/** A part of the heatmap to be outlined, in rows and columns. */
export interface Outline {
  readonly row: number;
  readonly column: number;
  readonly height: number;
  readonly width: number;
  readonly thick: boolean;
}

/** Space for the clusters' colours along the upper and the left edge, in CSS pixels. */
export const EDGE = 10;

/** What is seen of the cells: `image` holds `range`, and `window` is in cells. */
export interface SeenCells {
  readonly cells: Cells;
  readonly image: CanvasImageSource;
  readonly range: CellRange;
  readonly window: ViewWindow;
}

/** Draws image, cluster bounds, colours along the edge and outlines. The context is scaled to CSS pixels; `size` is the canvas's side in them. */
export function drawHeatmap(
  context: CanvasRenderingContext2D,
  size: number,
  ratio: number,
  { cells, image, range, window }: SeenCells,
  inks: Inks,
  outlines: readonly Outline[],
): void {
  const side = size - EDGE;
  const cell = side / window.side;
  const toX = (column: number) => EDGE + (column - window.column) * cell;
  const toY = (row: number) => EDGE + (row - window.row) * cell;
  context.clearRect(0, 0, size, size);
  context.save();
  clip(context, EDGE, EDGE, side, side);
  context.fillStyle = inks.surface;
  context.fillRect(EDGE, EDGE, side, side);
  // Shrinking by nearest neighbour would drop whole rows.
  context.imageSmoothingEnabled = cell * ratio < 1;
  context.drawImage(
    image,
    toX(range.left),
    toY(range.top),
    (range.right - range.left) * cell,
    (range.bottom - range.top) * cell,
  );
  for (const { from } of cells.clusters) {
    if (from === 0) continue;
    const sharp = (v: number) => Math.round(v * ratio) / ratio - 0.5;
    context.fillStyle = inks.line;
    context.fillRect(EDGE, sharp(toY(from)), side, 1);
    context.fillRect(sharp(toX(from)), EDGE, 1, side);
  }
  for (const { row, column, height, width, thick } of outlines)
    outline(context, toX(column), toY(row), width * cell, height * cell, thick ? 2 : 1, inks);
  context.restore();
  for (const { cluster, from, to } of cells.clusters) {
    const gap = (to - from) * cell > 4 ? 1 : 0;
    const along = (start: number, end: number) =>
      [Math.max(EDGE, start), Math.min(size, end) - Math.max(EDGE, start) - gap] as const;
    const [y, height] = along(toY(from), toY(to));
    const [x, width] = along(toX(from), toX(to));
    context.fillStyle = inks.clusters[Math.min(cluster, inks.clusters.length - 1)]!;
    if (height > 0) context.fillRect(0, y, EDGE - 4, height);
    if (width > 0) context.fillRect(x, 0, width, EDGE - 4);
  }
}

function clip(context: CanvasRenderingContext2D, x: number, y: number, width: number, height: number): void {
  context.beginPath();
  context.rect(x, y, width, height);
  context.clip();
}

/** A line of the accent's colour on one of the background's, to be seen on every cell. */
function outline(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  width: number,
  height: number,
  line: number,
  { mark, surface }: Inks,
): void {
  const w = Math.max(width, 5);
  const h = Math.max(height, 5);
  const [left, top] = [x - (w - width) / 2, y - (h - height) / 2];
  context.lineWidth = line + 2;
  context.strokeStyle = surface;
  context.strokeRect(left, top, w, h);
  context.lineWidth = line;
  context.strokeStyle = mark;
  context.strokeRect(left, top, w, h);
}
