import { expect, test } from 'vitest';
import { recentListing } from '../../../../src/analysis/sources/recent-listing.ts';
import { DEFAULT_READING } from '../../../../src/report/reading-options.ts';
import type { ListedDocument } from '../../../../src/analysis/sources/document-location.ts';
import type { SourceDescription } from '../../../../src/report/report.ts';

const source = (name: string): SourceDescription => ({ kind: 'folder', paths: [`/texts/${name}`], name });

/** Listings that take so many milliseconds by a clock of the test's own. */
function listings(takes: number, present = ['1.txt']) {
  let clock = 0;
  let count = 0;
  const list = recentListing(
    () => {
      count++;
      clock += takes;
      return Promise.resolve({ documents: present.map((path) => ({ path }) as ListedDocument), warnings: [] });
    },
    () => clock,
  );
  return { list, count: () => count, wait: (milliseconds: number) => void (clock += milliseconds) };
}

test('many texts of a source that takes long are read from one listing, for a while', async () => {
  const { list, count, wait } = listings(300);
  for (let i = 0; i < 50; i++) await list('1.txt', source('a'), DEFAULT_READING);
  expect(count()).toBe(1);
  wait(3001);
  await list('1.txt', source('a'), DEFAULT_READING);
  expect(count()).toBe(2);
});

test('a source is listed again after five seconds, however long it takes', async () => {
  const { list, count, wait } = listings(60_000);
  await list('1.txt', source('a'), DEFAULT_READING);
  wait(5001);
  await list('1.txt', source('a'), DEFAULT_READING);
  expect(count()).toBe(2);
});

test('another source, or other options, are listed for themselves', async () => {
  const { list, count } = listings(300);
  await list('1.txt', source('a'), DEFAULT_READING);
  await list('1.txt', source('b'), DEFAULT_READING);
  await list('1.txt', source('b'), { ...DEFAULT_READING, sourceCode: !DEFAULT_READING.sourceCode });
  expect(count()).toBe(3);
});

test('a document that a listing does not hold may be there by now: the source is listed anew', async () => {
  const present = ['1.txt'];
  const { list, count } = listings(300, present);
  await list('1.txt', source('a'), DEFAULT_READING);
  const none = await list('2.txt', source('a'), DEFAULT_READING);
  expect(none.documents.map((d) => d.path)).toEqual(['1.txt']);
  present.push('2.txt');
  const both = await list('2.txt', source('a'), DEFAULT_READING);
  expect(both.documents.map((d) => d.path)).toEqual(['1.txt', '2.txt']);
  expect(count()).toBe(3);
});

test('many that are missing at once take one listing more', async () => {
  let clock = 0;
  let count = 0;
  const list = recentListing(
    async () => {
      count++;
      await Promise.resolve();
      clock += 300;
      return { documents: [], warnings: [] };
    },
    () => clock,
  );
  await list('1.txt', source('a'), DEFAULT_READING);
  await Promise.all(Array.from({ length: 40 }, (_, i) => list(`${i}.txt`, source('a'), DEFAULT_READING)));
  expect(count).toBe(2);
});

test('a listing that fails is tried again', async () => {
  let fails = true;
  const list = recentListing(() =>
    fails ? Promise.reject(new Error('gone')) : (Promise.resolve({ documents: [] }) as never),
  );
  await expect(list('1.txt', source('a'), DEFAULT_READING)).rejects.toThrow('gone');
  fails = false;
  await expect(list('1.txt', source('a'), DEFAULT_READING)).resolves.toEqual({ documents: [] });
});
