import { copyFileSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { analyzer, analyzeRequest, folderOfTexts, folderSource } from '../../../support/analysis.ts';
import { DIST, MODELS } from '../../../support/paths.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

/** A copy of what is installed, to be damaged. */
function installation(): string {
  const root = temporaryFolder();
  for (const folder of ['dist', 'models']) mkdirSync(path.join(root, folder));
  for (const name of ['worker.js', 'thread.js', 'language-tables.js', 'layout.js', 'parser.js'])
    copyFileSync(path.join(DIST, name), path.join(root, 'dist', name));
  symlinkSync(path.join(DIST, 'native'), path.join(root, 'dist/native'), 'junction');
  for (const name of readdirSync(MODELS)) copyFileSync(path.join(MODELS, name), path.join(root, 'models', name));
  return root;
}

const analyzeWith = (root: string) =>
  analyzer(path.join(root, 'dist/worker.js')).analyze(analyzeRequest(folderSource(folderOfTexts(20))));

test('a whole copy works from any place', async () => {
  await expect(analyzeWith(installation())).resolves.toMatchObject({ summary: { analyzed: 20 } });
});

test.each(['encoder-int8.onnx', 'tokenizer.json', 'detector.bin', 'detector.json', 'gemm.onnx'])(
  'without models/%s the analysis fails as model-damaged and names it',
  async (name) => {
    const root = installation();
    rmSync(path.join(root, 'models', name));
    await expect(analyzeWith(root)).rejects.toMatchObject({
      code: 'model-damaged',
      message: expect.stringContaining(name) as string,
    });
  },
);

test('with a cut encoder it fails as model-damaged', async () => {
  const root = installation();
  writeFileSync(path.join(root, 'models/encoder-int8.onnx'), 'cut');
  await expect(analyzeWith(root)).rejects.toMatchObject({
    code: 'model-damaged',
    message: expect.stringContaining('Install the extension again') as string,
  });
});

test('without thread.js it fails with a reason', async () => {
  const root = installation();
  rmSync(path.join(root, 'dist/thread.js'));
  await expect(analyzeWith(root)).rejects.toMatchObject({
    code: 'internal',
    message: expect.stringMatching(/could not start.*thread\.js/s) as string,
  });
});
