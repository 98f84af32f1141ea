import { expect, test } from 'vitest';
import type { SearchProgress } from '../../../../../src/protocol/analyzer.ts';
import { analyzer, folderSource } from '../../../support/analysis.ts';
import { SAMPLES } from '../../../support/paths.ts';
import { folderWith } from '../../../support/temporary-folder.ts';

test('the background process finds words in the texts of a source, and says what it could not read', async () => {
  const { matches, unread } = await analyzer().searchWords({ source: folderSource(SAMPLES), query: 'Bees' });
  expect(matches.length).toBeGreaterThan(1);
  for (const { path, occurrences } of matches) {
    expect(path).toMatch(/^bees\//);
    expect(occurrences).toBeGreaterThanOrEqual(1);
  }
  expect(unread).toBe(1);
});

test('a search is stopped without ending the process', async () => {
  const process = analyzer();
  // Some seconds of work: how long it takes until the child hears of the wish hangs on what else the machine does.
  const long = 'Où est la ruche dont ils parlent ? '.repeat(100_000);
  const source = folderSource(
    folderWith(Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`text-${i}.txt`, long]))),
  );
  const controller = new AbortController();
  const told: SearchProgress[] = [];
  const search = process.searchWords(
    { source, query: 'nowhere' },
    {
      signal: controller.signal,
      onProgress: (progress) => {
        told.push(progress);
        controller.abort();
      },
    },
  );
  await expect(search).rejects.toMatchObject({ code: 'cancelled' });
  expect(told[0]!.total).toBe(20);
  expect(told[0]!.done).toBeLessThan(20);
  const again = await process.searchWords({
    source: folderSource(folderWith({ 'a.txt': 'Here is a hive.' })),
    query: 'hive',
  });
  expect(again.matches).toEqual([{ path: 'a.txt', occurrences: 1 }]);
});
