import type { MapPoints } from './points.ts';

/** Points a cell of the grid holds on average. */
const PER_CELL = 4;

/** The points in cells of equal size, so that one is found without looking at all of them. */
export class PointGrid {
  private readonly side: number;
  private readonly starts: Uint32Array;
  private readonly inCells: Uint32Array;

  constructor(private readonly points: MapPoints) {
    const n = points.documents.length;
    this.side = Math.max(1, Math.ceil(Math.sqrt(n / PER_CELL)));
    const cells = Uint32Array.from(
      { length: n },
      (_, i) => this.cell(points.x[i]!) + this.side * this.cell(points.y[i]!),
    );
    this.starts = new Uint32Array(this.side ** 2 + 1);
    for (const c of cells) this.starts[c + 1]!++;
    for (let c = 0; c < this.side ** 2; c++) this.starts[c + 1]! += this.starts[c]!;
    const next = this.starts.slice();
    this.inCells = new Uint32Array(n);
    for (let i = 0; i < n; i++) this.inCells[next[cells[i]!]!++] = i;
  }

  /** The point nearest to a place, no further than `radius`, of those that pass. */
  nearest(x: number, y: number, radius: number, passes: (point: number) => boolean): number | undefined {
    let best: number | undefined;
    let least = radius;
    this.eachWithin(x - radius, y - radius, x + radius, y + radius, (i) => {
      const distance = Math.hypot(this.points.x[i]! - x, this.points.y[i]! - y);
      if (distance > least || (best !== undefined && distance === least) || !passes(i)) return;
      least = distance;
      best = i;
    });
    return best;
  }

  /** The next point from another one within the quarter that a direction names; `undefined` where there is none. */
  next(from: number, byX: -1 | 0 | 1, byY: -1 | 0 | 1, passes: (point: number) => boolean): number | undefined {
    const x = this.points.x[from]!;
    const y = this.points.y[from]!;
    // The search widens, as the next point is mostly close by.
    for (let radius = 2 / this.side; ; radius *= 2) {
      let best: number | undefined;
      let least = radius;
      this.eachWithin(x - radius, y - radius, x + radius, y + radius, (i) => {
        const along = (this.points.x[i]! - x) * byX + (this.points.y[i]! - y) * byY;
        const across = Math.abs((this.points.x[i]! - x) * byY) + Math.abs((this.points.y[i]! - y) * byX);
        if (along <= 0 || across > along || along + across >= least || !passes(i)) return;
        least = along + across;
        best = i;
      });
      if (best !== undefined || radius > 2) return best;
    }
  }

  /** Calls for each point in a rectangle. */
  eachWithin(left: number, top: number, right: number, bottom: number, use: (point: number) => void): void {
    for (let row = this.cell(top); row <= this.cell(bottom); row++)
      for (let column = this.cell(left); column <= this.cell(right); column++) {
        const cell = column + this.side * row;
        for (let k = this.starts[cell]!; k < this.starts[cell + 1]!; k++) use(this.inCells[k]!);
      }
  }

  private cell(v: number): number {
    return Math.max(0, Math.min(this.side - 1, Math.floor(v * this.side)));
  }
}
