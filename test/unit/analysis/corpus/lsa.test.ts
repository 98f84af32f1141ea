import { Matrix, SingularValueDecomposition } from 'ml-matrix';
import { beforeAll, describe, expect, test } from 'vitest';
import { latentSemanticAnalysis } from '../../../../src/analysis/corpus/lsa.ts';
import { gaussian, seededRandom } from '../../../../src/analysis/corpus/random.ts';
import type { RowProducts } from '../../../../src/analysis/corpus/row-products.ts';
import { SparseProducts } from '../../../../src/analysis/corpus/sparse-products.ts';
import { type TfIdf, tfIdf } from '../../../../src/analysis/corpus/tf-idf.ts';
import { dot, loadProducts, nested } from '../../support/matrices.ts';
import { counted } from '../../support/terms.ts';

let products: RowProducts;
beforeAll(async () => {
  products = await loadProducts();
});

/** Documents of a few topics with words of their own and words in common. */
function topical(documents: number, topics: number, seed: number): TfIdf {
  const random = seededRandom(seed);
  return tfIdf(
    Array.from({ length: documents }, (_, d) =>
      counted(
        Array.from({ length: 30 }, () =>
          random() < 0.6 ? `t${d % topics}w${Math.floor(random() * 9)}` : `common${Math.floor(random() * 12)}`,
        ).join(' '),
      ),
    ),
  );
}

const largestDifference = (a: ArrayLike<number>, b: readonly number[]) =>
  b.reduce((most, v, i) => Math.max(most, Math.abs(v - a[i]!)), 0);

/** The full matrix without terms of a single document. */
function shared({ matrix, documentFrequency }: TfIdf): Matrix {
  const kept = [...documentFrequency.keys()].filter((t) => documentFrequency[t]! >= 2);
  const full = Matrix.zeros(matrix.rows, kept.length);
  for (let i = 0; i < matrix.rows; i++)
    for (let k = matrix.starts[i]!; k < matrix.starts[i + 1]!; k++)
      if (documentFrequency[matrix.columns[k]!]! >= 2) full.set(i, kept.indexOf(matrix.columns[k]!), matrix.values[k]!);
  return full;
}

describe('latent semantic analysis', () => {
  test.each([
    [40, 4],
    [25, 24],
    [90, 4],
  ])('of %i documents in %i directions is what the exact singular value decomposition gives', async (n, rank) => {
    const terms = topical(n, 4, n);
    const svd = new SingularValueDecomposition(shared(terms), { autoTranspose: true });
    const scores = svd.leftSingularVectors
      .subMatrix(0, n - 1, 0, rank - 1)
      .mmul(Matrix.diag(svd.diagonal.slice(0, rank)));
    const ours = nested(await latentSemanticAnalysis(terms, rank, 1, products));
    // Directions may be mirrored, so the documents' cosines are compared.
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++) {
        const [a, b] = [scores.getRow(i), scores.getRow(j)];
        expect(dot(ours[i]!, ours[j]!)).toBeCloseTo(dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b)), 2);
      }
  });

  test('gives rows of length 1', async () => {
    for (const row of nested(await latentSemanticAnalysis(topical(50, 5, 3), 8, 1, products)))
      expect(Math.hypot(...row)).toBeCloseTo(1, 5);
  });

  test('brings documents of one topic together that share no word', async () => {
    const terms = tfIdf(
      ['bee hive', 'hive honey', 'honey comb', 'comb wax', 'wheel road', 'road car', 'car brake', 'brake pedal'].map(
        counted,
      ),
    );
    const rows = nested(await latentSemanticAnalysis(terms, 2, 1, products));
    expect(Math.abs(dot(rows[0]!, rows[3]!))).toBeGreaterThan(Math.abs(dot(rows[0]!, rows[5]!)) + 0.5);
  });

  test('is the same to the bit for a seed', async () => {
    expect(await latentSemanticAnalysis(topical(30, 3, 1), 5, 7, products)).toEqual(
      await latentSemanticAnalysis(topical(30, 3, 1), 5, 7, products),
    );
  });

  test.each([
    ['no term is shared', ['a', 'b', 'c']],
    ['there is no term', ['', '', '']],
    ['there is one document', ['a b']],
  ])('has no direction where %s', async (_, documents) => {
    expect(await latentSemanticAnalysis(tfIdf(documents.map(counted)), 10, 1, products)).toMatchObject({
      rows: documents.length,
      width: 0,
    });
  });

  test('gives zeros, never NaN, to a document without a shared term', async () => {
    const rows = await latentSemanticAnalysis(tfIdf(['a b', 'a b c', 'x', ''].map(counted)), 2, 1, products);
    expect([...rows.data].every(Number.isFinite)).toBe(true);
    expect(nested(rows)[2]!.every((v) => Math.abs(v) < 1e-6)).toBe(true);
  });

  test('of many documents, whose fullest terms are multiplied apart, is what that of few gives', async () => {
    const terms = topical(1_200, 4, 5);
    const exact = new SparseProducts(terms.matrix, products);
    const normal = gaussian(seededRandom(2));
    const x = Float64Array.from({ length: terms.matrix.columnCount * 7 }, normal);
    const y = await exact.times(x, 7);
    const back = await exact.transposedTimes(y, 7);
    const dense = new Matrix(terms.matrix.rows, terms.matrix.columnCount);
    for (let i = 0; i < terms.matrix.rows; i++)
      for (let k = terms.matrix.starts[i]!; k < terms.matrix.starts[i + 1]!; k++)
        dense.set(i, terms.matrix.columns[k]!, terms.matrix.values[k]!);
    const expected = dense.mmul(Matrix.from1DArray(terms.matrix.columnCount, 7, x));
    expect(largestDifference(y, expected.to1DArray())).toBeLessThan(1e-5);
    expect(largestDifference(back, dense.transpose().mmul(expected).to1DArray())).toBeLessThan(1e-3);
  });

  test('survives equal documents', async () => {
    const rows = nested(
      await latentSemanticAnalysis(tfIdf(Array.from({ length: 6 }, () => counted('a b c'))), 4, 1, products),
    );
    for (const row of rows) expect(dot(row, rows[0]!)).toBeCloseTo(1, 4);
  });
});
