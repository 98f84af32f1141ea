import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LEAST_WORDS, Detector } from '../../../../src/analysis/document/detector.ts';
import { gramVector } from '../../../../src/analysis/document/detector-features.ts';
import { tokenStream } from '../../../../src/analysis/document/detector-tokens.ts';
import { segmentsOf } from '../../../../src/analysis/document/segments.ts';
import { TextGrams } from '../../../../src/analysis/document/text-grams.ts';
import { MODELS } from '../../support/paths.ts';
import { sampleTexts } from '../../support/texts.ts';

const detector = Detector.load(MODELS);
const score = (text: string, granularity: 'sentence' | 'paragraph' = 'sentence') =>
  detector.score(text, segmentsOf(text, granularity));
const logOdds = (text: string) => score(text).logOdds;
const long = sampleTexts().filter((text) => score(text).logOdds !== null);
const words = (count: number) =>
  `${Array.from({ length: count }, (_, i) => ['we', 'went', 'to', 'see', 'the', 'river'][i % 6]).join(' ')}.`;

describe('log-odds', () => {
  test('are finite, for the document and each of its sentences, and lie in their interval', () => {
    for (const text of long) {
      const { logOdds, segments } = score(text);
      expect(logOdds!.low <= logOdds!.value && logOdds!.value <= logOdds!.high).toBe(true);
      for (const value of [logOdds!.low, logOdds!.high, ...segments]) expect(Number.isFinite(value)).toBe(true);
    }
  });

  test.each(['sentence', 'paragraph'] as const)('come with one for each %s, in their order', (granularity) => {
    for (const text of long.slice(0, 4))
      expect(score(text, granularity).segments).toHaveLength(segmentsOf(text, granularity).length);
  });

  test('of the one paragraph of a document are those of the document', () => {
    const text = long[0]!.replace(/\s+/g, ' ').trim();
    const { segments, logOdds } = score(text, 'paragraph');
    expect(segments).toEqual([expect.closeTo(logOdds!.value, 6)]);
  });

  test('are the same each time, whatever was scored before', () => {
    const first = long.map(logOdds);
    expect(long.toReversed().map(logOdds).toReversed()).toEqual(first);
  });
});

describe('the detector declines', () => {
  test(`a text of fewer than ${LEAST_WORDS} words, with every part of it`, () => {
    const text = `${words(30)} And ${words(18)}`;
    expect(score(text)).toEqual({ logOdds: null, declined: 'too-short', segments: [null, null] });
  });

  test(`none of ${LEAST_WORDS}`, () => {
    expect(logOdds(words(LEAST_WORDS - 1))).toBeNull();
    expect(logOdds(words(LEAST_WORDS))).not.toBeNull();
  });

  test.each([
    ['numbers', '12 345 6.7 '.repeat(40)],
    ['signs', '★ — … 😀 '.repeat(80)],
    ['nothing', ''],
    ['numbers with a few words', `${'12 34 '.repeat(60)} and so on`],
  ])('a text of %s, however long', (_, text) => {
    expect(score(text)).toMatchObject({ logOdds: null, declined: 'too-short' });
  });
});

test('a text of more learned words than any by people that was trained on is declined', () => {
  const learned =
    'The interdisciplinary characterization of electroencephalographic desynchronization in neuropsychopharmacological investigations is of a methodologically heterogeneous nature, and it is to be understood as an intersubjectively uncharacteristic phenomenon of the neurophysiological representation. '.repeat(
      4,
    );
  expect(score(learned)).toMatchObject({ logOdds: null, declined: 'unlike-training' });
});

test.each([
  [
    'formulas',
    'For X: P(X = x) is the sum of P(x, y) over y. For Y: Q(y) is the sum of P(x, y) over x, so that E(X) is the mean of x and V(X) the mean of (x - E(X)) in the second power. ',
  ],
  [
    'answers to choose from',
    'Which is it? (a) the first, (b) the second, (c) both, (d) none. What is in it? (a) that, (b) this, (c) all, (d) most. When was it? (a) then; (b) now; (c) soon; (d) not yet. ',
  ],
])('%s are no prose, though the words are English', (_, text) => {
  expect(score(text.repeat(4))).toMatchObject({ logOdds: null, declined: 'not-prose' });
});

test('dialogue and initials are prose', () => {
  const dialogue =
    '"Well," said Mr. J. R. Hale, "is it you at last?" "It is," she said, "and who else would come at such an hour?" He laughed, and after a while he opened the door to the garden, where the others had been waiting since noon. '.repeat(
      3,
    );
  expect(score(dialogue).declined).toBeUndefined();
});

describe('what gives a source away rather than a writer does not count', () => {
  const text = `${long[1]!} He said, "we don't know - not yet - and can't say".`;
  test.each([
    ['curly quotation marks', (t: string) => t.replace(/"([^"]*)"/g, '“$1”')],
    ['curly apostrophes', (t: string) => t.replaceAll("'", '’')],
    [
      'contractions that a tokenizer has split',
      (t: string) => t.replaceAll("don't", "do n't").replaceAll("can't", "ca n't"),
    ],
    ['the kind of dash', (t: string) => t.replaceAll(' - ', ' – ')],
    ['dashes at all', (t: string) => t.replaceAll(' - ', ' ').replaceAll('--', ' ')],
    ['lists', (t: string) => `1. ${t}\n2)\n  (a) \n- \n* `],
    ['labels of questions and answers', (t: string) => `Question 1: Q: ${t.replaceAll('. ', '. Answer: ')}`],
    ['marks of Markdown', (t: string) => `## ${t.replace(/\b(the|and)\b/g, '**$1**')}`],
    ['letter case', (t: string) => t.toUpperCase()],
    ['line breaks', (t: string) => t.replaceAll(' ', '\n')],
    ['double blanks', (t: string) => t.replaceAll(' ', '  ')],
    ['numbers', (t: string) => t.replaceAll('. ', '. 42 ')],
  ])('%s', (_, change) => {
    const plain = text
      .replaceAll('“', '"')
      .replaceAll('”', '"')
      .replaceAll('’', "'")
      .replaceAll(' – ', ' - ')
      .replaceAll(' — ', ' - ')
      .replace(/\d+/g, '');
    expect(change(plain)).not.toBe(plain);
    expect(logOdds(change(plain))).toEqual(logOdds(plain));
  });
});

describe('the tokens', () => {
  const tokens = (text: string) => tokenStream(text).tokens;

  test('are words in lower case and marks of one kind; numbers and dashes are none', () => {
    expect(tokens('The painting of 1642, (slowly) – “done”.')).toEqual([
      'the',
      'painting',
      'of',
      ',',
      '(',
      'slowly',
      ')',
      '"',
      'done',
      '"',
      '.',
    ]);
  });

  test('join what a tokenizer split', () => {
    expect(tokens("do n't ca n't wo n't , n't")).toEqual(["don't", "can't", "won't", ',', "n't"]);
  });

  test('know where they begin and how long the words are', () => {
    const { starts, lengths } = tokenStream('  The end.');
    expect([...starts]).toEqual([2, 6, 9]);
    expect([...lengths]).toEqual([3, 3, 0]);
  });
});

describe('the features', () => {
  const stream = tokenStream(sampleTexts()[0]!);
  const { idf } = detector.models;

  test('have Euclidean length 1 and each bucket once, and are of known n-grams alone', () => {
    const { buckets, weights } = gramVector(stream, 0, stream.tokens.length, idf);
    expect(Math.hypot(...weights)).toBeCloseTo(1, 5);
    expect(new Set(buckets).size).toBe(buckets.length);
    expect(buckets.every((b) => idf[b]! > 0)).toBe(true);
  });

  test('weigh rare words more than common ones', () => {
    const pair = tokenStream('the elephant');
    const weightOf = (token: number) => {
      const { buckets, weights } = gramVector(pair, 0, 2, idf);
      return weights[buckets.indexOf(pair.grams[0][token]!)]!;
    };
    expect(weightOf(1)).toBeGreaterThan(weightOf(0));
  });

  test('of an empty stretch are none', () => {
    expect(gramVector(stream, 3, 3, idf).buckets).toHaveLength(0);
  });

  test('of a stretch do not reach beyond it', () => {
    expect(gramVector(tokenStream('the end of it'), 0, 2, idf)).toEqual(gramVector(tokenStream('the end'), 0, 2, idf));
  });
});

test('the stretches of a text score to the bit as their n-grams do', () => {
  const stream = tokenStream(sampleTexts().join(' '));
  const { models } = detector;
  const grams = new TextGrams(stream, models);
  const place = fc.nat(stream.tokens.length);
  fc.assert(
    fc.property(place, place, fc.integer({ min: 1, max: models.columns }), (p, q, count) => {
      const [from, to] = [Math.min(p, q), Math.max(p, q)];
      expect(grams.scores(from, to, count)).toEqual(models.scores(gramVector(stream, from, to, models.idf), count));
    }),
  );
});

test('the tokens are the matches of the regular expression of what a token is, but for the marks of lists and the labels of turns', () => {
  const TOKEN = /\p{L}[\p{L}\p{M}]*(?:['’]\p{L}+)*|[.,;:!?()"“”„]/gu;
  const LIST_MARK = /^[ \t]*(?:\d{1,3}[.)]|\(?[a-z]\))(?=\s)/gm;
  const TURN =
    /(?<=(?:^|[.!?\n])[^\p{L}.!?\n]*)(?:q|a|question|title)(?![\p{L}\p{M}]|['’]\p{L})[ \t]*\d{0,3}[ \t]*:/giu;
  const blank = (found: string) => ' '.repeat(found.length);
  const withoutTurns = (text: string): string => {
    const next = text.replace(TURN, blank);
    return next === text ? text : withoutTurns(next);
  };
  const odd = fc.string({
    unit: fc.constantFrom(...Array.from("aBé ’'-–—“.,)(\n\n0²𝔄😀\u0301\u00a0語\ud800:qA?"), 'Question', 'title:'),
    maxLength: 40,
  });
  fc.assert(
    fc.property(odd, (text) => {
      const withoutMarks = withoutTurns(text.replace(LIST_MARK, blank));
      expect([...tokenStream(text).starts]).toEqual(Array.from(withoutMarks.matchAll(TOKEN), (m) => m.index));
    }),
    { numRuns: 20_000 },
  );
});
