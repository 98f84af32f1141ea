import { expect, test } from 'vitest';
import { WordSearch } from '../../../../src/analysis/corpus/word-search.ts';

const TEXTS = {
  'a.txt': 'The bee makes honey. A bee is small, and honey is sweet.',
  'b.txt':
    'Honey! The BEE’s hive stands in the garden, and it is the size of a small house with a door and a window, which nobody opens.',
  'c.txt': 'Bicycles are made of steel.',
  'd.txt':
    'A small bee found a flower far away from its hive, and it told all the others where that flower stands and how sweet it is.',
};

function find(query: string) {
  const search = new WordSearch(query);
  for (const [path, text] of Object.entries(TEXTS)) search.add(path, text);
  return search.ranked();
}

test('every word has to occur; the text that says more of it comes first', () => {
  expect(find('HONEY bee')).toEqual([{ path: 'a.txt', occurrences: 4 }]);
  expect(find('bee')).toEqual([
    { path: 'a.txt', occurrences: 2 },
    { path: 'd.txt', occurrences: 1 },
  ]);
  expect(find('steel honey')).toEqual([]);
});

test('words between quotation marks stand in that order', () => {
  expect(find('"small bee"').map(({ path }) => path)).toEqual(['d.txt']);
  expect(find('“bee makes” honey').map(({ path }) => path)).toEqual(['a.txt']);
  expect(find('"honey the bee\'s').map(({ path }) => path)).toEqual(['b.txt']);
});

test('a query without a word finds nothing, and a word twice counts once', () => {
  expect(find(' "" — ')).toEqual([]);
  expect(find('bee bee')).toEqual(find('bee'));
});
