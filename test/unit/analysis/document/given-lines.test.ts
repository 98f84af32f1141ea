import { expect, test } from 'vitest';
import { givenLines } from '../../../../src/analysis/document/given-lines.ts';
import { processorTime } from '../../support/processor-time.ts';

const ESSAY =
  'The quay at Holm is empty twice a day. My aunt said that a fisher owns half of the time, and the moon the rest. I walked there for an hour.';
const asking = (text: string) => givenLines(text).asking.map(({ start, end }) => text.slice(start, end));
const head = (text: string) => givenLines(text).head.map(({ start, end }) => text.slice(start, end));

test.each([
  'Why does the tide turn twice a day?',
  '1. Explain in your own words why the tide turns.',
  'Question 2: The tides of Holm',
  '**Task:** the harbour',
  'Aufgabe 3. Der Hafen',
  'Erläutern Sie, warum das Wasser steigt.',
  'Expliquez pourquoi la mer monte.',
  '为什么潮水每天涨两次？',
  'b) Compare two harbours.',
])('%j asks', (line) => {
  expect(asking(`${line}\n${ESSAY}`)).toEqual([line]);
});

test.each([
  'Part of me wanted to stay.',
  'Users of the quay pay.',
  'Reading is a pleasure.',
  `${ESSAY} ${ESSAY} ${ESSAY} Is that right?`,
])('%j does not', (line) => {
  expect(asking(`${line}\n${ESSAY}`)).toEqual([]);
});

test('a question may stand in one line with its answer', () => {
  expect(asking(`Question: Why does the tide turn? Answer: ${`${ESSAY} `.repeat(6)}`)).toEqual([
    'Question: Why does the tide turn? ',
  ]);
});

test('short lines above and below the text are its head', () => {
  expect(head(`The tides of Holm\nAda Lind\nProfessor A. Smith\n\n${ESSAY}\n${ESSAY}\n\nHolm, 3 May 2024`)).toEqual([
    'The tides of Holm',
    'Ada Lind',
    'Professor A. Smith',
    'Holm, 3 May 2024',
  ]);
  expect(head('The moon has set\nthe sea to work\nand all the boats\nlie down')).toEqual([]);
});

test('takes no time on a text of nothing else', () => {
  const begin = processorTime();
  for (const part of ['Question: ', 'Why?\n', '1. a) i. ', 'Explain ', '为什么', '|\n', 'Answer:'])
    givenLines(part.repeat(100_000 / part.length));
  expect(processorTime() - begin).toBeLessThan(5_000);
});
