import { loadModel } from '../models.ts';
import { loadOnnxModel, type OnnxModel } from '../onnx.ts';
import type { DenseRows } from './dense-rows.ts';

/** Dot products of all rows of one matrix with all rows of another: A[m×d] · B[n×d]ᵀ, by the ONNX runtime (50 to 100 times as fast as loops). */
export class RowProducts {
  private constructor(
    private readonly model: OnnxModel,
    private readonly similarityModel: OnnxModel,
  ) {}

  static async load(modelsFolder: string, threads: number): Promise<RowProducts> {
    const load = (name: string) => loadModel(modelsFolder, name, (bytes) => loadOnnxModel(bytes, threads));
    return new RowProducts(await load('gemm.onnx'), await load('similarity.onnx'));
  }

  /** @returns m × n products, row by row */
  async multiply(a: DenseRows, b: DenseRows): Promise<Float32Array> {
    const outputs = await this.model.run({
      a: { data: a.data, shape: [a.rows, a.width] },
      b: { data: b.data, shape: [b.rows, b.width] },
    });
    const product = outputs['c'];
    if (!product) throw new Error('The matrix product gave no result.');
    return product;
  }

  /**
   * The mean of two products, of which the first counts where it is positive: max(0, A·Bᵀ)/2 + P·Qᵀ/2.
   *
   * @param into m × n, row by row
   */
  async similarities(
    left: { readonly vectors: DenseRows; readonly terms: DenseRows },
    right: { readonly vectors: DenseRows; readonly terms: DenseRows },
    into: Float32Array,
  ): Promise<void> {
    const tensor = ({ data, rows, width }: DenseRows) => ({ data, shape: [rows, width] });
    await this.similarityModel.run(
      { a: tensor(left.vectors), b: tensor(right.vectors), p: tensor(left.terms), q: tensor(right.terms) },
      { c: { data: into, shape: [left.vectors.rows, right.vectors.rows] } },
    );
  }

  async release(): Promise<void> {
    await this.model.release();
    await this.similarityModel.release();
  }
}

/** Some rows, in the given order. */
export function gathered({ width, data }: DenseRows, rows: ArrayLike<number>): DenseRows {
  const out = new Float32Array(rows.length * width);
  for (let to = 0; to < rows.length; to++)
    out.set(data.subarray(rows[to]! * width, (rows[to]! + 1) * width), to * width);
  return { rows: rows.length, width, data: out };
}

/** Rows `from` up to, not including, `to`, without copying. */
export function rowsBetween({ data, width, rows }: DenseRows, from: number, to: number): DenseRows {
  const end = Math.min(to, rows);
  return { rows: end - from, width, data: data.subarray(from * width, end * width) };
}

/** Rows that are multiplied at a time. */
const TILE = 512;

/** Calls for each row of `a` with its products with all rows of `b`, tile by tile: a × b is never held. */
export async function eachRow(
  a: DenseRows,
  b: DenseRows,
  products: RowProducts,
  use: (row: Float32Array, i: number) => void,
): Promise<void> {
  for (let from = 0; from < a.rows; from += TILE) {
    const tile = rowsBetween(a, from, from + TILE);
    const product = await products.multiply(tile, b);
    for (let i = 0; i < tile.rows; i++) use(product.subarray(i * b.rows, (i + 1) * b.rows), from + i);
  }
}
