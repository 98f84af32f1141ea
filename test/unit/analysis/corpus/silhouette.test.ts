import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { silhouette } from '../../../../src/analysis/corpus/silhouette.ts';
import { blobs, nested, randomUnitRows } from '../../support/matrices.ts';

/** Rousseeuw's definition, pair by pair. */
function naive(rows: readonly (readonly number[])[], assignment: ArrayLike<number>, k: number): number {
  const distance = (a: readonly number[], b: readonly number[]) => a.reduce((sum, v, i) => sum + (v - b[i]!) ** 2, 0);
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  const members = Array.from({ length: k }, (_, c) => rows.flatMap((_row, i) => (assignment[i] === c ? [i] : [])));
  if (members.filter((m) => m.length > 0).length < 2) return 0;
  return mean(
    rows.map((row, i) => {
      const own = members[assignment[i]!]!;
      if (own.length === 1) return 0;
      const inside = mean(own.filter((j) => j !== i).map((j) => distance(row, rows[j]!)));
      const outside = Math.min(...members.filter((m) => m.length > 0 && m !== own).map((m) => mean(m.map((j) => distance(row, rows[j]!)))));
      return (outside - inside) / Math.max(inside, outside);
    }),
  );
}

test('is the one of the definition, pair by pair', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 60 }), fc.integer({ min: 2, max: 8 }), fc.nat(1000), (n, k, seed) => {
      const rows = randomUnitRows(n, 5, seed);
      const assignment = Int32Array.from({ length: n }, (_, i) => (i * 7 + seed) % k);
      expect(silhouette(rows, assignment, k)).toBeCloseTo(naive(nested(rows), assignment, k), 4);
    }),
  );
});

describe('the value', () => {
  const rows = blobs(3, 10, 4, 0.01, 1);

  test('is near 1 for groups far apart, and lower when two of them are torn', () => {
    const right = Int32Array.from({ length: 30 }, (_, i) => Math.floor(i / 10));
    const torn = Int32Array.from({ length: 30 }, (_, i) => i % 3);
    expect(silhouette(rows, right, 3)).toBeGreaterThan(0.95);
    expect(silhouette(rows, torn, 3)).toBeLessThan(0);
  });

  test('is 0 for one group, and for points alone', () => {
    expect(silhouette(rows, new Int32Array(30), 1)).toBe(0);
    expect(silhouette(rows, Int32Array.from({ length: 30 }, (_, i) => i), 30)).toBe(0);
  });

  test('leaves empty clusters out', () => {
    const two = Int32Array.from({ length: 30 }, (_, i) => (i < 10 ? 0 : 5));
    expect(silhouette(rows, two, 6)).toBeCloseTo(naive(nested(rows), two, 6), 4);
  });
});
