import { appendFileSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { partsOf, readPart } from '../../../src/storage/parts-file.ts';
import { writeAtomically } from '../../../src/storage/write-file.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const written = async (texts: readonly string[]) => {
  const file = path.join(temporaryFolder(), 'parts.bin');
  await writeAtomically(file, partsOf(texts));
  return file;
};

test('each text is read by its place, whatever is in it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 12 }), async (texts) => {
      const file = await written(texts);
      for (const [i, text] of texts.entries()) expect(await readPart(file, i)).toBe(text);
      await expect(readPart(file, texts.length)).rejects.toThrow('none in place');
    }),
    { numRuns: 30 },
  );
});

test('a file that is cut, longer, empty or gone gives an error and never another text', async () => {
  const texts = ['one', 'two, which is longer', 'three'];
  const file = await written(texts);
  const whole = readFileSync(file);
  for (let length = 0; length < whole.length; length++) {
    writeFileSync(file, whole);
    truncateSync(file, length);
    await expect(readPart(file, 1)).rejects.toThrow();
  }
  writeFileSync(file, whole);
  appendFileSync(file, 'x'.repeat(8));
  await expect(readPart(file, 1)).rejects.toThrow();
  await expect(readPart(`${file}-gone`, 0)).rejects.toThrow('ENOENT');
});
