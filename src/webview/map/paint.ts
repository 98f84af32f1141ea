import { channels, type Stamp } from './marks.ts';
import type { MapPoints, Viewport } from './points.ts';

/** How much of a mark's colour is left where a filter leaves the document out. */
const DIMMED = 0.18;

/** Radius of a mark in CSS pixels: the more documents, the smaller. */
export function radiusFor(count: number, side: number): number {
  return Math.max(1.25, Math.min(5, (count > 2_000 ? 60 : 90) / Math.sqrt(count))) * Math.min(2, side ** -0.25);
}

/** CSS colours: of the ground, and one a mark. */
export interface MapInks {
  readonly ground: string;
  readonly marks: readonly string[];
}

/**
 * Paints all points into an image of `size` × `size` device pixels. A canvas path for each of 100,000 points would take longer than a frame: the marks are stamped pixel by pixel.
 *
 * @param shown whether a point passes the filters; those that do not are painted first, and pale
 */
export function paintPoints(
  size: number,
  points: MapPoints,
  viewport: Viewport,
  marks: readonly Stamp[],
  inks: MapInks,
  shown: (point: number) => boolean,
): ImageData {
  const image = new ImageData(size, size);
  const ground = channels(inks.ground);
  const colours = inks.marks.map(channels);
  const pale = colours.map(
    (colour) => colour.map((c, i) => ground[i]! + (c - ground[i]!) * DIMMED) as [number, number, number],
  );
  new Uint32Array(image.data.buffer).fill((255 << 24) | (ground[2] << 16) | (ground[1] << 8) | ground[0]);
  const scale = size / viewport.side;
  const paint = (i: number, palette: readonly (readonly [number, number, number])[]) => {
    const mark = points.marks[i]!;
    stamp(
      image,
      marks[mark]!,
      palette[mark]!,
      (points.x[i]! - viewport.x) * scale,
      (points.y[i]! - viewport.y) * scale,
    );
  };
  // What is not seen is not looked at any further: close up that is most.
  const around = (marks[0]?.side ?? 0) / scale;
  const [left, top, right, bottom] = [
    viewport.x - around,
    viewport.y - around,
    viewport.x + viewport.side + around,
    viewport.y + viewport.side + around,
  ];
  const above: number[] = [];
  for (let i = 0; i < points.x.length; i++) {
    const x = points.x[i]!;
    const y = points.y[i]!;
    if (x < left || y < top || x > right || y > bottom) continue;
    if (shown(i)) above.push(i);
    else paint(i, pale);
  }
  for (const i of above) paint(i, colours);
  return image;
}

function stamp(
  { data, width }: ImageData,
  { side, cover }: Stamp,
  [r, g, b]: readonly [number, number, number],
  x: number,
  y: number,
): void {
  const left = Math.round(x - side / 2);
  const top = Math.round(y - side / 2);
  if (left <= -side || top <= -side || left >= width || top >= width) return;
  for (let row = Math.max(0, -top); row < Math.min(side, width - top); row++)
    for (let column = Math.max(0, -left); column < Math.min(side, width - left); column++) {
      const covered = cover[row * side + column]!;
      if (covered === 0) continue;
      const at = ((top + row) * width + left + column) * 4;
      const part = covered / 255;
      data[at] = data[at]! + (r - data[at]!) * part;
      data[at + 1] = data[at + 1]! + (g - data[at + 1]!) * part;
      data[at + 2] = data[at + 2]! + (b - data[at + 2]!) * part;
    }
}
