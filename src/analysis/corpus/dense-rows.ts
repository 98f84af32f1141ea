/** Rows of numbers, one after the other. */
export interface DenseRows {
  readonly rows: number;
  readonly width: number;
  readonly data: Float32Array;
}
