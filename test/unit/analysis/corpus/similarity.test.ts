import { beforeAll, describe, expect, test } from 'vitest';
import type { CorpusDocument } from '../../../../src/analysis/corpus/analyze-corpus.ts';
import type { SimilarityModel } from '../../../../src/analysis/corpus/similarity.ts';
import { inventedCorpus, similarityModel } from '../../support/corpora.ts';
import { dot } from '../../support/matrices.ts';

const N = 60;
let documents: CorpusDocument[];
let model: SimilarityModel;
beforeAll(() => {
  documents = inventedCorpus(N);
  model = similarityModel(documents);
});

const pairs = (members: readonly number[]) =>
  members.flatMap((a, i) => members.slice(i + 1).map((b) => [a, b] as const));
const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

describe('the similarity of two documents', () => {
  test('is the mean of meaning and wording, each in 0 … 1, and the same from both sides', () => {
    for (const [a, b] of pairs(Array.from({ length: 20 }, (_, i) => i))) {
      const { similarity, meaning, wording } = model.between(a, b);
      expect(meaning).toBeCloseTo(Math.max(0, dot(documents[a]!.vector, documents[b]!.vector)), 5);
      expect(similarity).toBe((meaning + wording) / 2);
      for (const value of [similarity, meaning, wording]) expect(value >= 0 && value <= 1).toBe(true);
      expect(model.between(b, a)).toEqual({ similarity, meaning, wording });
    }
  });

  test('is 1 for equal documents', () => {
    const equal = similarityModel([documents[0]!, documents[0]!, documents[1]!]);
    expect(equal.between(0, 1).similarity).toBeCloseTo(1, 5);
  });

  test('has no meaning where a vector is all zero, and no wording where no word is shared', () => {
    const [first, second] = [documents[0]!, documents[1]!];
    const silent = similarityModel([
      first,
      { ...second, vector: new Float32Array(512), termCounts: { terms: 'other', counts: Uint32Array.of(1) } },
    ]);
    expect(silent.between(0, 1)).toEqual({ similarity: 0, meaning: 0, wording: 0 });
  });
});

describe('the mean similarity among members', () => {
  test('is that of all pairs', () => {
    for (const members of [[0, 3], [0, 3, 6, 9], Array.from({ length: 20 }, (_, i) => i * 3)])
      expect(model.meanAmong(members)).toBeCloseTo(
        mean(pairs(members).map(([a, b]) => model.between(a, b).similarity)),
        4,
      );
  });

  test('of one is 1', () => {
    expect(model.meanAmong([4])).toBe(1);
  });
});

test('the representative is the member most similar to all the others', () => {
  const members = Array.from({ length: 15 }, (_, i) => i * 3);
  const total = (m: number) =>
    members.filter((other) => other !== m).reduce((sum, other) => sum + model.between(m, other).similarity, 0);
  const best = Math.max(...members.map(total));
  expect(total(model.representative(members))).toBeCloseTo(best, 3);
});
