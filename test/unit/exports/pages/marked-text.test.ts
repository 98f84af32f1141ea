import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aiMarks, markedText } from '../../../../src/exports/pages/marked-text.ts';
import type { ReportDocument } from '../../../../src/report/report.ts';

const unmarked = (html: string) =>
  html
    .replaceAll(/<sup>.*?<\/sup>/g, '')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
const NONE = { ai: [], matches: [], leftOut: [] };
const written = (text: string, marks: Partial<Parameters<typeof markedText>[1]>) =>
  [...markedText(text, { ...NONE, ...marks })].join('');

describe('a marked text', () => {
  const stretch = fc.tuple(fc.integer({ min: -3, max: 40 }), fc.integer({ min: -3, max: 40 }));
  const marks = fc.record({
    ai: fc.array(stretch.map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b), degree: 'high' as const }))),
    matches: fc.array(
      fc
        .tuple(stretch, fc.integer({ min: 0, max: 3 }))
        .map(([[a, b], source]) => ({ start: Math.min(a, b), end: Math.max(a, b), source })),
    ),
    leftOut: fc.array(
      stretch.map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b), kind: 'quotations' as const, words: 1 })),
    ),
  });

  test('is the text, whatever is marked in it', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40, unit: 'grapheme' }), marks, (text, given) => {
        expect(unmarked([...markedText(text, given)].join(''))).toBe(text);
      }),
    );
  });

  test('never cuts a character in two', () => {
    const pieces = [...markedText('a😀b', { ...NONE, ai: [{ start: 2, end: 3, degree: 'high' }] })];
    for (const piece of pieces) expect(piece).not.toMatch(/\p{Cs}/u);
  });

  test('runs nothing that stands in it', () => {
    expect(written('<script>alert("1")</script> & co', {})).toBe(
      '&#60;script&#62;alert(&#34;1&#34;)&#60;/script&#62; &#38; co',
    );
  });

  test('says at the beginning of each passage where else it stands, and of several where each begins', () => {
    const matches = [
      { start: 4, end: 11, source: 1 },
      { start: 8, end: 15, source: 2 },
    ];
    expect(written('one two six ten end', { matches })).toBe(
      'one <sup><a href="#source-1">1</a></sup><mark>two </mark><sup><a href="#source-2">2</a></sup><mark>six</mark><mark> ten</mark> end',
    );
  });

  test('what was left out is grey and nothing else', () => {
    expect(
      written('said "so it is" he', {
        leftOut: [{ start: 5, end: 15, kind: 'quotations', words: 3 }],
        ai: [{ start: 0, end: 18, degree: 'undecided' }],
        matches: [{ start: 5, end: 15, source: 1 }],
      }),
    ).toBe(
      '<span class="ai undecided">said </span><span class="left" title="Left out: quotations">&#34;so it is&#34;</span><span class="ai undecided"> he</span>',
    );
  });
});

describe('what is marked as reading like a machine', () => {
  const document = (over: Partial<ReportDocument>) => ({
    segments: [
      { start: 0, end: 10, aiProbability: 0.9 },
      { start: 10, end: 20, aiProbability: 0.5 },
      { start: 20, end: 30, aiProbability: 0.1 },
      { start: 30, end: 40, aiProbability: null },
    ],
    confidence: 'high' as const,
    ...over,
  });

  test('by degree', () => {
    expect(aiMarks(document({}))).toEqual([
      { start: 0, end: 10, degree: 'high' },
      { start: 10, end: 20, degree: 'undecided' },
    ]);
  });

  test('nothing in a text that scores low as a whole, or is not judged', () => {
    expect(aiMarks(document({ confidence: 'low' }))).toEqual([]);
    expect(aiMarks(document({ confidence: 'unknown' }))).toEqual([]);
  });

  test('in a text that scores low only what was found to be by another hand', () => {
    expect(aiMarks(document({ confidence: 'low', machineStretch: { start: 10, end: 30 } }))).toEqual([
      { start: 10, end: 20, degree: 'undecided' },
    ]);
  });
});
