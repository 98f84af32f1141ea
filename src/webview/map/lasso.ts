import type { PointGrid } from './grid.ts';
import type { MapPoints } from './points.ts';

/** A closed line on the map, in the places' own units. */
export type Lasso = readonly (readonly [x: number, y: number])[];

/** The points inside a closed line (even–odd rule), in their order. */
export function within(lasso: Lasso, points: MapPoints, grid: PointGrid): number[] {
  if (lasso.length < 3) return [];
  const xs = lasso.map(([x]) => x);
  const ys = lasso.map(([, y]) => y);
  const found: number[] = [];
  grid.eachWithin(
    Math.min(...xs),
    Math.min(...ys),
    Math.max(...xs),
    Math.max(...ys),
    (i) => isInside(lasso, points.x[i]!, points.y[i]!) && found.push(i),
  );
  return found.sort((a, b) => a - b);
}

function isInside(lasso: Lasso, x: number, y: number): boolean {
  let inside = false;
  for (let i = 0, j = lasso.length - 1; i < lasso.length; j = i++) {
    const [ax, ay] = lasso[i]!;
    const [bx, by] = lasso[j]!;
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}
