import { writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeVectors, encodeVectors } from '../../../src/report/vectors-file.ts';
import { isSealed, seal, SEAL_BYTES } from '../../../src/report/seal.ts';
import { arePartsWhole, partsOf, readPart } from '../../../src/storage/parts-file.ts';
import { isSealedFile } from '../../../src/storage/sealed-file.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const file = () => path.join(temporaryFolder(), 'file.bin');

test('any byte that is changed, added or missing is seen, in memory and on the disk', async () => {
  const at = file();
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ maxLength: 300 }),
      fc.nat(),
      fc.integer({ min: 1, max: 255 }),
      async (bytes, where, by) => {
        const content = Buffer.concat([bytes, Buffer.alloc(SEAL_BYTES)]);
        seal(content);
        writeFileSync(at, content);
        expect([isSealed(content), await isSealedFile(at)]).toEqual([true, true]);
        const changed = Buffer.from(content);
        changed[where % changed.length]! ^= by;
        for (const other of [changed, Buffer.concat([content, Buffer.of(by)]), content.subarray(0, -1)]) {
          writeFileSync(at, other);
          expect([isSealed(other), await isSealedFile(at)]).toEqual([false, false]);
        }
      },
    ),
    { numRuns: 40 },
  );
});

test('a file that is read in several pieces is one', async () => {
  const at = file();
  const content = Buffer.alloc(3 * (1 << 20) + 2, 'some numbers');
  seal(content);
  writeFileSync(at, content);
  expect(await isSealedFile(at)).toBe(true);
  content[1 << 20]! ^= 1;
  writeFileSync(at, content);
  expect(await isSealedFile(at)).toBe(false);
});

test('vectors with another number in them are none', () => {
  const vectors = encodeVectors('fast', [{ place: 3, vector: Float32Array.of(0.5, -1, 0.25, 0) }]);
  expect(decodeVectors(vectors)).toMatchObject({
    tier: 'fast',
    width: 4,
    places: Uint32Array.of(3),
    numbers: Int8Array.of(64, -127, 32, 0),
  });
  vectors[vectors.length - SEAL_BYTES - 2]! ^= 8;
  expect(() => decodeVectors(vectors)).toThrow();
});

test('a text that was changed is not given, and the others are', async () => {
  const at = file();
  const content = Buffer.concat(
    [...partsOf(['{"score":0.25}', '{"score":0.5}', ''])].map((piece) => Buffer.from(piece as string)),
  );
  writeFileSync(at, content);
  expect([await readPart(at, 0), await readPart(at, 1), await readPart(at, 2), await arePartsWhole(at)]).toEqual([
    '{"score":0.25}',
    '{"score":0.5}',
    '',
    true,
  ]);
  content[content.indexOf('0.25') + 2]! ^= 1;
  writeFileSync(at, content);
  await expect(readPart(at, 0)).rejects.toThrow('damaged');
  expect([await readPart(at, 1), await arePartsWhole(at)]).toEqual(['{"score":0.5}', false]);
});
