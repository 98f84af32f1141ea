import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { CharacterGrams } from './character-grams.ts';
import type { DenseRows } from './dense-rows.ts';
import { gaussian, seededRandom } from './random.ts';
import type { RowProducts } from './row-products.ts';
import { SparseProducts } from './sparse-products.ts';
import type { SparseRows, TfIdf } from './tf-idf.ts';

/** Further random directions beyond the wanted ones, and rounds of power iteration (Halko et al. 2011, §1.3 and §4.5). */
const OVERSAMPLING = 10;
const POWER_ITERATIONS = 3;

/** Documents, evenly taken, from which the directions are learnt: more hardly move them. */
const LEARNT_FROM = 5_000;

/** Terms at most: the ones that most documents share. */
const MAX_TERMS = 30_000;

/**
 * Latent semantic analysis (Deerwester et al. 1990): the documents in the `rank` strongest directions of their TF-IDF matrix, by a
 * randomised singular value decomposition (Halko, Martinsson and Tropp 2011, arXiv:0909.4061). Terms of a single document are left out. The directions of
 * a large batch are learnt from some of its documents; the others are folded in.
 *
 * @returns n × r, r ≤ rank, rows of Euclidean length 1 (or all zero); r is 0 when no term is shared
 */
export async function latentSemanticAnalysis(
  terms: TfIdf,
  rank: number,
  seed: number,
  products: RowProducts,
): Promise<DenseRows> {
  const all = sharedTerms(terms);
  const learntFrom = sampledRows(all);
  // With a direction for each document there would be nothing left to take together.
  const directions = await Directions.learn(learntFrom, Math.min(rank, learntFrom.rows - 1), seed, products);
  const data = new Float32Array(all.rows * directions.rank);
  if (all === learntFrom) directions.ofLearnt(data);
  else await directions.fold(all, data);
  return { rows: all.rows, width: directions.rank, data };
}

/**
 * The same of the letters of some documents' words ({@link CharacterGrams}): what they are about, as far as it can be told without knowing their language.
 *
 * @param documents ascending
 * @returns m × r, r ≤ rank, rows of Euclidean length 1 (or all zero)
 */
export async function letterAnalysis(
  terms: TfIdf,
  documents: readonly number[],
  rank: number,
  seed: number,
  products: RowProducts,
): Promise<DenseRows> {
  const learntFrom = evenlyTaken(documents.length).map((place) => documents[place]!);
  const grams = new CharacterGrams(terms, documents, learntFrom, MAX_TERMS);
  const directions = await Directions.learn(grams.rows(learntFrom), rank, seed, products);
  const data = new Float32Array(documents.length * directions.rank);
  if (learntFrom.length === documents.length) directions.ofLearnt(data);
  else
    for (let from = 0; from < documents.length; from += LEARNT_FROM)
      await directions.fold(
        grams.rows(documents.slice(from, from + LEARNT_FROM)),
        data.subarray(from * directions.rank),
      );
  return { rows: documents.length, width: directions.rank, data };
}

/** The strongest directions of some rows. */
class Directions {
  private constructor(
    readonly rank: number,
    private readonly width: number,
    /** The rows in an orthonormal basis: Q of A ≈ Q·B. */
    private readonly q: Float64Array,
    /** Bᵀ. */
    private readonly b: Float64Array,
    private readonly vectors: Matrix,
    /** Squared singular values. */
    private readonly values: readonly number[],
    private readonly products: RowProducts,
  ) {}

  static async learn(a: SparseRows, rank: number, seed: number, products: RowProducts): Promise<Directions> {
    const r = Math.max(0, Math.min(rank, a.rows, a.columnCount));
    const none = new Float64Array(0);
    if (r < 1) return new Directions(0, 0, none, none, new Matrix(0, 0), [], products);
    const width = Math.min(r + OVERSAMPLING, a.rows, a.columnCount);
    const learnt = new SparseProducts(a, products);
    const normal = gaussian(seededRandom(seed));
    const start = new Float64Array(a.columnCount * width);
    for (let i = 0; i < start.length; i++) start[i] = normal();
    let y = await learnt.times(start, width);
    orthonormalize(y, a.rows, width);
    for (let i = 0; i < POWER_ITERATIONS; i++) {
      y = await learnt.times(await learnt.transposedTimes(y, width), width);
      orthonormalize(y, a.rows, width);
    }
    // A ≈ Q·B with B = Qᵀ·A; the eigenvectors of B·Bᵀ are the left singular vectors of B, the eigenvalues their squared singular values.
    const b = await learnt.transposedTimes(y, width);
    const { vectors, values } = symmetricEigen(gram(b, a.columnCount, width), width);
    return new Directions(r, width, y, b, vectors, values, products);
  }

  /** Writes the rows that the directions were learnt from, in these directions. */
  ofLearnt(into: Float32Array): void {
    project(this.q, this.width, this.vectors, this.values.map(Math.sqrt), this.rank, into);
  }

  /** Writes other rows of the same columns. A row in direction j: itself times B's right singular vector, Bᵀ·uⱼ / σⱼ. */
  async fold(rows: SparseRows, into: Float32Array): Promise<void> {
    if (this.rank === 0) return;
    const inverse = this.values.map((value) => (value > (this.values[0] ?? 0) * 1e-10 ? 1 / Math.sqrt(value) : 0));
    await new SparseProducts(rows, this.products).eachTimes(this.b, this.width, (part, from) =>
      project(part, this.width, this.vectors, inverse, this.rank, into.subarray(from * this.rank)),
    );
  }
}

/** Every row, or as many as the directions are learnt from. */
function sampledRows(all: SparseRows): SparseRows {
  if (all.rows <= LEARNT_FROM) return all;
  const rows = evenlyTaken(all.rows);
  const starts = new Uint32Array(rows.length + 1);
  for (const [i, row] of rows.entries()) starts[i + 1] = starts[i]! + all.starts[row + 1]! - all.starts[row]!;
  const columns = new Uint32Array(starts[rows.length]!);
  const values = new Float32Array(columns.length);
  for (const [i, row] of rows.entries()) {
    columns.set(all.columns.subarray(all.starts[row], all.starts[row + 1]), starts[i]);
    values.set(all.values.subarray(all.starts[row], all.starts[row + 1]), starts[i]);
  }
  return { rows: rows.length, columnCount: all.columnCount, starts, columns, values };
}

/** The places of at most as many documents as directions are learnt from. */
function evenlyTaken(documents: number): number[] {
  const count = Math.min(documents, LEARNT_FROM);
  return Array.from({ length: count }, (_, i) => Math.floor((i * documents) / count));
}

/** The TF-IDF matrix without terms that only one document has, and without the rarest beyond the limit. */
function sharedTerms({ matrix, documentFrequency }: TfIdf): SparseRows {
  const kept = Array.from(documentFrequency.keys()).filter((t) => documentFrequency[t]! >= 2);
  kept.sort((s, t) => documentFrequency[t]! - documentFrequency[s]! || s - t).splice(MAX_TERMS);
  const renumbered = new Int32Array(matrix.columnCount).fill(-1);
  for (const [i, t] of kept.entries()) renumbered[t] = i;
  const starts = new Uint32Array(matrix.rows + 1);
  let count = 0;
  for (const t of kept) count += documentFrequency[t]!;
  const columns = new Uint32Array(count);
  const values = new Float32Array(count);
  let at = 0;
  for (let row = 0; row < matrix.rows; row++) {
    for (let k = matrix.starts[row]!; k < matrix.starts[row + 1]!; k++) {
      const column = renumbered[matrix.columns[k]!]!;
      if (column < 0) continue;
      columns[at] = column;
      values[at++] = matrix.values[k]!;
    }
    starts[row + 1] = at;
  }
  return { rows: matrix.rows, columnCount: kept.length, starts, columns, values };
}

/** MᵀM of a `rows × width` matrix, in double precision. */
function gram(m: Float64Array, rows: number, width: number): Float64Array {
  const g = new Float64Array(width * width);
  // Four rows at a time: the sums are loaded and stored once for them.
  for (let row = 0; row < rows; row += 4) {
    const r0 = row * width;
    const [r1, r2, r3] = [1, 2, 3].map((k) => (row + k < rows ? r0 + k * width : -1)) as [number, number, number];
    for (let i = 0; i < width; i++) {
      const to = i * width;
      if (r3 >= 0) {
        const [v0, v1, v2, v3] = [m[r0 + i]!, m[r1 + i]!, m[r2 + i]!, m[r3 + i]!];
        for (let j = i; j < width; j++)
          g[to + j]! += v0 * m[r0 + j]! + v1 * m[r1 + j]! + v2 * m[r2 + j]! + v3 * m[r3 + j]!;
      } else
        for (const r of [r0, r1, r2]) if (r >= 0) for (let j = i; j < width; j++) g[to + j]! += m[r + i]! * m[r + j]!;
    }
  }
  for (let i = 0; i < width; i++) for (let j = 0; j < i; j++) g[i * width + j] = g[j * width + i]!;
  return g;
}

/** Eigenvectors (columns) and eigenvalues of a symmetric matrix, largest first. */
function symmetricEigen(symmetric: Float64Array, width: number): { vectors: Matrix; values: number[] } {
  const matrix = Matrix.from1DArray(width, width, Array.from(symmetric));
  const eigen = new EigenvalueDecomposition(matrix, { assumeSymmetric: true });
  const order = eigen.realEigenvalues.map((value, i) => ({ value, i })).sort((p, q) => q.value - p.value);
  return {
    vectors: eigen.eigenvectorMatrix.subMatrixColumn(order.map(({ i }) => i)),
    values: order.map(({ value }) => Math.max(0, value)),
  };
}

/** Makes the columns orthonormal in place: M · V · Λ^(−1/2) from the eigenvectors of MᵀM. Columns that depend on others become zero. */
function orthonormalize(m: Float64Array, rows: number, width: number): void {
  const { vectors, values } = symmetricEigen(gram(m, rows, width), width);
  const least = (values[0] ?? 0) * 1e-10;
  const scaled = new Float64Array(width * width);
  for (let i = 0; i < width; i++)
    for (let j = 0; j < width; j++)
      scaled[i * width + j] = values[j]! > least ? vectors.get(i, j) / Math.sqrt(values[j]!) : 0;
  const row = new Float64Array(width);
  for (let r = 0; r < rows; r++) {
    row.fill(0);
    const from = r * width;
    let i = 0;
    for (; i + 2 <= width; i += 2) {
      const [v0, v1] = [m[from + i]!, m[from + i + 1]!];
      const [s0, s1] = [i * width, (i + 1) * width];
      for (let j = 0; j < width; j++) row[j]! += v0 * scaled[s0 + j]! + v1 * scaled[s1 + j]!;
    }
    for (; i < width; i++) for (let j = 0; j < width; j++) row[j]! += m[from + i]! * scaled[i * width + j]!;
    m.set(row, from);
  }
}

/** Writes the first `rank` columns of Q · V, each scaled; rows normalised. */
function project(
  q: Float64Array,
  width: number,
  vectors: Matrix,
  scales: readonly number[],
  rank: number,
  out: Float32Array,
): void {
  const byColumn = Float64Array.from(
    { length: rank * width },
    (_, k) => vectors.get(k % width, Math.floor(k / width)) * scales[Math.floor(k / width)]!,
  );
  for (let row = 0; row * width < q.length; row++) {
    let squares = 0;
    for (let j = 0; j < rank; j++) {
      let value = 0;
      for (let i = 0; i < width; i++) value += q[row * width + i]! * byColumn[j * width + i]!;
      out[row * rank + j] = value;
      squares += value * value;
    }
    if (squares > 0) for (let j = 0, scale = 1 / Math.sqrt(squares); j < rank; j++) out[row * rank + j]! *= scale;
  }
}
