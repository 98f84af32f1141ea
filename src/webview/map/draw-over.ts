import { type ClusterPlace, placeLabels } from './cluster-labels.ts';
import type { Lasso } from './lasso.ts';
import { fillMark, markOf } from './marks.ts';
import type { MapInks } from './paint.ts';
import type { MapPoints, Viewport } from './points.ts';

/** What is drawn over the points. */
export interface Overlay {
  /** The canvas's side in CSS pixels. */
  readonly size: number;
  readonly viewport: Viewport;
  readonly radius: number;
  readonly points: MapPoints;
  readonly selected: readonly number[];
  readonly hovered: number | undefined;
  readonly places: readonly ClusterPlace[];
  /** `id` of the cluster that is filtered by. */
  readonly cluster: number | undefined;
  readonly drawn: Lasso | undefined;
}

export interface OverInks extends MapInks {
  readonly text: string;
  readonly accent: string;
}

/** Draws rings around chosen points, the names of the clusters with their marks, and the lasso. The context is scaled to CSS pixels. */
export function drawOver(context: CanvasRenderingContext2D, overlay: Overlay, inks: OverInks): void {
  const { size, viewport, radius, points, selected, hovered, drawn } = overlay;
  const toX = (x: number) => ((x - viewport.x) / viewport.side) * size;
  const toY = (y: number) => ((y - viewport.y) / viewport.side) * size;
  const ring = (point: number, by: number, line: number) => {
    context.beginPath();
    context.arc(toX(points.x[point]!), toY(points.y[point]!), radius + by, 0, 2 * Math.PI);
    // A line of the ground's colour beneath: to be seen on every mark.
    for (const [width, colour] of [
      [line + 2, inks.ground],
      [line, inks.text],
    ] as const) {
      context.lineWidth = width;
      context.strokeStyle = colour;
      context.stroke();
    }
  };
  for (const point of selected) ring(point, 3, 1.5);
  if (hovered !== undefined) ring(hovered, 4, 1);
  labels(context, overlay, inks, toX, toY);
  if (drawn) lasso(context, drawn, inks, toX, toY);
}

/** Room for the mark before a name. */
const MARK = 14;

function labels(
  context: CanvasRenderingContext2D,
  { size, places, cluster }: Overlay,
  inks: OverInks,
  toX: (x: number) => number,
  toY: (y: number) => number,
): void {
  context.textBaseline = 'middle';
  for (const { place, text, left, middle } of placeLabels(
    places,
    size,
    toX,
    toY,
    (t) => context.measureText(t).width + MARK + 8,
  )) {
    const pale = cluster !== undefined && place.cluster !== cluster;
    context.globalAlpha = pale ? 0.6 : 1;
    // A rim of the ground's colour, as on printed maps: points stay to be seen between the letters.
    context.lineWidth = 4;
    context.lineJoin = 'round';
    context.strokeStyle = inks.ground;
    context.strokeText(text, left + 4 + MARK, middle + 0.5);
    const mark = markOf(place.cluster);
    context.fillStyle = inks.marks[mark]!;
    fillMark(context, mark, left + 4 + 5, middle, 4.5);
    context.fillStyle = inks.text;
    context.fillText(text, left + 4 + MARK, middle + 0.5);
    context.globalAlpha = 1;
  }
}

function lasso(
  context: CanvasRenderingContext2D,
  drawn: Lasso,
  inks: OverInks,
  toX: (x: number) => number,
  toY: (y: number) => number,
): void {
  context.beginPath();
  for (const [x, y] of drawn) context.lineTo(toX(x), toY(y));
  context.closePath();
  context.lineWidth = 3;
  context.strokeStyle = inks.ground;
  context.stroke();
  context.lineWidth = 1;
  context.setLineDash([4, 3]);
  context.strokeStyle = inks.text;
  context.stroke();
  context.setLineDash([]);
}
