import { SEAL_BYTES, seal } from '../../report/seal.ts';
import type { SimilarityModel } from './similarity.ts';

/** The first bytes of a file of rows; the last one is the version of its layout. */
export const ROWS_MAGIC = Buffer.from('GWSIM\0\0\x02', 'latin1');

/** Length of the header: the mark, then rows, width, terms and bytes of wording as uint32. */
export const ROWS_HEADER = ROWS_MAGIC.length + 16;

/**
 * All that the similarity of any two documents takes, in the order of the heatmap, as it lies beside the report (`similarity.bin`): little-endian, column by column. For each
 * document where its wording begins (uint32, one more than documents), the factors of meaning and of wording (float32 each), its encoder vector (int8), and its TF-IDF
 * weights: the step from the column before as a varint (LEB128), and the weight (uint8); then a seal. 100,000 documents of 130 terms are some 65 MB.
 *
 * Whole numbers in place of floats change a similarity by some thousandths: far less than a colour or the second decimal shows.
 */
export function encodeSimilarityRows({ vectors, terms }: SimilarityModel, order: readonly number[]): Buffer {
  const { width, data } = vectors;
  const { starts, columns, values } = terms.matrix;
  const rows = order.length;
  const begins = new Uint32Array(rows + 1);
  for (const [r, d] of order.entries()) {
    let bytes = 0;
    for (let k = starts[d]!, before = 0; k < starts[d + 1]!; before = columns[k++]!)
      bytes += varintLength(columns[k]! - before) + 1;
    begins[r + 1] = begins[r]! + bytes;
  }
  const file = Buffer.alloc(ROWS_HEADER + 4 * (rows + 1) + 8 * rows + rows * width + begins[rows]! + SEAL_BYTES);
  ROWS_MAGIC.copy(file);
  for (const [k, value] of [rows, width, terms.vocabulary.length, begins[rows]!].entries())
    file.writeUint32LE(value, ROWS_MAGIC.length + 4 * k);
  const factorsAt = ROWS_HEADER + 4 * (rows + 1);
  const meaningAt = factorsAt + 8 * rows;
  let at = meaningAt + rows * width;
  for (const [r, begin] of begins.entries()) file.writeUInt32LE(begin, ROWS_HEADER + 4 * r);
  for (const [r, d] of order.entries()) {
    let largest = 0;
    for (let j = d * width; j < (d + 1) * width; j++) largest = Math.max(largest, Math.abs(data[j]!));
    file.writeFloatLE(largest / 127, factorsAt + 4 * r);
    if (largest > 0)
      for (let j = 0; j < width; j++)
        file.writeInt8(Math.round((data[d * width + j]! / largest) * 127), meaningAt + r * width + j);
    let heaviest = 0;
    for (let k = starts[d]!; k < starts[d + 1]!; k++) heaviest = Math.max(heaviest, values[k]!);
    file.writeFloatLE(heaviest / 255, factorsAt + 4 * (rows + r));
    for (let k = starts[d]!, before = 0; k < starts[d + 1]!; before = columns[k++]!) {
      for (let step = columns[k]! - before; ; step >>>= 7) {
        file[at++] = step > 127 ? (step & 127) | 128 : step;
        if (step <= 127) break;
      }
      file[at++] = Math.round((values[k]! / heaviest) * 255);
    }
  }
  seal(file);
  return file;
}

const varintLength = (value: number): number => (value > 127 ? 1 + varintLength(value >>> 7) : 1);
