import { describe, expect, test } from 'vitest';
import { Detector } from '../../../../src/analysis/document/detector.ts';
import { explain } from '../../../../src/analysis/document/explanation.ts';
import { FUNCTION_WORDS } from '../../../../src/analysis/document/function-words.ts';
import { sentencesOf } from '../../../../src/analysis/document/segments.ts';
import { MODELS } from '../../support/paths.ts';
import { sampleTexts } from '../../support/texts.ts';

const detector = Detector.load(MODELS);
const long = sampleTexts()
  .filter((text) => detector.score(text, []).logOdds !== null)
  .slice(0, 6);

describe('an explanation', () => {
  test('names phrases where they stand in the text, strongest first', () => {
    for (const text of long) {
      const { raising, lowering } = explain(detector, text, sentencesOf(text));
      expect(raising.length).toBeGreaterThan(3);
      for (const cues of [raising, lowering]) {
        const sizes = cues.map((c) => Math.abs(c.influence));
        expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
        for (const { phrase, start, end, count } of cues) {
          const [first = ''] = phrase.split(' ');
          const found = text.slice(start, end).toLowerCase().replaceAll('’', "'");
          expect(count).toBeGreaterThan(0);
          if (/^\p{L}/u.test(first)) expect(found.startsWith(first), `${phrase} at ${found}`).toBe(true);
        }
      }
      expect(raising.every((c) => c.influence > 0) && lowering.every((c) => c.influence < 0)).toBe(true);
    }
  });

  test('names no mark, and no words that only carry grammar', () => {
    for (const text of long) {
      const { raising, lowering } = explain(detector, text, []);
      for (const { phrase } of [...raising, ...lowering]) {
        const words = phrase.split(' ');
        expect(
          words.every((word) => /^\p{L}/u.test(word)),
          phrase,
        ).toBe(true);
        expect(
          words.some((word) => !FUNCTION_WORDS.has(word)),
          phrase,
        ).toBe(true);
      }
    }
  });

  test('is the model’s own: a text without the strongest cue scores lower, with every figure that it predicts', () => {
    for (const text of long) {
      const cue = explain(detector, text, []).raising.find((c) => !c.phrase.includes(' ') && /^\p{L}/u.test(c.phrase));
      if (!cue) continue;
      const without = text.replaceAll(new RegExp(`(?<![\\p{L}'’])${cue.phrase}(?![\\p{L}'’])`, 'giu'), ' ');
      expect(detector.score(without, []).logOdds!.value, cue.phrase).toBeLessThan(
        detector.score(text, []).logOdds!.value,
      );
    }
  });

  test('has a passage for each span, which together hold what all n-grams add', () => {
    const [text = ''] = long;
    const spans = sentencesOf(text);
    const { passages } = explain(detector, text, spans);
    expect(passages.map(({ start, end }) => ({ start, end }))).toEqual(spans);
    const whole = explain(detector, text, [{ start: 0, end: text.length }]).passages[0]!.influence;
    expect(passages.reduce((sum, p) => sum + p.influence, 0)).toBeCloseTo(whole, 1);
  });
});
