import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CopySearch } from '../../../../src/analysis/corpus/copied-pairs.ts';
import { leaveOut } from '../../../../src/analysis/corpus/left-out.ts';
import { wordSequence } from '../../../../src/analysis/document/word-sequence.ts';
import type { LeftOutKind } from '../../../../src/report/left-out.ts';
import { wordText } from '../../support/word-texts.ts';

const essays = (count: number, words = 150) =>
  fc.sample(wordText(words, words), { numRuns: count, seed: 17 }).map((own) => own.join(' '));
const compare = (texts: readonly string[], kinds?: readonly LeftOutKind[], groups?: readonly string[]) => {
  const left = leaveOut(
    texts.map((t) => wordSequence(t)),
    kinds,
    groups,
  );
  return {
    pairs: new CopySearch(left.compared).find().pairs,
    left: left.stretches.map((of, d) => of.map(({ kind, start, end }) => [kind, texts[d]!.slice(start, end)] as const)),
  };
};

const DECLARATION =
  'I declare that this essay is my own work, that I have used no sources other than those given, that I have marked all passages taken from other works, and that I have not handed in this text in any other course.';
const REFERENCES =
  "References\nHolm, K. (2011) The quay as a machine. Uppsala: North Press.\nBrandt, S. and Ojala, P. (2007) 'Who owns the shore?', Journal of Small Harbours, 14(2), pp. 88-121.\nDelacroix, M. (1998) A short history of waiting. Lyon: Editions du Quai.";
const QUOTED =
  'a quay is the only street of a town that moves, and whoever builds there has to know that twice a day the ground is lent and asked for again';
const QUESTION = 'Explain in your own words why the tide turns twice a day and not once.';
const NAMES = ['Ada Lind', 'Ben Okoro Smith', 'Cleo', 'Dag Hammar Nilsen', 'Eve Ray', 'Fay'];

describe.each([3, 6])('of %d honest essays no two are copies', (count) => {
  const own = essays(count);

  test.each<[LeftOutKind, (essay: string, i: number) => string]>([
    ['references', (essay) => `${essay}\n\n${REFERENCES}`],
    [
      'quotations',
      (essay) => `${essay.slice(0, 400)}\n\nHolm writes, "${QUOTED}" (2011, p. 41).\n\n${essay.slice(400)}`,
    ],
    ['cover-sheets', (essay, i) => `University of Holm\nName: ${NAMES[i]!}\n${DECLARATION}\n\n${essay}`],
    ['cover-sheets', (essay, i) => `${essay}\n\n${DECLARATION}\nSigned: ${NAMES[i]!}`],
    ['questions', (essay, i) => `${essay.slice(0, 20 + 160 * i)}\n${QUESTION}\n${essay.slice(20 + 160 * i)}`],
  ])('with the same %s, which are told', (kind, withShared) => {
    const texts = own.map(withShared);
    const { pairs, left } = compare(texts);
    expect(pairs).toEqual([]);
    for (const of of left) expect(of.map(([k]) => k)).toContain(kind);
    expect(compare(texts, []).left.flat()).toEqual([]);
    if (kind !== 'questions') expect(compare(texts, []).pairs).toHaveLength((count * (count - 1)) / 2);
  });
});

describe.each([2, 4, 6])('of %d honest essays no two are copies', (count) => {
  const own = essays(count);
  const task =
    'Explain in your own words, with at least two examples from the text, why the tide turns twice a day and not once, and what this means for people who live by the sea.';

  test.each<[string, LeftOutKind, (essay: string, i: number) => string]>([
    [
      'a declaration here and there',
      'cover-sheets',
      (essay, i) => (i % 2 === 0 ? `${DECLARATION}\n\n${essay}` : `${essay}\n\n${DECLARATION}`),
    ],
    [
      'a title page',
      'cover-sheets',
      (essay, i) =>
        `The tides of Holm and the people who live by them\nUniversity of Holm, Faculty of Arts, module on places\n${NAMES[i]!}\n\n${essay}`,
    ],
    ['a task', 'questions', (essay) => `${task}\n\n${essay}`],
    ['a question and its answer in one line', 'questions', (essay) => `Question: ${task} Answer: ${essay}`],
    [
      'questions in another order',
      'questions',
      (essay, i) =>
        i % 2 === 0
          ? `${task}\n${essay}\nWhat would you change if you were the mayor of this town?`
          : `What would you change if you were the mayor of this town?\n${essay}\n${task}`,
    ],
    ['references in one line', 'references', (essay) => `${essay}. ${REFERENCES.replaceAll('\n', ' ')}`],
  ])('with %s', (_, kind, withShared) => {
    const { pairs, left } = compare(own.map(withShared));
    expect(pairs).toEqual([]);
    for (const of of left) expect(of.map(([k]) => k)).toContain(kind);
  });
});

test('one who forgot the quotation marks does not make copies of all who did not', () => {
  const texts = essays(6).map(
    (essay, i) =>
      `${essay.slice(0, 400)}\n\n${i === 2 ? `Holm writes, ${QUOTED}` : `Holm writes, "${QUOTED}" (2011, p. 41)`}. So it is.\n\n${essay.slice(400)}`,
  );
  expect(compare(texts).pairs).toEqual([]);
});

test('a task that a few of many repeat makes no copies of them', () => {
  const task =
    'Explain in your own words, with at least two examples from the text, why the tide turns twice a day and not once, and what this means for people who live by the sea.';
  const { pairs, left } = compare(essays(12).map((essay, i) => (i < 3 ? `${task}\n\n${essay}` : essay)));
  expect(pairs).toEqual([]);
  expect(left.map((of) => of.length)).toEqual([1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
});

describe('is no way to hide', () => {
  const [source = '', ...own] = essays(6);
  const copied = source.split(' ').slice(20, 80).join(' ');

  test.each([
    ['marks alone', `${own[0]!.slice(0, 300)} "${copied}" ${own[0]!.slice(300)}`],
    ['marks and a made-up source', `${own[0]!.slice(0, 300)} "${copied}" (Smith 2011, p. 4). ${own[0]!.slice(300)}`],
    ['a block with a made-up source', `${own[0]!.slice(0, 300)}\n\n> ${copied} (Smith 2011)\n\n${own[0]!.slice(300)}`],
    ['a title of references', `${own[0]!}\n\nReferences\n\n${copied}`],
    ['years in made-up references', `${own[0]!}\n\nReferences\n\n${copied.replace(/((?:\S+ ){10})/g, '$1(2011) ')}`],
    ['a declaration', `${own[0]!}\n\nI declare that this is my own work. ${copied.split(' ').slice(0, 40).join(' ')}`],
    ['marks around all', `"${source}"`],
  ])('behind %s', (_, cheating) => {
    expect(compare([source, cheating, ...own.slice(1)]).pairs).toMatchObject([{ a: 0, b: 1 }]);
  });

  test('copies in a batch of copies', () => {
    expect(compare(Array.from({ length: 6 }, () => source)).pairs).toHaveLength(15);
    expect(
      compare([...Array.from({ length: 6 }, (_, i) => `${source} ${own[i % 5]!.slice(0, 150)}`)]).pairs,
    ).toHaveLength(15);
  });

  test('the begin of one text that all of a few copied', () => {
    expect(
      compare(own.slice(0, 4).map((text) => `${source.split(' ').slice(0, 120).join(' ')}. ${text}`)).pairs,
    ).toHaveLength(6);
  });

  test('the begin of one text that others copied as far as they liked', () => {
    const words = source.split(' ');
    const texts = own.slice(0, 5).map((text, i) => `${words.slice(0, 30 + 10 * i).join(' ')} ${text}`);
    expect(compare(texts).pairs).toHaveLength(10);
  });
});

test('what most of a large group have in common is looked for there, too', () => {
  const own = essays(16, 200);
  const sheet = essays(1, 40)[0]!;
  const texts = own.map((essay, i) => (i < 7 ? `${sheet}.\n${essay}` : essay));
  const groups = own.map((_, i) => (i < 7 ? 'north' : 'south'));
  expect(compare(texts, undefined, groups).pairs).toEqual([]);
  expect(compare(texts).pairs).toHaveLength(21);
});
