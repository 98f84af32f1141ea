import { loadModel } from '../models.ts';
import { loadOnnxModel, type OnnxModel } from '../onnx.ts';
import type { DenseRows } from './lsa.ts';

/** Dot products of all rows of one matrix with all rows of another: A[m×d] · B[n×d]ᵀ, by the ONNX runtime (50 to 100 times as fast as loops). */
export class RowProducts {
  private constructor(private readonly model: OnnxModel) {}

  static async load(modelsFolder: string, threads: number): Promise<RowProducts> {
    return new RowProducts(await loadModel(modelsFolder, 'gemm.onnx', (bytes) => loadOnnxModel(bytes, threads)));
  }

  /** @returns m × n products, row by row */
  async multiply(a: DenseRows, b: DenseRows): Promise<Float32Array> {
    const outputs = await this.model.run({ a: { data: a.data, shape: [a.rows, a.width] }, b: { data: b.data, shape: [b.rows, b.width] } });
    const product = outputs['c'];
    if (!product) throw new Error('The matrix product gave no result.');
    return product;
  }

  release(): Promise<void> {
    return this.model.release();
  }
}

/** Rows `from` up to, not including, `to`, without copying. */
export function rowsBetween({ data, width, rows }: DenseRows, from: number, to: number): DenseRows {
  const end = Math.min(to, rows);
  return { rows: end - from, width, data: data.subarray(from * width, end * width) };
}

/** Some rows, in the given order. */
export function gathered({ width, data }: DenseRows, rows: ArrayLike<number>): DenseRows {
  const out = new Float32Array(rows.length * width);
  for (let to = 0; to < rows.length; to++) out.set(data.subarray(rows[to]! * width, (rows[to]! + 1) * width), to * width);
  return { rows: rows.length, width, data: out };
}
