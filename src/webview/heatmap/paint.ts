import { type Cells, documentsOf } from './cells.ts';
import { CIVIDIS_STEPS } from './cividis.ts';

/** Opacity of cells that a filter leaves out, of 255. */
const DIMMED = 48;

/** Cells as an image of one pixel each: the scale's colours, nothing below the threshold, dimmed where the filter leaves a row or a column out. */
export function paintCells(cells: Cells, threshold: number, shown: ReadonlySet<string> | undefined): ImageData {
  const { count, rows, strongest } = cells;
  const image = new ImageData(count, count);
  const kept = rows.map((_, row) => !shown || documentsOf(cells, row).some((id) => shown.has(id)));
  for (let row = 0, at = 0; row < count; row++) {
    for (let column = 0; column < count; column++, at += 4) {
      if (strongest[row]![column]! < threshold) continue;
      const step = Math.round(Math.min(1, Math.max(0, rows[row]![column]!)) * 255) * 3;
      image.data[at] = CIVIDIS_STEPS[step]!;
      image.data[at + 1] = CIVIDIS_STEPS[step + 1]!;
      image.data[at + 2] = CIVIDIS_STEPS[step + 2]!;
      image.data[at + 3] = kept[row] && kept[column] ? 255 : DIMMED;
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

/** Draws image, cluster bounds, colours along the edge and outlines. The context is scaled to CSS pixels; `size` is the canvas's side in them. */
export function drawHeatmap(context: CanvasRenderingContext2D, size: number, ratio: number, cells: Cells, image: CanvasImageSource, inks: Inks, outlines: readonly Outline[]): void {
  const side = size - EDGE;
  const cell = side / cells.count;
  context.clearRect(0, 0, size, size);
  context.fillStyle = inks.surface;
  context.fillRect(EDGE, EDGE, side, side);
  // Shrinking by nearest neighbour would drop whole rows.
  context.imageSmoothingEnabled = cell * ratio < 1;
  context.drawImage(image, EDGE, EDGE, side, side);
  for (const { cluster, from, to } of cells.clusters) {
    context.fillStyle = inks.clusters[Math.min(cluster, inks.clusters.length - 1)]!;
    const gap = (to - from) * cell > 4 ? 1 : 0;
    context.fillRect(0, EDGE + from * cell, EDGE - 4, (to - from) * cell - gap);
    context.fillRect(EDGE + from * cell, 0, (to - from) * cell - gap, EDGE - 4);
    if (from === 0) continue;
    const at = Math.round((EDGE + from * cell) * ratio) / ratio;
    context.fillStyle = inks.line;
    context.fillRect(EDGE, at - 0.5, side, 1);
    context.fillRect(at - 0.5, EDGE, 1, side);
  }
  for (const { row, column, height, width, thick } of outlines) outline(context, EDGE + column * cell, EDGE + row * cell, width * cell, height * cell, thick ? 2 : 1, inks);
}

/** A line of the accent's colour on one of the background's, to be seen on every cell. */
function outline(context: CanvasRenderingContext2D, x: number, y: number, width: number, height: number, line: number, { mark, surface }: Inks): void {
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
