import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { containment, shinglesOf } from '../../../../src/analysis/document/shingles.ts';

const words = fc.array(fc.constantFrom(...'one two three four five six seven eight nine ten'.split(' ')), {
  minLength: 1,
  maxLength: 40,
});
const of = (text: string) => shinglesOf(text);

describe('shingles', () => {
  test('are the runs of three words, each once, ascending', () => {
    expect(of('a b c d e')).toHaveLength(3);
    expect(of('a b c a b c')).toHaveLength(3);
    fc.assert(fc.property(words, (w) => [...of(w.join(' '))].every((hash, i, all) => i === 0 || all[i - 1]! < hash)));
  });

  test('of fewer words are one; of no word none', () => {
    expect([of('one two').length, of('one').length, of('😀').length, of('').length]).toEqual([1, 1, 0, 0]);
  });

  test('do not depend on letter case, punctuation, line ends or the kind of apostrophe', () => {
    expect(of('Don’t stop, OLD friend!\nGo on.')).toEqual(of("don't stop old friend go on"));
  });

  test('depend on the order of the words', () => {
    expect(of('one two three')).not.toEqual(of('three two one'));
  });
});

describe('containment', () => {
  test('of a text in itself is 1', () => {
    fc.assert(fc.property(words, (w) => containment(of(w.join(' ')), of(w.join(' '))) === 1));
  });

  test('of texts without a common run is 0', () => {
    expect(containment(of('one two three four'), of('four three two one'))).toBe(0);
  });

  test('of an excerpt in its source is 1, and from either side', () => {
    const source = of('the old mill stood by the river for a hundred years and more');
    const excerpt = of('stood by the river for a hundred');
    expect(containment(excerpt, source)).toBe(1);
    expect(containment(source, excerpt)).toBe(1);
  });

  test('is the share of the smaller one', () => {
    expect(containment(of('a b c d'), of('a b c x y z'))).toBe(1 / 2);
  });

  test('lies in 0 … 1 and is the same from both sides', () => {
    fc.assert(
      fc.property(words, words, (a, b) => {
        const value = containment(of(a.join(' ')), of(b.join(' ')));
        return value >= 0 && value <= 1 && value === containment(of(b.join(' ')), of(a.join(' ')));
      }),
    );
  });

  test('of a text without words is 0', () => {
    expect(containment(of('😀'), of('one two three'))).toBe(0);
  });
});
