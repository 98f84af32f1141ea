import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readDetectorModel, seenModels } from '../../../../src/analysis/document/detector-model.ts';
import { MODELS } from '../../support/paths.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const card = readFileSync(path.join(MODELS, 'DETECTOR.md'), 'utf8');
const { parameters } = readDetectorModel(MODELS);

test('the model card is of these weights: it is not older than they are', () => {
  expect(card).toContain(`\`${parameters.sha256}\``);
});

test('the model card names every model that was seen, and the month', () => {
  const { models, until } = parameters.seen!;
  for (const model of models) expect(card).toContain(model);
  expect(card).toContain(`until ${until}`);
});

test('weights that do not say what they saw are read all the same', () => {
  const folder = temporaryFolder();
  for (const name of ['detector.bin', 'detector.json']) cpSync(path.join(MODELS, name), path.join(folder, name));
  const { seen: _, ...without } = JSON.parse(readFileSync(path.join(MODELS, 'detector.json'), 'utf8')) as Record<
    string,
    unknown
  >;
  writeFileSync(path.join(folder, 'detector.json'), JSON.stringify(without));
  expect(readDetectorModel(folder).parameters.seen).toBeUndefined();
  expect(seenModels(folder)).toBeUndefined();
  expect(seenModels(MODELS)).toEqual(parameters.seen);
});
