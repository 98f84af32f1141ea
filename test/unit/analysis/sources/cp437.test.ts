import { expect, test } from 'vitest';
import { decodeCp437 } from '../../../../src/analysis/sources/cp437.ts';

test('keeps ASCII', () => {
  const ascii = Array.from({ length: 0x80 }, (_, i) => i);
  expect(decodeCp437(Uint8Array.from(ascii))).toBe(String.fromCharCode(...ascii));
});

test('has a character of its own for every byte', () => {
  const all = decodeCp437(Uint8Array.from({ length: 256 }, (_, i) => i));
  expect(new Set(all).size).toBe(256);
});

test.each([
  [0x81, 'ü'],
  [0x94, 'ö'],
  [0xe1, 'ß'],
  [0x9b, '¢'],
  [0xdb, '█'],
  [0xe3, 'π'],
  [0xff, '\u00a0'],
])('byte %i is %s', (byte, character) => {
  expect(decodeCp437(Uint8Array.of(byte))).toBe(character);
});
