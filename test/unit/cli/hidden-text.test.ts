// Text that no reader sees, and letters that only look alike: a finding in all that an analysis writes.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readReport } from '../support/analysis.ts';
import { runCli } from '../support/run-cli.ts';
import { folderWith, temporaryFolder } from '../support/temporary-folder.ts';

const ESSAY =
  'The quay at Holm is empty twice a day. My aunt said that a fisher owns half of the time, and the moon the rest. I walked there for an hour and counted the boats.';

test('stands in report, table, summary and findings of code checkers, and fails a check that asks for it', async () => {
  const source = folderWith({
    'honest.txt': ESSAY,
    'white.html': `<p>${ESSAY}</p><p style="color:#fff">these seven words are white on white</p>`,
    'all-white.html': '<p style="color:#ffffff">nobody sees any of this text</p>',
    'letters.txt': ESSAY.replace('quay', 'qu\u0430y').replace('fisher', 'f\u0456sher'),
  });
  const out = temporaryFolder();
  const { stderr, code, paths } = await runCli([
    'analyze',
    source,
    '--format',
    'json,csv,sarif',
    '--out',
    out,
    '--fail-on',
    'hidden',
  ]);
  const report = readReport(paths.find((p) => p.endsWith('.json'))!);
  expect(
    Object.fromEntries(
      report.documents.map(({ path: name, hiddenWords, disguisedWords }) => [name, [hiddenWords, disguisedWords]]),
    ),
  ).toEqual({
    'all-white.html': [6, undefined],
    'honest.txt': [undefined, undefined],
    'letters.txt': [undefined, 2],
    'white.html': [7, undefined],
  });
  expect(report.summary).toMatchObject({
    hiddenText: { documents: 2, words: 13 },
    disguisedText: { documents: 1, words: 2 },
  });
  const sarif = JSON.parse(
    readFileSync(path.join(out, path.basename(paths.find((p) => p.endsWith('.sarif'))!)), 'utf8'),
  ) as { runs: { results: { ruleId: string; message: { text: string } }[] }[] };
  expect(
    sarif.runs[0]!.results.filter(({ ruleId }) => /hidden|alike/.test(ruleId)).map(({ message }) => message.text),
  ).toEqual([
    'all-white.html holds 6 words that no reader sees.',
    'letters.txt has 2 words with letters that only look like those that belong there.',
    'white.html holds 7 words that no reader sees.',
  ]);
  expect(stderr).toContain('hidden text in 2 documents: all-white.html (6 words), white.html (7 words)');
  expect(stderr).toContain('look-alike letters in 1 document: letters.txt (2 words)');
  expect(stderr).toContain('2 documents hold hidden text');
  expect(code).toBe(3);
});
