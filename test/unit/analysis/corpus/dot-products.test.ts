import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MODULE_FILE, moduleText } from '../../../../scripts/wasm.mjs';
import { ByteRows } from '../../../../src/analysis/corpus/dot-products.ts';

const byte = fc.integer({ min: -128, max: 127 });

test('are those of a loop, whatever the number and the length of the rows', () => {
  const matrix = fc.integer({ min: 1, max: 40 }).chain((width) =>
    fc.record({
      rows: fc.array(fc.array(byte, { minLength: width, maxLength: width }), { maxLength: 13 }),
      queries: fc.array(fc.array(byte, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 3 }),
    }),
  );
  fc.assert(
    fc.property(matrix, ({ rows, queries }) => {
      const made = new ByteRows(rows.length, queries[0]!.length, Int8Array.from(rows.flat()));
      for (const query of queries)
        expect([...made.with(Int8Array.from(query))]).toEqual(
          rows.map((row) => row.reduce((sum, value, j) => sum + value * query[j]!, 0)),
        );
    }),
  );
});

test('of the greatest numbers do not overflow', () => {
  const width = 4096;
  const rows = new ByteRows(2, width, new Int8Array(2 * width).fill(-128));
  expect([...rows.with(new Int8Array(width).fill(-128))]).toEqual([128 * 128 * width, 128 * 128 * width]);
  expect(() => rows.with(new Int8Array(8))).toThrow('a query of 8 numbers for rows of 4096');
});

test('the module is what its source assembles to', async () => {
  expect(readFileSync(MODULE_FILE, 'utf8')).toBe(await moduleText());
});
