// The fast encoder: one vector for each piece of the tokenizer, distilled from the sentence encoder (as Model2Vec does with other encoders,
// github.com/MinishLab/model2vec). Each piece goes through the network alone; the vectors are centred and whitened (Su et al. 2021,
// arXiv:2103.15316) on the way pieces occur in text; a text is the mean of its pieces' vectors, weighted by a / (a + p) (Arora et al. 2017).
// Everything is computed in double precision by plain loops, so that the file comes out the same to the byte on every machine.
//   node scripts/models/static-encoder.mjs        writes models/static-encoder.bin: half a minute
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { buildTokenizer, layerNorm, layerWeight, weight } from './encoder.mjs';

/** Numbers of a piece's vector: the strongest directions. */
const DIMENSIONS = 256;

/** Of the weights; STS-B dev and BBC hardly change from 1e-4 to 1e-3. */
const A = 3e-4;

/** Rows that go through the network together. */
const BLOCK = 400;

/** @returns {Buffer} for each piece the factor of its numbers (float32, little-endian), then for each piece 256 numbers (int8), row by row */
export function buildStaticEncoder() {
  const { vocab } = JSON.parse(buildTokenizer().toString('utf8')).model;
  const pieces = vocab.length;
  const vectors = [];
  for (let from = 0; from < pieces; from += BLOCK) vectors.push(...encodedAlone(from, Math.min(from + BLOCK, pieces)));
  // A few pieces have no probability of their own; they are rare.
  const p = vocab.map(([, score], id) => (id < 6 || score >= 0 ? 0 : Math.exp(score)));
  const sum = p.reduce((a, b) => a + b, 0);
  const weights = p.map((value) => A / (A + value / sum));
  const whitened = whiten(
    vectors,
    weights,
    p.map((value, i) => (value / sum) * weights[i] ** 2),
  );

  const file = Buffer.alloc(pieces * (4 + DIMENSIONS));
  for (const [i, vector] of whitened.entries()) {
    const largest = Math.max(1e-12, ...vector.map(Math.abs));
    file.writeFloatLE((weights[i] * largest) / 127, 4 * i);
    for (const [j, value] of vector.entries())
      file.writeInt8(Math.round((value / largest) * 127), 4 * pieces + DIMENSIONS * i + j);
  }
  return file;
}

/** The vectors in the directions of the largest variance, each direction scaled to the same variance. */
function whiten(vectors, weights, occurrence) {
  const width = vectors[0].length;
  const total = weights.reduce((a, b) => a + b, 0);
  const mean = new Float64Array(width);
  for (const [i, v] of vectors.entries()) for (let j = 0; j < width; j++) mean[j] += (weights[i] / total) * v[j];
  const centred = vectors.map((v) => v.map((value, j) => value - mean[j]));
  const covariance = new Float64Array(width * width);
  for (const [i, v] of centred.entries())
    for (let j = 0; j < width; j++) {
      const scaled = occurrence[i] * v[j];
      for (let k = j; k < width; k++) covariance[j * width + k] += scaled * v[k];
    }
  for (let j = 0; j < width; j++) for (let k = 0; k < j; k++) covariance[j * width + k] = covariance[k * width + j];
  const { realEigenvalues: values, eigenvectorMatrix: directions } = new EigenvalueDecomposition(
    Matrix.from1DArray(width, width, covariance),
    { assumeSymmetric: true },
  );
  const strongest = [...values.keys()].sort((a, b) => values[b] - values[a]).slice(0, DIMENSIONS);
  const projection = new Float64Array(width * DIMENSIONS);
  for (let j = 0; j < width; j++)
    for (const [k, d] of strongest.entries())
      projection[j * DIMENSIONS + k] = directions.get(j, d) / Math.sqrt(values[d]);
  return times(centred, projection, width, DIMENSIONS);
}

/** Pieces `from` … `to` − 1 through the network of `encoder.mjs`, each as a text of its own: attention to a single token is that token. */
function encodedAlone(from, to) {
  const { data: embedding } = weight('module/Embeddings_en');
  // Position 0: sines of 0, cosines of 0.
  let x = Array.from({ length: to - from }, (_, i) =>
    Float64Array.from({ length: 256 }, (__, j) => 2 * embedding[(from + i) * 256 + j] + (j < 128 ? 0 : 1)),
  );
  for (const layer of [0, 1]) {
    const at = (end) => layerWeight(layer, end).data;
    const width = layer === 0 ? 256 : 512;
    const residual = layer === 0 ? dense(x, at('dense/kernel'), at('dense/bias'), 256, 512) : x;
    const qkv = at('qkv_transform_single/kernel');
    const value = Float64Array.from(
      { length: width * width },
      (_, k) => qkv[Math.floor(k / width) * 3 * width + 2 * width + (k % width)],
    );
    const attended = dense(
      dense(normalised(x, layer, ''), value, at('qkv_transform_single/bias').subarray(2 * width), width, width),
      at('output_transform_single/kernel'),
      at('output_transform_single/bias'),
      width,
      512,
    );
    const h = added(attended, residual);
    const up = dense(
      normalised(h, layer, 'FFN/'),
      at('FFN/conv1/Tensordot/Reshape_1'),
      at('FFN/conv1/bias'),
      512,
      1536,
    ).map((row) => row.map((v) => Math.max(0, v)));
    x = added(dense(up, at('FFN/conv2/Tensordot/Reshape_1'), at('FFN/conv2/bias'), 1536, 512), h);
  }
  return dense(x, weight('tanh_layer_0/weights').data, weight('tanh_layer_0/bias').data, 512, 512).map((row) => {
    const y = row.map(Math.tanh);
    const length = Math.sqrt(y.reduce((squares, v) => squares + v * v, 0));
    return y.map((v) => v / length);
  });
}

const added = (a, b) => a.map((row, i) => row.map((v, j) => v + b[i][j]));

function normalised(x, layer, part) {
  const { scale, bias } = layerNorm(layer, part);
  return x.map((row) => {
    const mean = row.reduce((a, b) => a + b, 0) / row.length;
    const deviation = Math.sqrt(row.reduce((sum, v) => sum + (v - mean) ** 2, 0) / row.length + 1e-6);
    return row.map((v, j) => ((v - mean) / deviation) * scale.data[j] + bias.data[j]);
  });
}

/** x · W + b. */
const dense = (x, w, b, rows, columns) => times(x, w, rows, columns).map((row) => row.map((v, j) => v + b[j]));

/** Rows times a matrix, in tiles of four rows and two columns: eight sums stay in registers. */
function times(x, matrix, rows, columns) {
  const byColumn = new Float64Array(rows * columns);
  for (let r = 0; r < rows; r++) for (let c = 0; c < columns; c++) byColumn[c * rows + r] = matrix[r * columns + c];
  const out = x.map(() => new Float64Array(columns));
  for (let i = 0; i < x.length; i += 4) {
    const [x0, x1 = x0, x2 = x0, x3 = x0] = x.slice(i, i + 4);
    for (let c = 0; c < columns; c += 2)
      tile(
        x0,
        x1,
        x2,
        x3,
        byColumn.subarray(c * rows, (c + 1) * rows),
        byColumn.subarray((c + 1) * rows, (c + 2) * rows),
      ).forEach((sum, k) => {
        const row = out[i + (k >> 1)];
        if (row) row[c + (k & 1)] = sum;
      });
  }
  return out;
}

function tile(x0, x1, x2, x3, w0, w1) {
  let a0 = 0,
    a1 = 0,
    b0 = 0,
    b1 = 0,
    c0 = 0,
    c1 = 0,
    d0 = 0,
    d1 = 0;
  for (let r = 0; r < w0.length; r++) {
    const p = w0[r],
      q = w1[r];
    a0 += x0[r] * p;
    a1 += x0[r] * q;
    b0 += x1[r] * p;
    b1 += x1[r] * q;
    c0 += x2[r] * p;
    c1 += x2[r] * q;
    d0 += x3[r] * p;
    d1 += x3[r] * q;
  }
  return [a0, a1, b0, b1, c0, c1, d0, d1];
}

if (process.argv[1] === import.meta.filename)
  writeFileSync(path.join(import.meta.dirname, '../../models/static-encoder.bin'), buildStaticEncoder());
