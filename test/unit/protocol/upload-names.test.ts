import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { safePath, UnusableName, UploadNames } from '../../../src/protocol/upload-names.ts';
import { processorTime } from '../support/processor-time.ts';

const bytesOf = (name: string) => Math.max(...name.split('/').map((part) => Buffer.byteLength(part)));

describe('names of uploaded files', () => {
  test('that are one are numbered, in time that grows with their number', () => {
    const names = new UploadNames();
    const begun = processorTime();
    const given = Array.from({ length: 100_000 }, () => names.distinct('essays/a.txt'));
    expect(processorTime() - begun).toBeLessThan(5_000);
    expect(given.slice(0, 3)).toEqual(['essays/a.txt', 'essays/a (2).txt', 'essays/a (3).txt']);
    expect(new Set(given).size).toBe(given.length);
  });

  test.each<[string, (i: number) => string]>([
    ['names that differ in case alone', (i) => (i % 2 === 0 ? 'a.txt' : 'A.TXT')],
    ['names that are numbered already', (i) => `a (${(i % 200) + 1}).txt`],
    [
      'long names that are alike at their beginnings',
      (i) => `${'x'.repeat(245)}${String(i % 5000).padStart(5, '0')}.txt`,
    ],
    ['names of 255 bytes', () => `${'x'.repeat(251)}.txt`],
    ['folders of one name', (i) => `f${i % 3}/a.txt`],
  ])('are distinct in time that grows with their number: %s', (_, name) => {
    const names = new UploadNames();
    const begun = processorTime();
    const given = Array.from({ length: 20_000 }, (_, i) => names.distinct(safePath(name(i))));
    expect(processorTime() - begun).toBeLessThan(5_000);
    expect(new Set(given.map((n) => n.toLowerCase())).size).toBe(given.length);
    for (const n of given) expect(bytesOf(n)).toBeLessThanOrEqual(255);
  });

  test('are never longer than systems take, and never cut within a character', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 90 }), { minLength: 1, maxLength: 5 }),
        (given) => {
          const names = new UploadNames();
          const kept: string[] = [];
          for (const name of [...given, ...given, ...given]) {
            try {
              kept.push(names.distinct(safePath(name)));
            } catch (error) {
              expect(error).toBeInstanceOf(UnusableName);
            }
          }
          expect(new Set(kept.map((n) => n.toLowerCase())).size).toBe(kept.length);
          for (const name of kept) {
            expect(bytesOf(name)).toBeLessThanOrEqual(255);
            expect(name).not.toMatch(/\p{Cs}/u);
          }
        },
      ),
    );
  });

  test.each([
    ['too many folders', 'a/'.repeat(40) + 'b.txt'],
    ['folders that are too long together', `${'x'.repeat(200)}/`.repeat(20) + 'b.txt'],
    ['a name of 256 bytes', `${'x'.repeat(252)}.txt`],
    ['a folder above', '../a.txt'],
    ['nothing', ''],
  ])('with %s are refused', (_, name) => {
    expect(() => safePath(name)).toThrow(UnusableName);
  });
});
