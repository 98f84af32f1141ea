import type { Batch } from '../batch.ts';
import type { Tiles } from './tiles.ts';

/** The heatmap's cells: a pair of documents each, or in large batches a pair of blocks. Rows and columns are the same. */
export interface Cells {
  /** Number of rows, and of columns. */
  readonly count: number;
  /** Similarity in a cell, 0 … 1; of a pair that is not listed, the mean of its block. */
  readonly value: (row: number, column: number) => number;
  /** Strongest similarity inside a cell; the same number where a cell is one pair, `undefined` where it is not known. */
  readonly strongest: (row: number, column: number) => number | undefined;
  /** Whether a cell's number is that of its own documents. */
  readonly known: (row: number, column: number) => boolean;
  /** Cell i stands for `order[starts[i]]` up to, not including, `order[starts[i + 1]]`; one longer than `count`. */
  readonly starts: readonly number[];
  /** `id`s in the order of the rows. */
  readonly order: readonly string[];
  /** Where each cluster lies, as a stretch of rows; in blocks that hold two clusters the bounds lie between rows. */
  readonly clusters: readonly ClusterStretch[];
}

export interface ClusterStretch {
  readonly cluster: number;
  readonly from: number;
  readonly to: number;
}

/** The cells of a finished batch, pairs up to 500 documents and blocks beyond; `undefined` where there is nothing to compare. */
export function cellsOf(batch: Batch): Cells | undefined {
  const similarity = batch.report?.similarity;
  const rows = similarity?.matrix ?? similarity?.overview?.mean;
  if (!similarity || !rows || similarity.order.length < 2) return undefined;
  const { order, overview } = similarity;
  const starts =
    similarity.matrix || !overview
      ? Array.from({ length: order.length + 1 }, (_, i) => i)
      : [...overview.starts.slice(0, rows.length), order.length];
  const strongest = similarity.matrix ?? overview?.max ?? rows;
  return {
    count: rows.length,
    value: (r, c) => rows[r]![c]!,
    strongest: (r, c) => strongest[r]![c]!,
    known: () => true,
    starts,
    order,
    clusters: stretches(batch, order, starts),
  };
}

/**
 * A cell for each block of 2^level documents a side, at level 0 for each pair, in a batch whose report has larger blocks. What the tiles do not hold yet is shown as the larger block around it;
 * listed pairs are known without them.
 */
export function levelCells(batch: Batch, blocks: Cells, tiles: Tiles, level: number): Cells {
  const { order } = blocks;
  const per = 2 ** level;
  const count = Math.ceil(order.length / per);
  const starts = Array.from({ length: count + 1 }, (_, i) => Math.min(order.length, i * per));
  const blockOf = Uint32Array.from({ length: count }, (_, i) => Math.floor(rowOf(blocks.starts, i * per)));
  const listed =
    level === 0 ? (r: number, c: number) => (r === c ? 1 : batch.similarity(order[r]!, order[c]!)) : () => undefined;
  const strongest = level === 0 ? undefined : strongestListed(batch, order, per, count);
  // The tile first: a pair's list is looked up by names.
  const own = (r: number, c: number) => tiles.value(level, r, c) ?? listed(r, c);
  const value = (r: number, c: number) => own(r, c) ?? blocks.value(blockOf[r]!, blockOf[c]!);
  return {
    count,
    value,
    strongest: strongest ?? value,
    known: (r, c) => own(r, c) !== undefined,
    starts,
    order,
    clusters: stretches(batch, order, starts),
  };
}

/** The strongest listed pair in each cell, where there is one: the list has the strongest pairs of the batch. */
function strongestListed(
  batch: Batch,
  order: readonly string[],
  per: number,
  count: number,
): (row: number, column: number) => number | undefined {
  const cellOf = new Map(order.map((id, i) => [id, Math.floor(i / per)]));
  const strongest = new Map<number, number>();
  for (const { a, b, similarity } of batch.report?.similarity.pairs ?? []) {
    const [r = 0, c = 0] = [cellOf.get(a), cellOf.get(b)];
    for (const key of [r * count + c, c * count + r]) strongest.set(key, Math.max(similarity, strongest.get(key) ?? 0));
  }
  return (row, column) => strongest.get(row * count + column);
}

function stretches(batch: Batch, order: readonly string[], starts: readonly number[]): ClusterStretch[] {
  const found: ClusterStretch[] = [];
  let from = 0;
  for (let i = 1; i <= order.length; i++) {
    const cluster = batch.document(order[i - 1])?.cluster;
    if (i < order.length && batch.document(order[i])?.cluster === cluster) continue;
    if (typeof cluster === 'number') found.push({ cluster, from: rowOf(starts, from), to: rowOf(starts, i) });
    from = i;
  }
  return found;
}

/** Place of the i-th document among the rows; a fraction inside a block. */
export function rowOf(starts: readonly number[], document: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! <= document) low = middle;
    else high = middle - 1;
  }
  const end = starts[low + 1];
  return end === undefined ? low : low + (document - starts[low]!) / (end - starts[low]!);
}

/** `id`s of the documents in a row. */
export function documentsOf(cells: Cells, row: number): readonly string[] {
  return cells.order.slice(cells.starts[row], cells.starts[row + 1]);
}

/**
 * The pair that a cell stands for: in a block the strongest listed one, if any.
 *
 * @returns two different `id`s
 */
export function pairOf(batch: Batch, cells: Cells, row: number, column: number): readonly [string, string] | undefined {
  const a = documentsOf(cells, row);
  const b = documentsOf(cells, column);
  if (a.length === 1 && b.length === 1) return row === column ? undefined : [a[0]!, b[0]!];
  const [inA, inB] = [new Set(a), new Set(b)];
  const found = batch.report?.similarity.pairs.find(
    (p) => (inA.has(p.a) && inB.has(p.b)) || (inA.has(p.b) && inB.has(p.a)),
  );
  return found && [found.a, found.b];
}
