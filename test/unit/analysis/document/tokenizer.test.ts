import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Tokenizer } from '@huggingface/tokenizers';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { UnigramTokenizer } from '../../../../src/analysis/document/tokenizer.ts';
import { MODELS } from '../../support/paths.ts';
import { oddStrings, sampleSentences, sampleTexts } from '../../support/texts.ts';
import { processorTime } from '../../support/processor-time.ts';

const file = () => JSON.parse(readFileSync(path.join(MODELS, 'tokenizer.json'), 'utf8')) as object;

describe('the pieces are those of the reference tokenizer', () => {
  let ours: UnigramTokenizer;
  let reference: Tokenizer;
  beforeAll(() => {
    ours = new UnigramTokenizer(file());
    reference = new Tokenizer(file(), {});
  });
  const expected = (text: string) => Array.from(reference.encode(text, { add_special_tokens: false }).ids, Number);
  const differing = (texts: readonly string[]) =>
    texts.filter((text) => JSON.stringify(ours.encode(text)) !== JSON.stringify(expected(text)));

  test('for every sentence of the samples, and the whole texts', () => {
    expect(differing([...sampleSentences(), ...sampleTexts()])).toEqual([]);
  });

  test('for every sentence in capitals, in lower case and without its blanks', () => {
    expect(
      differing(sampleSentences().flatMap((s) => [s.toUpperCase(), s.toLowerCase(), s.replaceAll(' ', '')])),
    ).toEqual([]);
  });

  test('for 4,000 strings of odd characters, marks, emoji and white space', () => {
    expect(differing(oddStrings(4_000))).toEqual([]);
  });

  test('for every character of the first 49 blocks of 256 between two letters', () => {
    const characters = [
      ...Array.from({ length: 0x3100 }, (_, i) => String.fromCharCode(i)),
      '\ufeff',
      '\uff21',
      '\ufffd',
      '\u{1f600}',
    ];
    expect(differing(characters.map((c) => `a${c}b`))).toEqual([]);
  });

  test('for whatever else comes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => differing([text]).length === 0),
      { numRuns: 1_000, seed: 1 },
    );
  });

  test('for long words without a blank', () => {
    expect(
      differing(['a'.repeat(700), 'antidisestablishmentarianism'.repeat(20), '日'.repeat(300), 'ababab'.repeat(99)]),
    ).toEqual([]);
  });

  test('again when the words are remembered', () => {
    const texts = sampleSentences().slice(0, 50);
    const first = texts.map((text) => ours.encode(text));
    expect(texts.map((text) => ours.encode(text))).toEqual(first);
  });
});

describe('by itself', () => {
  const tokenizer = () =>
    new UnigramTokenizer({
      model: {
        type: 'Unigram',
        unk_id: 0,
        vocab: [
          ['<unk>', -20],
          ['▁', -5],
          ['▁a', -1],
          ['b', -2],
          ['ab', -2.5],
          ['▁ab', -4],
        ],
      },
    });

  test('the best segmentation is the one of the highest sum', () => {
    expect(tokenizer().encode('ab')).toEqual([2, 3]);
  });

  test('unknown characters in a row are one piece', () => {
    expect(tokenizer().encode('axyzb')).toEqual([2, 0, 3]);
  });

  test('an empty text has no piece', () => {
    expect(tokenizer().encode('')).toEqual([]);
  });

  test('a text of 100,000 characters without a blank takes seconds at most', () => {
    const real = new UnigramTokenizer(file());
    const begun = processorTime();
    expect(real.encode('abcdefghij'.repeat(10_000)).length).toBeGreaterThan(1_000);
    expect(processorTime() - begun).toBeLessThan(5_000);
  });

  test.each([
    [{}],
    [{ model: { type: 'BPE' } }],
    [
      {
        model: {
          type: 'Unigram',
          unk_id: 0,
          vocab: [
            ['<unk>', 0],
            ['a▁b', -1],
          ],
        },
      },
    ],
  ])('refuses %j', (other) => {
    expect(() => new UnigramTokenizer(other)).toThrow();
  });
});
