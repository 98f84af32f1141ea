import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { folderOfTexts } from '../support/analysis.ts';
import { runCli } from '../support/run-cli.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

test('what would take more memory than allowed is not begun: the message has the figures and the way on', async () => {
  const out = temporaryFolder();
  const { code, stderr, stdout } = await runCli(['analyze', folderOfTexts(2), '--out', out, '--memory-limit', '50']);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(
    /This analysis of 2 documents would take about \d+ MB of memory, and 50 MB are allowed\. .*--memory-limit none/,
  );
  expect(stderr).not.toContain('Analysing documents');
  expect(readdirSync(out)).toEqual([]);
});

test('with --memory-limit none it is begun whatever it takes', async () => {
  const { code } = await runCli([
    'analyze',
    folderOfTexts(2),
    '--out',
    temporaryFolder(),
    '--memory-limit',
    'none',
    '--quiet',
  ]);
  expect(code).toBe(0);
});

test('--memory-limit takes MB, available or none', async () => {
  const { code, stderr } = await runCli(['analyze', folderOfTexts(2), '--memory-limit', 'much']);
  expect(code).toBe(2);
  expect(stderr).toContain('--memory-limit takes a whole number of MB, available or none');
});
