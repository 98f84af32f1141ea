import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CharacterGrams } from '../../../../src/analysis/corpus/character-grams.ts';
import { type SparseRows, sparseDot, tfIdf } from '../../../../src/analysis/corpus/tf-idf.ts';
import { termCounts } from '../../../../src/analysis/document/terms.ts';

function rowsOf(texts: readonly string[], most = 30_000): SparseRows {
  const all = [...texts.keys()];
  return new CharacterGrams(tfIdf(texts.map(termCounts)), all, all, most).rows(all);
}

describe('documents by the letters of their words', () => {
  test('forms of a word are alike, other words are not', () => {
    const rows = rowsOf(['Überschwemmung', 'überschwemmte', 'Konzertsaal', 'Konzertsäle', 'xylo']);
    expect(sparseDot(rows, 0, 1)).toBeGreaterThan(0.7);
    expect(sparseDot(rows, 2, 3)).toBeGreaterThan(0.5);
    expect(sparseDot(rows, 0, 2)).toBe(0);
  });

  test('ideographs count alone and in twos, Hangul in twos', () => {
    const chinese = rowsOf(['经济增长', '经济学家', '足球比赛']);
    expect(sparseDot(chinese, 0, 1)).toBeGreaterThan(0.2);
    expect(sparseDot(chinese, 0, 2)).toBe(0);
    const korean = rowsOf(['경제는', '경제를', '축구는']);
    expect(sparseDot(korean, 0, 1)).toBeGreaterThan(0.2);
    expect(sparseDot(korean, 0, 1)).toBeGreaterThan(sparseDot(korean, 0, 2));
  });

  test('rows are of length 1, or of 0 where nothing is shared, and their columns ascend', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.array(fc.constantFrom('river', 'rivers', 'fluss', 'flüsse', 'ab', 'q', '河流', '강물'), { maxLength: 6 }),
          {
            minLength: 1,
            maxLength: 8,
          },
        ),
        (documents) => {
          const { rows, starts, columns, values } = rowsOf(documents.map((words) => words.join(' ')));
          expect(rows).toBe(documents.length);
          for (let row = 0; row < rows; row++) {
            const own = values.subarray(starts[row], starts[row + 1]);
            const length = own.reduce((squares, value) => squares + value * value, 0);
            if (own.length > 0) expect(length).toBeCloseTo(1, 4);
            for (let k = starts[row]! + 1; k < starts[row + 1]!; k++)
              expect(columns[k]).toBeGreaterThan(columns[k - 1]!);
          }
        },
      ),
    );
  });

  test('those that most documents hold are kept where there are too many', () => {
    const rows = rowsOf(['garten haus', 'garten hof', 'garten baum', 'baum hof'], 5);
    expect(rows.columnCount).toBe(5);
    expect(sparseDot(rows, 0, 1)).toBeGreaterThan(0.9);
  });
});
