/** Paths of the marks, one a cluster, in a square of side 2 around 0: shapes tell the first clusters apart where colours do not. */
const SHAPES: readonly ((path: Path2D) => void)[] = [
  (p) => p.arc(0, 0, 0.85, 0, 2 * Math.PI),
  (p) => p.rect(-0.75, -0.75, 1.5, 1.5),
  (p) =>
    polygon(p, [
      [0, -0.95],
      [0.9, 0.7],
      [-0.9, 0.7],
    ]),
  (p) =>
    polygon(p, [
      [0, -1],
      [1, 0],
      [0, 1],
      [-1, 0],
    ]),
  (p) =>
    polygon(p, [
      [0, 0.95],
      [0.9, -0.7],
      [-0.9, -0.7],
    ]),
  (p) =>
    polygon(p, [
      [-0.35, -0.95],
      [0.35, -0.95],
      [0.35, -0.35],
      [0.95, -0.35],
      [0.95, 0.35],
      [0.35, 0.35],
      [0.35, 0.95],
      [-0.35, 0.95],
      [-0.35, 0.35],
      [-0.95, 0.35],
      [-0.95, -0.35],
      [-0.35, -0.35],
    ]),
  // Further clusters, and what is in none, share a ring.
  (p) => {
    p.arc(0, 0, 0.85, 0, 2 * Math.PI);
    p.arc(0, 0, 0.45, 0, 2 * Math.PI, true);
  },
];

function polygon(path: Path2D, corners: readonly (readonly [number, number])[]): void {
  for (const [x, y] of corners) path.lineTo(x, y);
  path.closePath();
}

/** Number of different marks. */
export const MARKS = SHAPES.length;

/** Which mark and colour a cluster has. */
export const markOf = (cluster: number | null | undefined): number =>
  typeof cluster === 'number' ? Math.min(cluster, MARKS - 1) : MARKS - 1;

/** Fills a mark around a point. */
export function fillMark(context: CanvasRenderingContext2D, mark: number, x: number, y: number, radius: number): void {
  const path = new Path2D();
  SHAPES[mark]!(path);
  context.save();
  context.translate(x, y);
  context.scale(radius, radius);
  context.fill(path);
  context.restore();
}

/** How much of each pixel of a square a mark covers, 0 … 255, row by row. */
export interface Stamp {
  readonly side: number;
  readonly cover: Uint8ClampedArray;
}

/** The marks as stamps of a radius in pixels. */
export function stamps(radius: number): Stamp[] {
  const side = Math.ceil(radius * 2) + 1;
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = side;
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  return SHAPES.map((_, mark) => {
    context.clearRect(0, 0, side, side);
    fillMark(context, mark, side / 2, side / 2, radius);
    const { data } = context.getImageData(0, 0, side, side);
    return { side, cover: Uint8ClampedArray.from({ length: side * side }, (_, i) => data[i * 4 + 3]!) };
  });
}

/** A CSS colour as red, green, blue. */
export function channels(colour: string): readonly [number, number, number] {
  const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true })!;
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  const [r = 0, g = 0, b = 0] = context.getImageData(0, 0, 1, 1).data;
  return [r, g, b];
}
