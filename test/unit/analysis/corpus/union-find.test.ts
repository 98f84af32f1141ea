import fc from 'fast-check';
import { expect, test } from 'vitest';
import { UnionFind } from '../../../../src/analysis/corpus/union-find.ts';

const joined = (n: number, pairs: readonly (readonly [number, number])[]) => {
  const sets = new UnionFind(n);
  for (const [a, b] of pairs) sets.union(a, b);
  return sets;
};

const SIZE = 30;
const anyPairs = fc.array(fc.tuple(fc.nat(SIZE - 1), fc.nat(SIZE - 1)), { maxLength: 40 });

test('joins transitively: 1–2 and 2–3 make one group of three', () => {
  expect(
    joined(5, [
      [1, 2],
      [3, 2],
    ]).groups(),
  ).toEqual([[1, 2, 3]]);
});

test('lists the largest group first, equals by their least member, members ascending', () => {
  expect(
    joined(9, [
      [8, 7],
      [0, 1],
      [6, 3],
      [3, 5],
    ]).groups(),
  ).toEqual([
    [3, 5, 6],
    [0, 1],
    [7, 8],
  ]);
});

test('has no group where nothing was joined', () => {
  expect(joined(4, [[2, 2]]).groups()).toEqual([]);
});

test('names a set by its least member', () => {
  expect(
    joined(6, [
      [5, 3],
      [3, 4],
    ]).find(5),
  ).toBe(3);
});

test('does not depend on the order of the pairs', () => {
  fc.assert(
    fc.property(anyPairs, (pairs) => {
      const turned = pairs.toReversed().map(([a, b]) => [b, a] as const);
      expect(joined(SIZE, turned).groups()).toEqual(joined(SIZE, pairs).groups());
    }),
  );
});

test('two members are in one group exactly when a chain of pairs leads from one to the other', () => {
  fc.assert(
    fc.property(anyPairs, fc.nat(SIZE - 1), fc.nat(SIZE - 1), (pairs, from, to) => {
      const reached = new Set([from]);
      for (let before = -1; before !== reached.size;) {
        before = reached.size;
        for (const [a, b] of pairs) if (reached.has(a) || reached.has(b)) reached.add(a).add(b);
      }
      const sets = joined(SIZE, pairs);
      return (sets.find(from) === sets.find(to)) === reached.has(to);
    }),
  );
});
