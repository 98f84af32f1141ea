import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { earlierClusters } from '../../../../../src/process/child/job/earlier-clusters.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const file = (text: string) => {
  const at = path.join(temporaryFolder(), 'report.json');
  writeFileSync(at, text);
  return at;
};

test('reads which texts each cluster held', async () => {
  const documents = [
    { cluster: 2, sha256: 'a' },
    { cluster: 2, sha256: 'b' },
    { cluster: 0, sha256: 'c' },
    { cluster: null, sha256: 'd' },
    { cluster: null },
  ];
  expect(await earlierClusters(file(JSON.stringify({ documents })))).toEqual({
    earlier: [
      { id: 2, texts: new Set(['a', 'b']) },
      { id: 0, texts: new Set(['c']) },
    ],
    warnings: [],
  });
});

test('is nothing where no report is named', async () => {
  expect(await earlierClusters(undefined)).toEqual({ earlier: [], warnings: [] });
});

test.each([
  ['missing', undefined],
  ['no JSON', '{'],
  ['no report', '{"documents": [{"cluster": "first"}]}'],
])('says what to do where the file is %s', async (_, text) => {
  const at = text === undefined ? '/nowhere/report.json' : file(text);
  const { earlier, warnings } = await earlierClusters(at);
  expect(earlier).toEqual([]);
  expect(warnings).toMatchObject([
    { code: 'earlier-report-unreadable', message: expect.stringContaining(at) as string },
  ]);
});
