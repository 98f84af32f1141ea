import { TILE_CELLS, type TilePlace } from '../../protocol/analyzer.ts';
import type { TileAnswer } from '../../protocol/panel.ts';
import type { CellRange } from './view-window.ts';

interface Tile {
  readonly columns: number;
  /** 0 … 255 for 0 … 1, row-major. */
  readonly values: Uint8Array;
}

/** Tiles that are kept, of 16 KB each, and that are asked for at a time. */
const KEPT = 400;
const AT_ONCE = 2;

/** The parts of the heatmap that were fetched. The matrix is symmetric: only those on its diagonal and right of it are. */
export class Tiles {
  /** Counts up whenever there is something new to draw. */
  version = 0;
  /** Whether there are none to be had. */
  closed = false;
  /** Why there are none, for people, where that is a failure. */
  failure: string | undefined;
  private readonly tiles = new Map<string, Tile>();
  private readonly asked = new Set<string>();
  /** What is looked at and not there yet; nearest to the middle first. */
  private wanted: readonly TilePlace[] = [];
  /** The tile of the last look-up: the next is most often in the same. */
  private last:
    | {
        readonly level: number;
        readonly row: number;
        readonly column: number;
        readonly tile: Tile | undefined;
        readonly version: number;
      }
    | undefined;

  constructor(
    private readonly ask: (place: TilePlace) => Promise<TileAnswer>,
    private readonly changed: () => void,
  ) {}

  /** Similarity in a cell, where its tile is there. */
  value(level: number, row: number, column: number): number | undefined {
    if (row > column) return this.value(level, column, row);
    const [r, c] = [Math.floor(row / TILE_CELLS), Math.floor(column / TILE_CELLS)];
    let { last } = this;
    if (last?.level !== level || last.row !== r || last.column !== c || last.version !== this.version)
      this.last = last = {
        level,
        row: r,
        column: c,
        tile: this.tiles.get(`${level}/${r}/${c}`),
        version: this.version,
      };
    const value = last.tile?.values[(row - r * TILE_CELLS) * last.tile.columns + column - c * TILE_CELLS];
    return value === undefined ? undefined : value / 255;
  }

  /** Fetches what is looked at; what is not looked at any more is not asked for. */
  want(level: number, { top, left, bottom, right }: CellRange, count: number): void {
    if (this.closed) return;
    const tileOf = (cell: number) => Math.floor(Math.min(count - 1, cell) / TILE_CELLS);
    const places = new Map<string, TilePlace & { readonly away: number }>();
    for (let r = tileOf(top); r <= tileOf(bottom - 1); r++)
      for (let c = tileOf(left); c <= tileOf(right - 1); c++) {
        const [row, column] = r <= c ? [r, c] : [c, r];
        const key = `${level}/${row}/${column}`;
        const middle = (index: number, from: number, to: number) =>
          Math.abs((index + 0.5) * TILE_CELLS - (from + to) / 2);
        const tile = this.tiles.get(key);
        if (tile) {
          // Those that are looked at are the last to go.
          this.tiles.delete(key);
          this.tiles.set(key, tile);
        } else if (!this.asked.has(key))
          places.set(key, { level, row, column, away: middle(r, top, bottom) + middle(c, left, right) });
      }
    this.wanted = [...places.values()]
      .sort((a, b) => a.away - b.away)
      .map(({ level: l, row, column }) => ({ level: l, row, column }));
    this.next();
  }

  /** No more tiles: what is known without them is all there is. */
  close(): void {
    this.closed = true;
    this.wanted = [];
  }

  private next(): void {
    while (this.asked.size < AT_ONCE && this.wanted.length > 0) {
      const [place, ...rest] = this.wanted;
      this.wanted = rest;
      const key = `${place!.level}/${place!.row}/${place!.column}`;
      this.asked.add(key);
      void this.ask(place!).then((answer) => this.answered(key, answer));
    }
  }

  private answered(key: string, answer: TileAnswer): void {
    this.asked.delete(key);
    if ('failure' in answer) {
      this.failure = answer.failure;
      this.close();
    } else {
      this.tiles.set(key, {
        columns: answer.columns,
        values: Uint8Array.from(atob(answer.values), (c) => c.charCodeAt(0)),
      });
      for (const oldest of this.tiles.keys()) if (this.tiles.size > KEPT) this.tiles.delete(oldest);
    }
    this.version++;
    this.changed();
    this.next();
  }
}
