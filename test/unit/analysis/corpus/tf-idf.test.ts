import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sparseDot, tfIdf } from '../../../../src/analysis/corpus/tf-idf.ts';
import { counted } from '../../support/terms.ts';

const documents = fc.array(
  fc
    .array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'), { maxLength: 12 })
    .map((words) => counted(words.join(' '))),
  { minLength: 1, maxLength: 12 },
);

describe('TF-IDF', () => {
  test('has the values worked out by hand', () => {
    // n = 3; df(bee) = 2, df(hive) = 1: idf = ln(4/3) + 1 and ln(4/2) + 1; tf(bee) = 1 + ln 2.
    const { matrix, vocabulary, documentFrequency } = tfIdf([counted('bee bee hive'), counted('bee'), counted('cat')]);
    const bee = (1 + Math.log(2)) * (Math.log(4 / 3) + 1);
    const hive = Math.log(4 / 2) + 1;
    const length = Math.hypot(bee, hive);
    expect(vocabulary).toEqual(['bee', 'cat', 'hive']);
    expect([...documentFrequency]).toEqual([2, 1, 1]);
    expect([...matrix.starts]).toEqual([0, 2, 3, 4]);
    expect([...matrix.columns]).toEqual([0, 2, 0, 1]);
    expect([...matrix.values]).toEqual([bee / length, hive / length, 1, 1].map((v) => expect.closeTo(v, 6) as number));
  });

  test('gives rows of length 1, or empty ones, with columns that ascend', () => {
    fc.assert(
      fc.property(documents, (counts) => {
        const { matrix } = tfIdf(counts);
        for (const [i, { terms }] of counts.entries()) {
          expect(sparseDot(matrix, i, i)).toBeCloseTo(terms.length === 0 ? 0 : 1, 5);
          const columns = [...matrix.columns.subarray(matrix.starts[i], matrix.starts[i + 1])];
          expect(columns).toEqual([...columns].sort((a, b) => a - b));
        }
      }),
    );
  });

  test('holds a document of very many terms', () => {
    const { matrix } = tfIdf([counted(Array.from({ length: 50_000 }, (_, i) => `t${i}`).join(' '))]);
    expect(sparseDot(matrix, 0, 0)).toBeCloseTo(1, 3);
  });
});

test('the dot product of two rows is that of their full vectors', () => {
  fc.assert(
    fc.property(documents, (counts) => {
      const { matrix } = tfIdf(counts);
      const full = (i: number) => {
        const row = new Float64Array(matrix.columnCount);
        for (let k = matrix.starts[i]!; k < matrix.starts[i + 1]!; k++) row[matrix.columns[k]!] = matrix.values[k]!;
        return row;
      };
      for (let i = 0; i < counts.length; i++)
        expect(sparseDot(matrix, 0, i)).toBeCloseTo(
          full(0).reduce((sum, v, j) => sum + v * full(i)[j]!, 0),
          6,
        );
    }),
  );
});
