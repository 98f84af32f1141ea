import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pairOf, queryOf } from '../../../../src/extension/documents/pair-query.ts';

test('a pair comes out as it went in, whatever its documents are called', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string({ unit: 'grapheme' }), (analysis, a, b) => {
      const pair = { analysis, a, b };
      expect(pairOf(queryOf(pair))).toEqual(pair);
    }),
  );
});

test('no program changes it by encoding or decoding it once more', () => {
  const query = queryOf({ analysis: '1', a: 'a&b=c/50% "ü".txt', b: 'x y+z.txt' });
  expect(encodeURIComponent(query)).toBe(query);
  expect(decodeURIComponent(query)).toBe(query);
});

test.each([
  '',
  'a=1&b=2',
  Buffer.from('{"analysis":"1"}').toString('base64url'),
  Buffer.from('[]').toString('base64url'),
])('what is no pair is none: %s', (query) => {
  expect(pairOf(query)).toBeUndefined();
});
