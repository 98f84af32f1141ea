import { beforeAll, describe, expect, test } from 'vitest';
import { analyzeDocument, type DocumentModels } from '../../../../src/analysis/document/analyze-document.ts';
import { Detector } from '../../../../src/analysis/document/detector.ts';
import { Encoder } from '../../../../src/analysis/document/encoder.ts';
import { sha256 } from '../../../../src/analysis/models.ts';
import { MODELS } from '../../support/paths.ts';
import { plainDocument, sampleTexts } from '../../support/texts.ts';
import { problem } from '../../../../src/analysis/sources/problem.ts';
import { notice } from '../../../../src/report/notice.ts';
import { processorTime } from '../../support/processor-time.ts';

let models: DocumentModels;
beforeAll(async () => {
  models = { encoder: await Encoder.load(MODELS), detector: Detector.load(MODELS) };
});

const analyze = (text: string, granularity: 'sentence' | 'paragraph' = 'sentence') =>
  analyzeDocument(plainDocument(text), granularity, models);

test('says of a text what the report needs', async () => {
  const text = 'The river is wide. It is slow.';
  const { sha256: hash, words, characters, segments, logOdds, declined } = await analyze(text);
  expect({ hash, words, characters, logOdds, declined }).toEqual({
    hash: sha256(text),
    words: 7,
    characters: 30,
    logOdds: null,
    declined: 'too-short',
  });
  expect(segments).toEqual([
    { start: 0, end: 18, logOdds: null },
    { start: 19, end: 30, logOdds: null },
  ]);
});

test('the unit of the segments changes nothing else', async () => {
  const [text] = sampleTexts();
  const { segments: _s, ...bySentence } = await analyze(text!);
  const { segments: _p, ...byParagraph } = await analyze(text!, 'paragraph');
  expect(byParagraph).toEqual(bySentence);
});

test('passes on what was noticed when the text was decoded', async () => {
  const warnings = [problem('truncated', notice('document-cut', { most: 5 }))];
  expect((await analyzeDocument(plainDocument('a', { warnings }), 'sentence', models)).warnings).toEqual(warnings);
});

describe('an odd text is analysed like any other', () => {
  test.each([
    ['emoji', '😀🎉 👩‍👩‍👧'.repeat(50)],
    ['numbers', '12 345.67 '.repeat(100)],
    ['Chinese', '这是一个很长的句子，没有空格。'.repeat(100)],
    ['Arabic', 'ذهبت إلى السوق واشتريت الخبز والحليب. '.repeat(60)],
    ['half a surrogate pair', `\ud800 ${'word '.repeat(60)}`],
    ['one letter', 'a'],
    ['control characters', '\x01\x07 a b \x1b[31m'],
  ])('%s', async (_, text) => {
    const { vector, characters, segments } = await analyze(text);
    expect(Math.hypot(...vector)).toBeCloseTo(1, 4);
    expect(characters).toBe(text.length);
    expect(segments.length).toBeGreaterThan(0);
  });

  test.each([
    ['without a blank', 'abcdefghij'.repeat(10_000)],
    ['without the end of a sentence', 'word after word '.repeat(6_250)],
    ['of one-word sentences', 'Yes. No. '.repeat(11_000)],
    [
      'of different words',
      Array.from({ length: 14_000 }, (_, i) =>
        i.toString(36).replace(/\d/g, (d) => 'ghijklmnop'.charAt(Number(d))),
      ).join(' '),
    ],
  ])('100,000 characters %s', async (_, text) => {
    const begun = processorTime();
    const { vector } = await analyze(text);
    expect(Math.hypot(...vector)).toBeCloseTo(1, 4);
    console.info(`100,000 characters ${_}: ${Math.round(performance.now() - begun)} ms`);
    expect(processorTime() - begun).toBeLessThan(30_000);
  });
});
