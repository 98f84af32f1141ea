import { copyFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { Encoder } from '../../../../src/analysis/document/encoder.ts';
import { sentencesOf } from '../../../../src/analysis/document/segments.ts';
import { dot, unit } from '../../support/matrices.ts';
import { encoderScript } from '../../support/model-scripts.ts';
import { MODELS } from '../../support/paths.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { oddStrings, sampleSentences, sampleTexts } from '../../support/texts.ts';

let encoder: Encoder;
beforeAll(async () => {
  encoder = await Encoder.load(MODELS);
});

const embed = (text: string, by = encoder) => by.embed(text, sentencesOf(text));

/** A models folder with another encoder in it. */
async function encoderOf(model: Uint8Array): Promise<Encoder> {
  const folder = temporaryFolder();
  copyFileSync(path.join(MODELS, 'tokenizer.json'), path.join(folder, 'tokenizer.json'));
  writeFileSync(path.join(folder, 'encoder-int8.onnx'), model);
  return Encoder.load(folder);
}

describe('the int8 encoder', () => {
  test('is true to its float32 original: cosine of at least .995 on every sentence', async () => {
    const original = await encoderOf((await encoderScript()).buildEncoder(false));
    let least = 1;
    for (const sentence of sampleSentences().slice(0, 60))
      least = Math.min(least, dot(await embed(sentence), await embed(sentence, original)));
    expect(least).toBeGreaterThanOrEqual(0.995);
  });

  test('puts a paraphrase closer than another topic', async () => {
    const [a, b, c] = [
      await embed('The cat sat on the mat.'),
      await embed('A cat was sitting on a rug.'),
      await embed('Interest rates rose again in March.'),
    ];
    expect(dot(a, b)).toBeGreaterThan(dot(a, c) + 0.3);
  });
});

describe('a vector', () => {
  test('has length 1, whatever the text', async () => {
    for (const text of [...sampleTexts().slice(0, 5), ...oddStrings(40), '😀', '12345', '日本語', 'a'.repeat(5_000)]) {
      const vector = await embed(text);
      if (text.trim() !== '') expect(Math.hypot(...vector), JSON.stringify(text.slice(0, 40))).toBeCloseTo(1, 5);
    }
  });

  test('is all zero for a text without a token', async () => {
    expect(new Set(await embed(''))).toEqual(new Set([0]));
    expect(new Set(await embed(' \n '))).toEqual(new Set([0]));
  });

  test('is the same to the bit each time, and from another copy of the model', async () => {
    const [text] = sampleTexts();
    const first = await embed(text!);
    expect(await embed(text!)).toEqual(first);
    expect(await embed(text!, await Encoder.load(MODELS))).toEqual(first);
  });

  test('does not depend on the texts before it or beside it', async () => {
    const texts = sampleTexts().slice(0, 4);
    const alone = await Promise.all(texts.map(async (text) => embed(text, await Encoder.load(MODELS))));
    expect(await Promise.all(texts.map((text) => embed(text)))).toEqual(alone);
    expect(await Promise.all(texts.toReversed().map((text) => embed(text)))).toEqual(alone.toReversed());
  });

  test('of a text longer than 128 tokens is the mean of its chunks’ vectors, scaled to 1', async () => {
    // Each sentence has more than half of 128 tokens, so each is a chunk.
    const sentences = ['river', 'stone', 'garden'].map(
      (word) => `${`The ${word} was wide and slow and old and `.repeat(9)}quiet.`,
    );
    const text = sentences.join(' ');
    const chunks = await Promise.all(sentences.map((s) => embed(s)));
    const mean = unit(Array.from({ length: 512 }, (_, i) => chunks.reduce((sum, chunk) => sum + chunk[i]!, 0)));
    expect(dot(await embed(text), mean)).toBeCloseTo(1, 6);
  });

  test('of a sentence longer than 128 tokens is that of its parts', async () => {
    const long = `${'and the river was wide '.repeat(200)}.`;
    expect(dot(await embed(long), await embed('and the river was wide and the river was wide'))).toBeGreaterThan(0.7);
  });
});
