/** A transformation of the plane (ISO 32000-1, 8.3.3). */
export type Matrix = readonly [number, number, number, number, number, number];
export type Box = readonly [left: number, bottom: number, right: number, top: number];

export const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];
export const ALL: Box = [-Infinity, -Infinity, Infinity, Infinity];

/** PDF.js gives a text matrix as its six numbers, or as one list of them. */
export const matrixOf = (args: readonly unknown[]): Matrix =>
  (typeof args[0] === 'number' ? args : Array.from(args[0] as ArrayLike<number>)) as unknown as Matrix;

export function product([a, b, c, d, e, f]: Matrix, [g, h, i, j, k, l]: Matrix): Matrix {
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f];
}

export const pointAt = ([a, b, c, d, e, f]: Matrix, x: number, y: number): [number, number] => [
  a * x + c * y + e,
  b * x + d * y + f,
];

export function boxOf(matrix: Matrix, bounds: ArrayLike<number>): Box {
  const corners = [
    [0, 1],
    [2, 1],
    [0, 3],
    [2, 3],
  ].map(([i, k]) => pointAt(matrix, bounds[i!]!, bounds[k!]!));
  const xs = corners.map(([x]) => x);
  const ys = corners.map(([, y]) => y);
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

export const intersection = (a: Box, b: Box): Box => [
  Math.max(a[0], b[0]),
  Math.max(a[1], b[1]),
  Math.min(a[2], b[2]),
  Math.min(a[3], b[3]),
];
export const areaOf = ([left, bottom, right, top]: Box) => Math.max(0, right - left) * Math.max(0, top - bottom);
export const holds = ([left, bottom, right, top]: Box, x: number, y: number, margin = 0) =>
  x >= left - margin && x <= right + margin && y >= bottom - margin && y <= top + margin;

/** Whether a path, as PDF.js packs it, is one rectangle along the axes: steps to four corners, and back. */
export function isRectangle(path: unknown): boolean {
  if (!(path instanceof Float32Array) || path.length < 12 || path.length > 16) return false;
  const corners: [number, number][] = [];
  for (let i = 0; i < path.length; i += 3) {
    if (path[i] === 4) break;
    if (path[i] !== (i === 0 ? 0 : 1)) return false;
    corners.push([path[i + 1]!, path[i + 2]!]);
  }
  return (
    corners.length >= 4 && corners.every(([x, y], i) => i === 0 || x === corners[i - 1]![0] || y === corners[i - 1]![1])
  );
}
