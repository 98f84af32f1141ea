import type { DenseRows } from './dense-rows.ts';
import type { RowProducts } from './row-products.ts';
import type { SparseRows } from './tf-idf.ts';

/**
 * Share of the rows that a column must be in to be multiplied as a dense one: a number of a dense column costs some fiftieth of what an entry of a sparse one does. In fewer rows than
 * this nothing is dense: double precision costs nothing there.
 */
const DENSE_FROM = 0.02;
const LEAST_ROWS = 1_000;
const MOST_DENSE = 1_024;

/** Rows of dense columns that are held at a time. */
const TILE = 4_096;

/** Rows up to which dense columns are kept for the next product. */
const KEPT_ROWS = 2 * TILE;

/** Products of a sparse matrix and its transpose with dense ones: its fullest columns by the ONNX runtime in single precision, the others entry by entry. */
export class SparseProducts {
  private readonly dense: number;
  /** The columns that are not dense, and the same transposed. */
  private readonly rest: SparseRows;
  private byColumn: SparseRows | undefined;
  /** The dense columns, tile by tile, as rows: made once they are asked for, for they are needed again and again. */
  private readonly transposedHeads: DenseRows[] = [];
  private readonly heads: DenseRows[] = [];

  /** @param matrix whose columns come in the order of how many rows they are in, fullest first */
  constructor(
    private readonly matrix: SparseRows,
    private readonly products: RowProducts,
  ) {
    const filled = new Uint32Array(matrix.columnCount);
    for (const column of matrix.columns) filled[column]!++;
    let dense = 0;
    if (matrix.rows >= LEAST_ROWS)
      while (dense < Math.min(MOST_DENSE, matrix.columnCount) && filled[dense]! >= DENSE_FROM * matrix.rows) dense++;
    this.dense = dense;
    this.rest = columnsFrom(matrix, dense);
  }

  /** A · X, with X of `columnCount × width`. */
  async times(x: Float64Array, width: number): Promise<Float64Array> {
    const y = new Float64Array(this.matrix.rows * width);
    await this.eachTimes(x, width, (rows, from) => y.set(rows, from * width));
    return y;
  }

  /** The same some rows at a time: calls with them and the number of the first. */
  async eachTimes(x: Float64Array, width: number, use: (rows: Float64Array, from: number) => void): Promise<void> {
    const across = this.dense > 0 && transposedDense(x, this.dense, width);
    for (let from = 0; from < this.matrix.rows; from += TILE) {
      const y = timesDense(this.rest, x, width, from, Math.min(from + TILE, this.matrix.rows));
      if (across) add(await this.products.multiply(this.head(from), across), y);
      use(y, from);
    }
  }

  /** Aᵀ · Y, with Y of `rows × width`. */
  async transposedTimes(y: Float64Array, width: number): Promise<Float64Array> {
    this.byColumn ??= transposed(this.rest);
    const x = timesDense(this.byColumn, y, width, 0, this.byColumn.rows);
    for (let from = 0; this.dense > 0 && from < this.matrix.rows; from += TILE) {
      const head = (this.transposedHeads[from / TILE] ??= transposedRows(this.head(from)));
      add(
        await this.products.multiply(
          head,
          transposedDense(y.subarray(from * width, (from + head.width) * width), head.width, width),
        ),
        x,
      );
    }
    return x;
  }

  /** The dense columns of some rows. */
  private head(from: number): DenseRows {
    const kept = this.heads[from / TILE];
    if (kept) return kept;
    const { starts, columns, values } = this.matrix;
    const rows = Math.min(TILE, this.matrix.rows - from);
    const data = new Float32Array(rows * this.dense);
    for (let i = 0; i < rows; i++)
      for (let k = starts[from + i]!; k < starts[from + i + 1]!; k++)
        if (columns[k]! < this.dense) data[i * this.dense + columns[k]!] = values[k]!;
    const head = { rows, width: this.dense, data };
    // A large batch is multiplied once.
    if (this.matrix.rows <= KEPT_ROWS) this.heads[from / TILE] = head;
    return head;
  }
}

/** The matrix without its first columns, whose numbers stay. */
function columnsFrom({ rows, columnCount, starts, columns, values }: SparseRows, first: number): SparseRows {
  if (first === 0) return { rows, columnCount, starts, columns, values };
  const left = columns.reduce((count, column) => count + (column >= first ? 1 : 0), 0);
  const rest = {
    rows,
    columnCount,
    starts: new Uint32Array(rows + 1),
    columns: new Uint32Array(left),
    values: new Float32Array(left),
  };
  let at = 0;
  for (let row = 0; row < rows; row++) {
    for (let k = starts[row]!; k < starts[row + 1]!; k++) {
      if (columns[k]! < first) continue;
      rest.columns[at] = columns[k]!;
      rest.values[at++] = values[k]!;
    }
    rest.starts[row + 1] = at;
  }
  return rest;
}

/** Rows `first` up to, not including, `last` of A · X, with X of `columnCount × width`: four of a row's entries at a time, so that the sums are loaded and stored once for them. */
function timesDense(a: SparseRows, x: Float64Array, width: number, first: number, last: number): Float64Array {
  const { columns, values } = a;
  const y = new Float64Array((last - first) * width);
  for (let row = first; row < last; row++) {
    const to = (row - first) * width;
    const end = a.starts[row + 1]!;
    let k = a.starts[row]!;
    for (; k + 4 <= end; k += 4) {
      const [v0, v1, v2, v3] = [values[k]!, values[k + 1]!, values[k + 2]!, values[k + 3]!];
      const [x0, x1, x2, x3] = [
        columns[k]! * width,
        columns[k + 1]! * width,
        columns[k + 2]! * width,
        columns[k + 3]! * width,
      ];
      for (let j = 0; j < width; j++)
        y[to + j]! += v0 * x[x0 + j]! + v1 * x[x1 + j]! + v2 * x[x2 + j]! + v3 * x[x3 + j]!;
    }
    for (; k < end; k++) {
      const value = values[k]!;
      const from = columns[k]! * width;
      for (let j = 0; j < width; j++) y[to + j]! += value * x[from + j]!;
    }
  }
  return y;
}

/** Aᵀ, row by row. */
function transposed(a: SparseRows): SparseRows {
  const starts = new Uint32Array(a.columnCount + 1);
  for (const column of a.columns) starts[column + 1]!++;
  for (let c = 0; c < a.columnCount; c++) starts[c + 1]! += starts[c]!;
  const next = starts.slice();
  const columns = new Uint32Array(a.columns.length);
  const values = new Float32Array(a.columns.length);
  for (let row = 0; row < a.rows; row++)
    for (let k = a.starts[row]!; k < a.starts[row + 1]!; k++) {
      const at = next[a.columns[k]!]!++;
      columns[at] = row;
      values[at] = a.values[k]!;
    }
  return { rows: a.columnCount, columnCount: a.rows, starts, columns, values };
}

/** The first rows of a dense matrix as columns, in single precision: `width × rows`. */
function transposedDense(m: Float64Array, rows: number, width: number): DenseRows {
  const data = new Float32Array(rows * width);
  for (let i = 0; i < rows; i++) for (let j = 0; j < width; j++) data[j * rows + i] = m[i * width + j]!;
  return { rows: width, width: rows, data };
}

function transposedRows({ rows, width, data }: DenseRows): DenseRows {
  const across = new Float32Array(data.length);
  for (let i = 0; i < rows; i++) for (let j = 0; j < width; j++) across[j * rows + i] = data[i * width + j]!;
  return { rows: width, width: rows, data: across };
}

function add(product: Float32Array, to: Float64Array): void {
  for (let i = 0; i < product.length; i++) to[i]! += product[i]!;
}
