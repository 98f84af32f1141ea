import { existsSync, utimesSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { analysisLogBytes, trimAnalysisLogs } from '../../../src/storage/analysis-logs.ts';
import { folderWith } from '../support/temporary-folder.ts';

/** Three jobs of 100 bytes each; the first is the oldest. */
function threeJobs(): string {
  const folder = folderWith(
    Object.fromEntries(
      ['a', 'b', 'c'].flatMap((job) => [
        [`${job}/analyses.log`, 'x'.repeat(100)],
        [`${job}/report.json`, '{}'],
      ]),
    ),
  );
  for (const [i, job] of ['a', 'b', 'c'].entries())
    utimesSync(path.join(folder, job, 'analyses.log'), 1000 + i, 1000 + i);
  return folder;
}

const left = (folder: string) => ['a', 'b', 'c'].filter((job) => existsSync(path.join(folder, job, 'analyses.log')));

test('the size of the cache is that of all logs, damaged ones too', async () => {
  expect(await analysisLogBytes(threeJobs())).toBe(300);
  expect(await analysisLogBytes(folderWith({ 'a/analyses.log': 'xx', 'a/analyses.log.damaged': 'xxx' }))).toBe(5);
  expect(await analysisLogBytes('/nowhere')).toBe(0);
});

test.each([
  [300, ['a', 'b', 'c']],
  [299, ['b', 'c']],
  [100, ['c']],
  [0, []],
])('within %d bytes the latest logs are kept, and nothing else is deleted', async (most, kept) => {
  const folder = threeJobs();
  expect(await trimAnalysisLogs(folder, most)).toBe(300 - 100 * kept.length);
  expect(left(folder)).toEqual(kept);
  expect(existsSync(path.join(folder, 'a/report.json'))).toBe(true);
});

test('what is in use stays', async () => {
  const folder = threeJobs();
  await trimAnalysisLogs(folder, 0, (job) => job === 'b');
  expect(left(folder)).toEqual(['b']);
});
