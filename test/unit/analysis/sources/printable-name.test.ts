import fc from 'fast-check';
import { expect, test } from 'vitest';
import { printableName } from '../../../../src/analysis/sources/printable-name.ts';

test('leaves ordinary names of any script as they are', () => {
  expect(printableName('Ünïcode 日本 مرحبا 😀 (1).txt')).toBe('Ünïcode 日本 مرحبا 😀 (1).txt');
});

test('never lets through what moves a cursor or turns text around', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      (name) => !/[\p{Cc}\u202a-\u202e\u2066-\u2069\u200b-\u200f\ufeff]/u.test(printableName(name)),
    ),
  );
});
