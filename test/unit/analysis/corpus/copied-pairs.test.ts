import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CopySearch } from '../../../../src/analysis/corpus/copied-pairs.ts';
import { COPY_LIMITS, mirrored } from '../../../../src/analysis/corpus/copying.ts';
import { wordSequence } from '../../../../src/analysis/document/word-sequence.ts';
import { sampleTexts } from '../../support/texts.ts';
import { repetitiveText, wordText } from '../../support/word-texts.ts';

const search = (texts: readonly string[]) => new CopySearch(texts.map((t) => wordSequence(t)));
const find = (texts: readonly string[]) => search(texts).find().pairs;
const [long] = fc.sample(wordText(400, 400), { numRuns: 1, seed: 3 }) as [string[]];
const [other] = fc.sample(wordText(400, 400), { numRuns: 1, seed: 4 }) as [string[]];
const text = (...parts: readonly (readonly string[])[]) => parts.flat().join(' ');

describe('two documents', () => {
  test('of the same words are identical, whatever stands between the words', () => {
    expect(find(['One two, three four five.', 'one  two three\n\nfour FIVE'])).toMatchObject([
      { a: 0, b: 1, kind: 'identical', shares: [1, 1] },
    ]);
  });

  test('of the same words but for endings are near-duplicates at most', () => {
    expect(
      search([
        'the bee finds many flowers on its long way and then flies home again',
        'the bee finds many flower on its long way and then flies home again',
      ]).between(0, 1).kind,
    ).toBe('near-duplicate');
  });

  test('of which most is the same are near-duplicates', () => {
    expect(find([text(long), text(long.slice(0, 100), ['new'], long.slice(110, 380))])).toMatchObject([
      { kind: 'near-duplicate' },
    ]);
  });

  test('of which the one holds the other are partly copied, in that direction', () => {
    const [pair] = find([text(long), text(long.slice(50, 120))]);
    expect(pair).toMatchObject({ kind: 'partly-copied', direction: 'b-in-a', shares: [70 / 400, 1] });
    expect(find([text(long.slice(50, 120)), text(long)])[0]).toMatchObject({
      direction: 'a-in-b',
      shares: [1, 70 / 400],
    });
  });

  test('that share a part of each are partly copied, in no direction', () => {
    expect(find([text(long), text(long.slice(0, 150), other.slice(0, 250))])).toMatchObject([
      { kind: 'partly-copied', direction: null },
    ]);
  });

  test('that share no more than a set phrase are on the same topic at most', () => {
    expect(search([text(long), text(other, long.slice(7, 12))]).between(0, 1)).toEqual({
      kind: 'same-topic',
      shares: [5 / 400, 5 / 405],
    });
  });

  test('without words are no pair', () => {
    expect(find(['', '  ', '\n'])).toEqual([]);
    expect(search(['', 'a b c d e']).between(0, 1)).toEqual({ kind: 'same-topic', shares: [0, 0] });
  });
});

test('a passage has its place in both texts as they are shown, joined over small gaps, longest first', () => {
  const a = `Before.\n\n${text(long.slice(0, 20))}, ${text(long.slice(22, 60))}! Between, ${text(other.slice(0, 30))} — ${text(long.slice(100, 130))}.`;
  const b = `“${text(long.slice(100, 130))}” ${text(other.slice(200, 260))}: ${text(long.slice(0, 60))}`;
  const [pair] = find([a, b]);
  expect(pair?.passages?.map((p) => [p.words, a.slice(p.a.start, p.a.end), b.slice(p.b.start, p.b.end)])).toEqual([
    [58, `${text(long.slice(0, 20))}, ${text(long.slice(22, 60))}`, text(long.slice(0, 60))],
    [30, text(long.slice(100, 130)), text(long.slice(100, 130))],
  ]);
});

test('says how many passages are not listed', () => {
  const parts = Array.from({ length: 20 }, (_, i) => long.slice(i * 20, i * 20 + 10));
  const scattered = (by: readonly string[]) => parts.flatMap((p, i) => [...p, ...by.slice(i * 8, i * 8 + 8)]);
  const [pair] = find([
    text(scattered(other)),
    text(parts.reverse().flatMap((p, i) => [...p, ...other.slice(200 + i * 8, 208 + i * 8)])),
  ]);
  expect(pair?.passages).toHaveLength(12);
  expect(pair?.morePassages).toBe(8);
});

test('a passage of the length that counts as copied is always found, however long the texts', () => {
  fc.assert(
    fc.property(
      wordText(0, 200),
      wordText(0, 200),
      wordText(0, 200),
      wordText(0, 200),
      wordText(COPY_LIMITS.longPassage, 60),
      (before, after, otherBefore, otherAfter, passage) => {
        const texts = [text(before, passage, after), text(otherBefore, passage, otherAfter)];
        const found = find(texts);
        expect(found).toHaveLength(1);
        const spans = found[0]!.kind === 'identical' ? [] : found[0]!.passages!;
        expect(
          found[0]!.kind === 'identical' ||
            spans.some((p) => texts[0]!.slice(p.a.start, p.a.end).includes(text(passage)) || p.words >= passage.length),
        ).toBe(true);
      },
    ),
  );
});

test('the order of the documents changes nothing but the names', () => {
  const named = (pairs: ReturnType<typeof find>, name: (d: number) => number) =>
    pairs
      .map((p) =>
        name(p.a) < name(p.b) ? { ...p, a: name(p.a), b: name(p.b) } : { ...mirrored(p), a: name(p.b), b: name(p.a) },
      )
      .sort((p, q) => p.a - q.a || p.b - q.b);
  fc.assert(
    fc.property(fc.array(fc.oneof(wordText(20, 40), repetitiveText(40)), { minLength: 2, maxLength: 8 }), (parts) => {
      const texts = parts.map((p, i) => text(p, parts[(i + 1) % parts.length]!));
      const turned = texts.toReversed();
      expect(named(find(turned), (d) => texts.length - 1 - d)).toEqual(named(find(texts), (d) => d));
    }),
  );
});

describe('in a batch', () => {
  const unlike = (count: number) => fc.sample(wordText(120, 120), { numRuns: count, seed: 9 });

  test('the samples have exactly the copies planted in them', () => {
    expect(find(sampleTexts()).map((p) => p.kind)).toEqual(['near-duplicate', 'near-duplicate']);
  });

  test('what most documents have in common is no copying', () => {
    const sheet = long.slice(0, 40);
    expect(find(unlike(60).map((own) => text(sheet, own)))).toEqual([]);
  });

  test('what a few documents have in common beside that is', () => {
    const sheet = long.slice(0, 40);
    const copied = long.slice(100, 140);
    const pairs = find(unlike(60).map((own, i) => text(sheet, own, i < 4 ? copied : [])));
    expect(pairs.map((p) => [p.a, p.b])).toHaveLength(6);
    expect(pairs[0]).toMatchObject({ kind: 'partly-copied', passages: [{ words: 40 }] });
  });

  test('each of hundreds of copies of one text is found, in pairs that grow with the documents alone', () => {
    const { pairs: same, complete } = search(Array.from({ length: 300 }, () => text(long))).find();
    expect(complete).toBe(false);
    expect(new Set(same.flatMap((p) => [p.a, p.b])).size).toBe(300);
    expect(same.length).toBeLessThan(300 * 21);
    expect(search(Array.from({ length: 21 }, () => text(long))).find()).toMatchObject({
      pairs: { length: 210 },
      complete: true,
    });
    const edited = find(Array.from({ length: 300 }, (_, i) => text(long.slice(0, i), [`edit${i}`], long.slice(i + 1))));
    expect(new Set(edited.filter((p) => p.kind === 'near-duplicate').flatMap((p) => [p.a, p.b])).size).toBe(300);
  });
});

test('a Chinese text is a copy of its original, wrapped anew and with words replaced', () => {
  const original =
    '洛恩的港口每天退潮两次，每天两次船只像疲倦的狗一样侧躺在泥里。我的祖父常说，渔夫只拥有自己一半的时间，另一半属于月亮。小时候我不相信那么遥远的东西能够移动这么多的水。后来老师装满一个脸盆，把它稍稍倾斜，让我们看到整个水面如何同时作出回应。';
  const edited = original.replace('祖父', '父亲').replace('脸盆', '水桶').replace('遥远', '神秘');
  const wrap = (t: string, width: number) => (t.match(new RegExp(`.{1,${width}}`, 'gu')) ?? []).join('\n');
  expect(find([original, wrap(original, 17)])).toMatchObject([{ kind: 'identical' }]);
  for (const width of [9, 20, 200])
    expect(find([original, wrap(edited, width)])).toMatchObject([{ kind: 'near-duplicate' }]);
  expect(
    find([
      original,
      `我们昨天去了山上，天气很冷，路上没有人。${edited.slice(20, 90)}晚上大家一起做饭，谈到第二天的计划，然后很早就睡了。`,
    ]),
  ).toMatchObject([{ kind: 'partly-copied' }]);
});

test('a pair of which half of the one stands in the other is never on the same topic alone, however many hold it', () => {
  fc.assert(
    fc.property(
      wordText(24, 120),
      fc.integer({ min: 2, max: 40 }),
      fc.array(wordText(0, 120), { minLength: 40, maxLength: 40 }),
      fc.integer({ min: 0, max: 8 }),
      (shared, holders, own, gap) => {
        // What is shared may be in pieces, with words of one's own between.
        const texts = own.slice(0, holders).map((words, i) => {
          const half = shared.length >> 1;
          return [
            ...shared.slice(0, half),
            ...words.slice(0, gap),
            ...shared.slice(half),
            ...words.slice(gap, i % 3 === 0 ? gap : shared.length),
          ].join(' ');
        });
        const found = search(texts);
        for (let a = 0; a < texts.length; a++)
          for (let b = a + 1; b < texts.length; b++) {
            const { kind, shares } = found.between(a, b);
            expect(Math.max(...shares) >= 0.5 ? kind !== 'same-topic' : true).toBe(true);
          }
      },
    ),
    { numRuns: 40, seed: 8 },
  );
});

test('short runs that many hold count for no pair, and are told', () => {
  const sheet = other.slice(0, 14);
  const texts = fc
    .sample(wordText(150, 150), { numRuns: 30, seed: 12 })
    .map((own, i) => [...own.slice(0, 20 + i), ...(i < 14 ? sheet : []), ...own.slice(20 + i)].join(' '));
  const { pairs, passages, common } = search(texts).find();
  expect([pairs, passages]).toEqual([[], []]);
  expect(common).toEqual({ documents: 14, words: 14 * 14, heldBy: 10 });
  expect(search(texts.slice(10)).find().common).toMatchObject({ documents: 0, words: 0 });
});
