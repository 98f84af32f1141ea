import { gathered, type RowProducts } from './row-products.ts';
import type { SimilarityModel } from './similarity.ts';
import type { SparseRows } from './tf-idf.ts';

/** Rows and columns of a tile: its values and the rows that they come from fit into a processor's cache. */
const TILE = { rows: 512, columns: 2048 };

/** Documents for each stripe, and stripes at most: what is found in each is as large as all documents. */
const STRIPE = 2 * TILE.columns;
const MOST_STRIPES = 16;

/** A part of all pairs: those of the columns `from` up to, not including, `to` with what is above them. */
export interface Stripe {
  readonly from: number;
  readonly to: number;
}

/** The stripes of n documents, of about as many pairs each. Any machine divides them alike. */
export function stripesOf(n: number): Stripe[] {
  const count = Math.min(MOST_STRIPES, Math.max(1, Math.ceil(n / STRIPE)));
  // Pairs above a column grow with its place: the k-th of equal areas ends at the root of its share.
  const ends = Array.from({ length: count }, (_, k) =>
    k === count - 1 ? n : Math.round((n * Math.sqrt((k + 1) / count)) / TILE.columns) * TILE.columns,
  );
  return ends.map((to, k) => ({ from: k === 0 ? 0 : ends[k - 1]!, to })).filter(({ from, to }) => from < to || n === 0);
}

/**
 * Share of the documents from which a term is a column of the dense product; rarer ones are added by their postings. A column costs the same for every
 * pair, a posting only for the pairs that share it, but some hundred times as much.
 */
const DENSE_FROM = 0.06;
const MOST_DENSE = 512;

/** Similarities of some documents with others: row i, column j is the one of `documents[rowFrom + i]` and `documents[columnFrom + j]`. */
export interface SimilarityTile {
  readonly rowFrom: number;
  readonly columnFrom: number;
  readonly rows: number;
  readonly columns: number;
  /** Row by row; exact but for the rounding of single precision. */
  readonly values: Float32Array;
}

/**
 * Gives the similarities of all pairs among some documents, tile by tile: every pair once, on or above the diagonal; tiles on the diagonal are whole
 * squares. Encoder and frequent terms are dense products, other terms an inverted index of a tile's columns. Nothing of n × n is ever held.
 *
 * @param visit gets one tile at a time, whose values it must not keep
 * @param first only pairs of which one is among so many of the first documents
 * @param stripe only pairs in these columns
 */
export async function forEachTile(
  model: SimilarityModel,
  documents: readonly number[],
  products: RowProducts,
  visit: (tile: SimilarityTile) => void,
  {
    first = documents.length,
    stripe: { from, to } = { from: 0, to: documents.length },
  }: { readonly first?: number; readonly stripe?: Stripe } = {},
): Promise<void> {
  const n = documents.length;
  const { dense, rare } = splitTerms(model, documents);
  const values = new Float32Array(Math.min(n, TILE.rows) * Math.min(n, TILE.columns));
  for (let columnFrom = from; columnFrom < to; columnFrom += TILE.columns) {
    const columns = Math.min(TILE.columns, to - columnFrom);
    const right = {
      vectors: gathered(model.vectors, documents.slice(columnFrom, columnFrom + columns)),
      terms: dense.rowsFrom(columnFrom, columns),
    };
    const postings = postingsOf(rare, columnFrom, columns);
    const rowEnd = Math.min(first, columnFrom + columns);
    for (let rowFrom = 0; rowFrom < rowEnd; rowFrom += TILE.rows) {
      const rows = Math.min(TILE.rows, rowEnd - rowFrom);
      const left = {
        vectors: gathered(model.vectors, documents.slice(rowFrom, rowFrom + rows)),
        terms: dense.rowsFrom(rowFrom, rows),
      };
      const tile = values.subarray(0, rows * columns);
      await products.similarities(left, right, tile);
      addRare(tile, rare, rowFrom, rows, columns, postings);
      visit({ rowFrom, columnFrom, rows, columns, values: tile });
    }
  }
}

/** The terms of the documents: frequent ones as dense columns, others that at least two of them have as sparse rows. */
function splitTerms(model: SimilarityModel, documents: readonly number[]) {
  const { starts, columns, values, columnCount } = model.terms.matrix;
  const n = documents.length;
  const frequency = new Uint32Array(columnCount);
  for (const d of documents) for (let k = starts[d]!; k < starts[d + 1]!; k++) frequency[columns[k]!]!++;
  const frequent: number[] = [];
  for (let t = 0; t < columnCount; t++) if (frequency[t]! >= Math.max(2, DENSE_FROM * n)) frequent.push(t);
  frequent.sort((s, t) => frequency[t]! - frequency[s]! || s - t).splice(MOST_DENSE);
  // A product over no column at all is none: there is always one.
  const width = Math.max(1, frequent.length);
  const place = new Int32Array(columnCount).fill(-1);
  for (const [i, t] of frequent.entries()) place[t] = i;
  const isRare = (t: number) => place[t]! < 0 && frequency[t]! >= 2;
  let count = 0;
  for (const d of documents) for (let k = starts[d]!; k < starts[d + 1]!; k++) if (isRare(columns[k]!)) count++;
  const data = new Float32Array(n * width);
  const rare = {
    rows: n,
    columnCount,
    starts: new Uint32Array(n + 1),
    columns: new Uint32Array(count),
    values: new Float32Array(count),
  };
  let at = 0;
  for (const [i, d] of documents.entries()) {
    for (let k = starts[d]!; k < starts[d + 1]!; k++) {
      const t = columns[k]!;
      if (place[t]! >= 0) data[i * width + place[t]!] = values[k]!;
      else if (isRare(t)) {
        rare.columns[at] = t;
        rare.values[at++] = values[k]!;
      }
    }
    rare.starts[i + 1] = at;
  }
  return {
    dense: {
      rowsFrom: (from: number, rows: number) => ({
        rows,
        width,
        data: data.subarray(from * width, (from + rows) * width),
      }),
    },
    rare,
  };
}

interface Postings {
  /** Where each term's begin, by term. */
  readonly starts: Uint32Array;
  readonly documents: Uint16Array;
  readonly values: Float32Array;
}

/** The inverted index of some rows: for each term the rows that hold it, counted from `from`. */
function postingsOf({ starts, columns, values, columnCount }: SparseRows, from: number, rows: number): Postings {
  const [first, end] = [starts[from]!, starts[from + rows]!];
  const places = new Uint32Array(columnCount + 1);
  for (let k = first; k < end; k++) places[columns[k]! + 1]!++;
  for (let t = 0; t < columnCount; t++) places[t + 1]! += places[t]!;
  const next = places.slice();
  const postings = { starts: places, documents: new Uint16Array(end - first), values: new Float32Array(end - first) };
  for (let i = 0; i < rows; i++)
    for (let k = starts[from + i]!; k < starts[from + i + 1]!; k++) {
      const at = next[columns[k]!]!++;
      postings.documents[at] = i;
      postings.values[at] = values[k]!;
    }
  return postings;
}

/** Adds half of the rows' products with the postings: the other half of the similarity is the encoder's. */
function addRare(
  tile: Float32Array,
  { starts, columns, values }: SparseRows,
  from: number,
  rows: number,
  width: number,
  postings: Postings,
): void {
  const { starts: places, documents, values: weights } = postings;
  for (let i = 0, base = 0; i < rows; i++, base += width)
    for (let k = starts[from + i]!; k < starts[from + i + 1]!; k++) {
      const value = values[k]! / 2;
      const t = columns[k]!;
      for (let p = places[t]!, end = places[t + 1]!; p < end; p++) tile[base + documents[p]!]! += value * weights[p]!;
    }
}
