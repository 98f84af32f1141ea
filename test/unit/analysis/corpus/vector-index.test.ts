import { describe, expect, test } from 'vitest';
import { VectorIndex } from '../../../../src/analysis/corpus/vector-index.ts';
import { encodeVectors } from '../../../../src/report/vectors-file.ts';
import { dot, nested, randomUnitRows } from '../../support/matrices.ts';

const rows = nested(randomUnitRows(400, 256, 3)).map((row) => Float32Array.from(row));
/** Every second document of a report was analysed. */
const index = () =>
  new VectorIndex(
    encodeVectors(
      'fast',
      rows.map((vector, i) => ({ place: 2 * i, vector })),
    ),
  );

describe('a search', () => {
  test('gives the documents of the greatest cosine, best first, each with its cosine', () => {
    for (const query of nested(randomUnitRows(20, 256, 9)).map((row) => Float32Array.from(row))) {
      const exact = rows.map((row) => dot(row, query));
      const found = index().search(query, 10);
      expect(found).toHaveLength(10);
      for (const { document, similarity } of found) expect(similarity).toBeCloseTo(exact[document / 2]!, 2);
      const tenth = [...exact].sort((a, b) => b - a)[9]!;
      for (const { document } of found) expect(exact[document / 2]!).toBeGreaterThan(tenth - 0.005);
      expect(found.map((m) => m.similarity)).toEqual(found.map((m) => m.similarity).sort((a, b) => b - a));
    }
  });

  test('finds a document by its own vector first', () => {
    for (const i of [0, 77, 399])
      expect(index().search(rows[i]!, 1)).toEqual([{ document: 2 * i, similarity: expect.closeTo(1, 2) as number }]);
  });

  test('gives no more than there are', () => {
    expect(new VectorIndex(encodeVectors('full', [{ place: 5, vector: rows[0]! }])).search(rows[0]!, 10)).toHaveLength(
      1,
    );
    expect(new VectorIndex(encodeVectors('full', [])).search(rows[0]!, 10)).toEqual([]);
  });
});

test('a file knows its encoder, and what is no such file is refused', () => {
  const file = encodeVectors('fast', [{ place: 0, vector: rows[0]! }]);
  expect(new VectorIndex(file)).toMatchObject({ tier: 'fast', width: 256 });
  for (const other of [
    Buffer.alloc(0),
    Buffer.from('{}'),
    file.subarray(1),
    file.subarray(0, -1),
    Buffer.concat([file, file]),
  ])
    expect(() => new VectorIndex(other)).toThrow(/no file of vectors/);
});
