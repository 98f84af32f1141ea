import { copyFileSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { RowProducts } from '../../../src/analysis/corpus/row-products.ts';
import { Detector } from '../../../src/analysis/document/detector.ts';
import { Encoder } from '../../../src/analysis/document/encoder.ts';
import { sha256 } from '../../../src/analysis/models.ts';
import { modelsScript } from '../support/model-scripts.ts';
import { MODELS } from '../support/paths.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const BUILT = ['encoder-int8.onnx', 'tokenizer.json', 'gemm.onnx', 'similarity.onnx'];

/** A copy of the models in which one file is changed. */
function modelsWith(name: string, change: (file: string) => void): string {
  const folder = temporaryFolder();
  for (const file of readdirSync(MODELS)) copyFileSync(path.join(MODELS, file), path.join(folder, file));
  change(path.join(folder, name));
  return folder;
}

const load = async (folder: string) => {
  await Encoder.load(folder);
  await RowProducts.load(folder, 1);
  Detector.load(folder);
};

describe('building the models', () => {
  test('gives the same bytes from the pinned package each time', async () => {
    const folder = temporaryFolder();
    await (await modelsScript()).buildModels(folder);
    for (const name of BUILT)
      expect(sha256(readFileSync(path.join(folder, name))), name).toBe(sha256(readFileSync(path.join(MODELS, name))));
  });

  test('leaves alone what is right and makes anew what is not', async () => {
    const folder = modelsWith('gemm.onnx', (file) => writeFileSync(file, 'damaged'));
    const before = statSync(path.join(folder, 'encoder-int8.onnx')).mtimeMs;
    await (await modelsScript()).buildModels(folder);
    expect(statSync(path.join(folder, 'encoder-int8.onnx')).mtimeMs).toBe(before);
    expect(readFileSync(path.join(folder, 'gemm.onnx'))).toEqual(readFileSync(path.join(MODELS, 'gemm.onnx')));
  });

  test('keeps the encoder within 8 MB', () => {
    expect(statSync(path.join(MODELS, 'encoder-int8.onnx')).size).toBeLessThanOrEqual(8 * 1024 * 1024);
  });
});

describe('a damaged installation says which file it is and what to do', () => {
  test.each([...BUILT, 'detector.bin', 'detector.json'])('%s is missing', async (name) => {
    await expect(load(modelsWith(name, (file) => rmSync(file)))).rejects.toMatchObject({
      code: 'model-damaged',
      message: expect.stringMatching(new RegExp(`${name}.* is missing\\. Install the extension again\\.`)) as string,
    });
  });

  test.each(['encoder-int8.onnx', 'tokenizer.json', 'gemm.onnx'])('%s is cut short', async (name) => {
    const folder = modelsWith(name, (file) => writeFileSync(file, readFileSync(file).subarray(0, 60)));
    await expect(load(folder)).rejects.toMatchObject({
      code: 'model-damaged',
      message: expect.stringMatching(new RegExp(`${name}.* is damaged\\. Install`)) as string,
    });
  });

  test.each([
    [
      'detector.bin',
      (file: string) => {
        const bytes = readFileSync(file);
        bytes[1000]! ^= 1;
        writeFileSync(file, bytes);
      },
    ],
    ['detector.bin', (file: string) => writeFileSync(file, readFileSync(file).subarray(1))],
    ['detector.json', (file: string) => writeFileSync(file, '{}')],
    ['detector.json', (file: string) => writeFileSync(file, 'not JSON')],
  ])('%s is changed', async (name, change) => {
    await expect(load(modelsWith(name, change))).rejects.toMatchObject({
      code: 'model-damaged',
      message: expect.stringContaining('Install the extension again') as string,
    });
  });
});
