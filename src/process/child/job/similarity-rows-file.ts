import { type FileHandle, open } from 'node:fs/promises';
import { ROWS_HEADER, ROWS_MAGIC } from '../../../analysis/corpus/similarity-rows.ts';
import { SEAL_BYTES } from '../../../report/seal.ts';
import { isSealedFile } from '../../../storage/sealed-file.ts';

/** Rows of the heatmap: single documents, or sums over stretches of them. */
export interface Strip {
  readonly rows: number;
  /** rows × width, row-major. */
  readonly meaning: Float32Array;
  /** Wording, row by row: `weights[k]` in term `terms[k]` for k from `starts[i]` up to, not including, `starts[i + 1]`. */
  readonly starts: Uint32Array;
  readonly terms: Uint32Array;
  readonly weights: Float32Array;
  /** Documents in each row, and the sum of their squared lengths, of meaning and of wording together. */
  readonly documents: Uint32Array;
  readonly squares: Float64Array;
}

/** A file of rows, of which only those that are asked for are read ({@link encodeSimilarityRows}). */
export class SimilarityRowsFile {
  private constructor(
    private readonly file: FileHandle,
    readonly rows: number,
    readonly width: number,
    readonly terms: number,
    private readonly begins: Uint32Array,
    private readonly factors: Float32Array,
  ) {}

  /** @throws where it is missing, something else, or was changed */
  static async open(path: string): Promise<SimilarityRowsFile> {
    if (!(await isSealedFile(path))) throw new Error('This file of rows is damaged.');
    const file = await open(path);
    try {
      const header = await read(file, 0, ROWS_HEADER);
      const [rows, width, terms, bytes] = [0, 1, 2, 3].map((k) => header.readUint32LE(ROWS_MAGIC.length + 4 * k)) as [
        number,
        number,
        number,
        number,
      ];
      const { size } = await file.stat();
      if (
        !ROWS_MAGIC.equals(header.subarray(0, ROWS_MAGIC.length)) ||
        size !== ROWS_HEADER + 4 * (rows + 1) + rows * (8 + width) + bytes + SEAL_BYTES
      )
        throw new Error('This is no file of rows.');
      const index = await read(file, ROWS_HEADER, 4 * (rows + 1) + 8 * rows);
      const numbers = index.buffer.slice(index.byteOffset, index.byteOffset + index.length);
      return new SimilarityRowsFile(
        file,
        rows,
        width,
        terms,
        new Uint32Array(numbers, 0, rows + 1),
        new Float32Array(numbers, 4 * (rows + 1)),
      );
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  close(): Promise<void> {
    return this.file.close();
  }

  /**
   * Rows that stand for `per` documents each, the last one for what is left.
   *
   * @param from document that the first one begins with
   * @param count rows, at most
   */
  async strip(from: number, count: number, per: number): Promise<Strip> {
    const to = Math.min(this.rows, from + count * per);
    const rows = Math.max(0, Math.ceil((to - from) / per));
    const meaningAt = ROWS_HEADER + 4 * (this.rows + 1) + 8 * this.rows;
    const wordingAt = meaningAt + this.rows * this.width;
    const [vectors, wording] = await Promise.all([
      read(this.file, meaningAt + from * this.width, Math.max(0, to - from) * this.width),
      read(this.file, wordingAt + this.begins[from]!, Math.max(0, this.begins[to]! - this.begins[from]!)),
    ]);
    const steps = new Int8Array(vectors.buffer, vectors.byteOffset, vectors.length);
    const meaning = new Float32Array(rows * this.width);
    const documents = new Uint32Array(rows);
    const squares = new Float64Array(rows);
    const sums = new TermSums(this.terms);
    const starts = new Uint32Array(rows + 1);
    const [terms, weights] = [
      new Growing(Uint32Array, wording.length >> 1),
      new Growing(Float32Array, wording.length >> 1),
    ];
    for (let row = 0; row < rows; row++) {
      for (let d = from + row * per; d < Math.min(to, from + (row + 1) * per); d++) {
        documents[row]!++;
        const [factor, weightFactor] = [this.factors[d]!, this.factors[this.rows + d]!];
        for (let j = 0, at = (d - from) * this.width, own = row * this.width; j < this.width; j++) {
          const value = steps[at + j]! * factor;
          meaning[own + j]! += value;
          squares[row]! += value * value;
        }
        for (let at = this.begins[d]! - this.begins[from]!, term = 0; at < this.begins[d + 1]! - this.begins[from]!;) {
          let step = 0;
          for (let shift = 0; ; shift += 7) {
            const byte = wording[at++]!;
            step |= (byte & 127) << shift;
            if (byte < 128) break;
          }
          term += step;
          const weight = wording[at++]! * weightFactor;
          squares[row]! += weight * weight;
          sums.add(term, weight);
        }
      }
      sums.drain((term, weight) => {
        terms.push(term);
        weights.push(weight);
      });
      starts[row + 1] = terms.length;
    }
    return { rows, meaning, starts, terms: terms.values, weights: weights.values, documents, squares };
  }
}

/** Sums of weights by term, of which few are there at a time. */
class TermSums {
  private readonly sums: Float32Array;
  private touched: number[] = [];

  constructor(terms: number) {
    this.sums = new Float32Array(terms);
  }

  add(term: number, weight: number): void {
    if (weight === 0) return;
    if (this.sums[term] === 0) this.touched.push(term);
    this.sums[term]! += weight;
  }

  /** Tells all sums, in the order in which their terms came, and begins anew. */
  drain(tell: (term: number, weight: number) => void): void {
    for (const term of this.touched) {
      tell(term, this.sums[term]!);
      this.sums[term] = 0;
    }
    this.touched = [];
  }
}

/** A typed array that grows. */
class Growing<T extends Uint32Array | Float32Array> {
  private buffer: T;
  length = 0;

  constructor(
    private readonly make: new (length: number) => T,
    room: number,
  ) {
    this.buffer = new make(Math.max(16, room));
  }

  push(value: number): void {
    if (this.length === this.buffer.length) {
      const larger = new this.make(this.length * 2);
      larger.set(this.buffer);
      this.buffer = larger;
    }
    this.buffer[this.length++] = value;
  }

  get values(): T {
    return this.buffer.subarray(0, this.length) as T;
  }
}

async function read(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = length === 0 ? { bytesRead: 0 } : await file.read(buffer, 0, length, position);
  if (bytesRead !== length) throw new Error('The file of rows is cut off.');
  return buffer;
}
