import { expect, test } from 'vitest';
import { decodeWindows1252 } from '../../../../src/analysis/sources/windows-1252.ts';

test('is latin-1 but for the bytes 0x80 to 0x9F', () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, i) => i).filter((b) => b < 0x80 || b > 0x9f);
  expect(decodeWindows1252(bytes)).toBe(String.fromCharCode(...bytes));
});

test('has the quotes, dashes and signs of Windows there', () => {
  expect(decodeWindows1252(Uint8Array.of(0x80, 0x85, 0x91, 0x92, 0x93, 0x94, 0x96, 0x97, 0x99, 0x9f))).toBe(
    '€…‘’“”–—™Ÿ',
  );
});

test('keeps the five bytes that stand for nothing', () => {
  expect(decodeWindows1252(Uint8Array.of(0x81, 0x8d, 0x8f, 0x90, 0x9d))).toBe('\x81\x8d\x8f\x90\x9d');
});
