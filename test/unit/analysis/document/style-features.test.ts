import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { scoreByTrees } from '../../../../src/analysis/document/boosted-trees.ts';
import { Detector } from '../../../../src/analysis/document/detector.ts';
import { tokenStream } from '../../../../src/analysis/document/detector-tokens.ts';
import { STYLE_FEATURES, styleFeatures, styleStretches } from '../../../../src/analysis/document/style-features.ts';
import { MODELS } from '../../support/paths.ts';
import { sampleTexts } from '../../support/texts.ts';

const { models, parameters } = Detector.load(MODELS);
const featuresOf = (text: string) => {
  const stream = tokenStream(text);
  const features = styleFeatures(stream, 0, stream.tokens.length, models);
  return (name: string) => features[STYLE_FEATURES.indexOf(name)]!;
};

describe('the features of style', () => {
  test('are as many as their names, and finite, whatever the text', () => {
    expect(new Set(STYLE_FEATURES).size).toBe(STYLE_FEATURES.length);
    const text = fc.string({ unit: fc.constantFrom(...Array.from("aBé ’'-–—“.,;?!\n0")), maxLength: 200 });
    fc.assert(
      fc.property(text, (t) => {
        const stream = tokenStream(t);
        const features = styleFeatures(stream, 0, stream.tokens.length, models);
        expect(features).toHaveLength(STYLE_FEATURES.length);
        expect(features.every(Number.isFinite)).toBe(true);
      }),
    );
  });

  test('tell the rhythm of sentences', () => {
    const feature = featuresOf('We went home. It rained, and it rained, all the long way. Why?');
    expect(feature('sentence.mean')).toBeCloseTo((3 + 9 + 1) / 3, 5);
    expect(feature('sentence.shortest')).toBe(1);
    expect(feature('sentence.longest')).toBe(9);
    expect(feature('sentence.commas')).toBeCloseTo(2 / 3, 5);
    expect(feature('mark.?')).toBeCloseTo(1 / 13, 5);
  });

  test('tell variety, repetition and the words that sentences begin with', () => {
    const same = featuresOf('The cat sat. The cat sat. The cat sat. The cat sat.');
    const varied = featuresOf('The cat sat. A dog ran. One bird sang. Some mice slept.');
    expect(same('word.movingTypes')).toBeLessThan(varied('word.movingTypes'));
    expect(same('pair.repeated')).toBeGreaterThan(0.5);
    expect(varied('pair.repeated')).toBe(0);
    expect(same('opener.article')).toBe(1);
    expect(same('opener.types')).toBe(0.25);
  });

  test('know rare words from common ones', () => {
    expect(featuresOf('the of and to a in that is for it')('rarity.mean')).toBeLessThan(
      featuresOf('quokka zymurgy brindled gossamer filigree')('rarity.mean'),
    );
  });

  test('depend on nothing before or after the stretch', () => {
    const text = sampleTexts()[0]!;
    const stream = tokenStream(text);
    const middle = Math.floor(stream.tokens.length / 2);
    const part = tokenStream(text.slice(0, stream.starts[middle]));
    expect(styleFeatures(stream, 0, middle, models)).toEqual(styleFeatures(part, 0, part.tokens.length, models));
  });
});

test('the stretches that are judged hold every token once, in order, and at most 400 words each', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 3000 }), (n) => {
      const stream = tokenStream('word, '.repeat(n));
      const stretches = styleStretches(stream, 0, stream.tokens.length);
      expect(stretches[0]!.from).toBe(0);
      expect(stretches.at(-1)!.to).toBe(stream.tokens.length);
      for (const [i, s] of stretches.entries()) {
        if (i > 0) expect(s.from).toBe(stretches[i - 1]!.to);
        expect(s.words).toBeLessThanOrEqual(400);
      }
      expect(stretches.reduce((sum, s) => sum + s.words, 0)).toBe(n);
    }),
    { numRuns: 30 },
  );
});

describe('boosted trees', () => {
  const trees = {
    roots: [0, -4],
    feature: [0, 1],
    threshold: [0.5, 2],
    left: [-1, -2],
    right: [1, -3],
    leaves: [1, 10, 100, 0.25],
  };

  test('go left up to the threshold and right beyond it, and sum up', () => {
    expect(scoreByTrees(trees, [0.5, 9])).toBe(1.25);
    expect(scoreByTrees(trees, [0.6, 2])).toBe(10.25);
    expect(scoreByTrees(trees, [0.6, 2.1])).toBe(100.25);
  });

  test('of the detector ask for features that there are, and end', () => {
    for (const { roots, feature, left, right, leaves } of parameters.generations.map(({ trees }) => trees)) {
      expect(roots.length).toBeGreaterThan(100);
      expect(feature.every((f) => f >= 0 && f < STYLE_FEATURES.length)).toBe(true);
      for (const [node, children] of [left, right].flatMap((side) =>
        side.map((child, node) => [node, child] as const),
      )) {
        if (children >= 0) expect(children).toBeGreaterThan(node);
        else expect(leaves[-1 - children]).toBeDefined();
      }
    }
  });
});
