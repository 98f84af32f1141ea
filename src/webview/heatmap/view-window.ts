/** The part of the heatmap that is seen, in documents: a square of the matrix. */
export interface ViewWindow {
  readonly row: number;
  readonly column: number;
  readonly side: number;
}

/** A rectangle of cells: from, inclusive, and to, exclusive. */
export interface CellRange {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** Documents that the closest look shows. */
const LEAST = 8;

/** The same window `factor` times closer, with the given place staying where it is. */
export function closer(
  { row, column, side }: ViewWindow,
  factor: number,
  all: number,
  atRow: number,
  atColumn: number,
): ViewWindow {
  const next = Math.min(all, Math.max(Math.min(LEAST, all), side / factor));
  return kept(
    { row: atRow - ((atRow - row) * next) / side, column: atColumn - ((atColumn - column) * next) / side, side: next },
    all,
  );
}

/** A window inside the matrix. */
export function kept({ row, column, side }: ViewWindow, all: number): ViewWindow {
  const within = (v: number) => Math.max(0, Math.min(all - side, v));
  return { row: within(row), column: within(column), side };
}

/** Moves a window just so far that a place is in it. */
export function holding(window: ViewWindow, all: number, row: number, column: number): ViewWindow {
  const by = (v: number, from: number) => Math.min(0, v - from) + Math.max(0, v + 1 - from - window.side);
  return kept(
    { row: window.row + by(row, window.row), column: window.column + by(column, window.column), side: window.side },
    all,
  );
}
