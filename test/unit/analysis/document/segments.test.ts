import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { paragraphsOf, segmentsOf, sentencesOf } from '../../../../src/analysis/document/segments.ts';
import { sampleTexts } from '../../support/texts.ts';
import { processorTime } from '../../support/processor-time.ts';

const cut = (text: string, spans: readonly { start: number; end: number }[]) =>
  spans.map(({ start, end }) => text.slice(start, end));
const sentences = (text: string) => cut(text, sentencesOf(text));
const paragraphs = (text: string) => cut(text, paragraphsOf(text));

describe('sentences', () => {
  test.each([
    ['He came. She left! Did they?', ['He came.', 'She left!', 'Did they?']],
    ['It cost 3.50 in all. Really.', ['It cost 3.50 in all.', 'Really.']],
    ['“Stop.” He stopped.', ['“Stop.”', 'He stopped.']],
    ['One line\nanother line', ['One line', 'another line']],
    ['  spaces around.  ', ['spaces around.']],
    ['这是第一句。这是第二句。', ['这是第一句。', '这是第二句。']],
    ['', []],
    [' \n\t ', []],
  ])('of %j', (text, expected) => {
    expect(sentences(text)).toEqual(expected);
  });
});

describe('paragraphs', () => {
  test.each([
    ['stand between blank lines', 'a\nb\n\nc\n \t\n\n d', ['a\nb', 'c', 'd']],
    ['stand between line ends where no line is blank', 'a\n  b\nc', ['a', 'b', 'c']],
    ['are one where there is no line end', 'only one', ['only one']],
    ['do not count blank lines at the ends', '\n\na\nb\n\n', ['a', 'b']],
    ['are none without text', ' \n\n ', []],
  ])('%s', (_, text, expected) => {
    expect(paragraphs(text)).toEqual(expected);
  });
});

const anyText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc
    .array(fc.constantFrom('Word', ' ', '\n', '.', '\n\n', '\u00a0', '! ', 'é', '😀', '\u3000', '\u2003'), {
      maxLength: 80,
    })
    .map((parts) => parts.join('')),
  fc.constantFrom(...sampleTexts()),
);

describe.each(['sentence', 'paragraph'] as const)('by %s, any text is cut into spans that', (granularity) => {
  test('are in order, inside the text, not empty and not overlapping', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        let last = 0;
        for (const { start, end } of segmentsOf(text, granularity)) {
          if (start < last || end <= start || end > text.length) return false;
          last = end;
        }
        return true;
      }),
    );
  });

  test('have no white space around them and leave nothing but white space out', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const spans = segmentsOf(text, granularity);
        const bare = (s: string) => s.replace(/\s+/g, '');
        expect(cut(text, spans).every((s) => s === s.trim())).toBe(true);
        expect(bare(cut(text, spans).join(''))).toBe(bare(text));
      }),
    );
  });
});

test('sentences do not depend on the stretches in which a long text is cut', () => {
  const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });
  const long = fc
    .array(
      fc.oneof(
        fc.constantFrom(
          ...sampleTexts().flatMap((t) => t.split(' ')),
          'e.g. ',
          '… ',
          '" ',
          '\n',
          '. ',
          ') ',
          '! ',
          '日本。',
        ),
        fc.string({ unit: 'grapheme' }),
      ),
      { minLength: 500, maxLength: 3_000 },
    )
    .map((parts) => parts.join(' '));
  fc.assert(
    fc.property(long, (text) => {
      const whole = Array.from(segmenter.segment(text), ({ segment }) => segment.trim()).filter((s) => s !== '');
      expect(sentences(text)).toEqual(whole);
    }),
    { numRuns: 30 },
  );
  const unbroken = `${'word '.repeat(5_000)}. ${'More '.repeat(3_000)}! End.`;
  expect(sentences(unbroken).map((s) => s.length)).toEqual([25_001, 15_001, 4]);
});

test.each(['sentence', 'paragraph'] as const)('a text of 100,000 characters is cut by %s at once', (granularity) => {
  for (const text of [
    'x'.repeat(100_000),
    'x '.repeat(50_000),
    'A. '.repeat(33_333),
    '\n '.repeat(50_000),
    `\n${' '.repeat(99_998)}x`,
  ]) {
    const begun = processorTime();
    segmentsOf(text, granularity);
    expect(processorTime() - begun).toBeLessThan(3_000);
  }
});
