import { describe, expect, test } from 'vitest';
import { authorshipOf, baselineOf } from '../../../../src/analysis/authorship.ts';
import { seededRandom } from '../../../../src/analysis/corpus/random.ts';
import { sha256 } from '../../../../src/analysis/models.ts';
import {
  fitAgainstBaseline,
  fitAgainstBatch,
  type JudgedText,
} from '../../../../src/analysis/samples/machine-samples.ts';
import { wordingOf } from '../../../../src/analysis/samples/wording.ts';

const COMMON =
  'the of and to a in that is was it for on with as he be at by this had not are but from or have an they which one you were her all she there would their we him been has when who will more no if out so said what up its about into than them can only other new some could time these two may then do first any my now such like our over man me even most made after also did many before must through'.split(
    ' ',
  );
const CALM = ['furthermore', 'ultimately', 'nuanced', 'landscape', 'crucial', 'fosters'];
const BLUNT = ['really', 'stuff', 'anyway', 'guess', 'lots', 'kinda'];

/** Texts of random words, with a share of one writer's favourites among them. */
function writer(favourites: readonly string[], share: number, seed: number, logOdds = () => 0): () => JudgedText {
  const random = seededRandom(seed);
  const pick = (words: readonly string[]) => words[Math.floor(random() * words.length)]!;
  return () => {
    const text = Array.from({ length: 80 }, () => (random() < share ? pick(favourites) : pick(COMMON))).join(' ');
    return { sha256: sha256(text), wording: wordingOf(text), logOdds: logOdds() };
  };
}

const many = (count: number, next: () => JudgedText) => Array.from({ length: count }, next);
const baseline = (texts: readonly JudgedText[]) =>
  baselineOf(
    '/class',
    texts.map((t) => t.logOdds),
  )!.description;
const asDocument = (text: JudgedText) => ({
  ...text,
  logOdds: { value: text.logOdds, low: text.logOdds - 1, high: text.logOdds + 1 },
});

function levels(fit: ReturnType<typeof fitAgainstBaseline>, texts: readonly JudgedText[]) {
  return texts.map((text) => {
    const { authorship } = fit.judge(asDocument(text));
    return authorshipOf(authorship!.logOdds, { prior: 0.5, baseline: authorship!.baseline });
  });
}

describe('samples beside a baseline', () => {
  const people = many(40, writer(BLUNT, 0.1, 1));
  const samples = many(20, writer(CALM, 0.1, 2));
  const fit = fitAgainstBaseline(samples, people, baseline(people));

  test('tell other texts by the machine from other texts by people', () => {
    expect(fit.description).toMatchObject({ texts: 20, against: 'baseline', others: 40, used: true });
    expect(fit.description.told).toBeGreaterThanOrEqual(18);
    expect(
      levels(fit, many(50, writer(CALM, 0.1, 3))).filter((l) => l.confidence === 'high').length,
    ).toBeGreaterThanOrEqual(40);
    expect(
      levels(fit, many(50, writer(BLUNT, 0.1, 4))).filter((l) => l.confidence === 'high').length,
    ).toBeLessThanOrEqual(3);
  });

  test('say of each text how many samples score at most as high', () => {
    const [machine, person] = [
      fit.judge(asDocument(writer(CALM, 0.1, 5)())),
      fit.judge(asDocument(writer(BLUNT, 0.1, 6)())),
    ];
    expect(machine.rank).toBeGreaterThan(0.05);
    expect(person.rank).toBeCloseTo(1 / 21, 3);
    expect(fit.judge(asDocument(samples[3]!)).similarity).toBe(1);
  });

  test('are fitted alike whatever the order of the files', () => {
    const again = fitAgainstBaseline(
      [...samples].reverse().sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1)),
      [...people].reverse(),
      baseline(people),
    );
    const sorted = fitAgainstBaseline(
      [...samples].sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1)),
      people,
      baseline(people),
    );
    expect(again.description).toEqual(sorted.description);
    expect(again.judge(asDocument(people[0]!))).toEqual(sorted.judge(asDocument(people[0]!)));
  });
});

test('the promise to people holds: of texts like the baseline’s no more are HIGH than it allows', () => {
  let high = 0,
    judged = 0;
  for (let seed = 0; seed < 24; seed++) {
    const people = many(25, writer(BLUNT, 0.05, 100 + seed));
    const fit = fitAgainstBaseline(many(10, writer(CALM, 0.08, 200 + seed)), people, baseline(people));
    if (!fit.description.used) continue;
    const next = levels(fit, many(25, writer(BLUNT, 0.05, 300 + seed)));
    high += next.filter((l) => l.confidence === 'high').length;
    judged += next.length;
  }
  expect(judged).toBeGreaterThan(300);
  // 1 in 26, and three standard errors.
  expect(high / judged).toBeLessThanOrEqual(1 / 26 + 3 * Math.sqrt(1 / 26 / judged));
});

test('samples like the baseline tell nothing apart, and change nothing', () => {
  const people = many(40, writer(BLUNT, 0.1, 1));
  const fit = fitAgainstBaseline(many(20, writer(BLUNT, 0.1, 2)), people, baseline(people));
  expect(fit.description.used).toBe(false);
  const judgement = fit.judge(asDocument(people[0]!));
  expect(judgement.authorship).toBeUndefined();
  expect(judgement.rank).toBeUndefined();
  expect(judgement.similarity).toBeGreaterThan(0);
});

test('the detector counts where it ranks these texts rightly, and not where it ranks them the wrong way round', () => {
  const noise = seededRandom(9);
  const people = many(
    40,
    writer(COMMON, 0.1, 1, () => -2 + noise()),
  );
  const calm = (seed: number, value: number) => writer(CALM, 0.04, seed, () => value + noise());
  const right = fitAgainstBaseline(many(20, calm(2, 2)), people, baseline(people));
  const wrong = fitAgainstBaseline(many(20, calm(2, -6)), people, baseline(people));
  expect(right.description.auroc).toBe(1);
  expect(wrong.description.auroc).toBeLessThan(1);
  expect(wrong.description.auroc).toBeGreaterThan(0.5);
});

describe('samples without a baseline', () => {
  const samples = many(20, writer(CALM, 0.1, 2));
  const people = many(45, writer(BLUNT, 0.1, 1));
  const machine = many(5, writer(CALM, 0.1, 3));

  test('rank the batch, make nothing HIGH, and keep what stands among them from LOW', () => {
    const fit = fitAgainstBatch(samples, [...people, ...machine]);
    expect(fit.description).toMatchObject({ against: 'batch', used: true, others: 50 });
    expect(fit.description.told).toBeUndefined();
    const of = (texts: readonly JudgedText[]) => texts.map((t) => fit.judge(asDocument(t)));
    expect(Math.min(...of(machine).map((j) => j.score!))).toBeGreaterThan(
      of(people)
        .map((j) => j.score!)
        .sort((a, b) => a - b)[40]!,
    );
    expect([...of(machine), ...of(people)].every((j) => j.authorship === undefined)).toBe(true);
    expect(of(machine).filter((j) => j.leastHigh !== undefined).length).toBeGreaterThanOrEqual(4);
    expect(of(people).filter((j) => j.leastHigh !== undefined).length).toBeLessThanOrEqual(3);
  });

  test('change no level where most of the batch is like them', () => {
    const fit = fitAgainstBatch(samples, many(50, writer(CALM, 0.1, 7)));
    expect(fit.description.used).toBe(false);
    expect(fit.judge(asDocument(machine[0]!)).leastHigh).toBeUndefined();
  });

  test('give a small batch its likeness alone', () => {
    const fit = fitAgainstBatch(samples, people.slice(0, 5));
    expect(fit.description).toMatchObject({ used: false, others: 5 });
    expect(Object.keys(fit.judge(asDocument(people[0]!)))).toEqual(['similarity']);
  });
});
